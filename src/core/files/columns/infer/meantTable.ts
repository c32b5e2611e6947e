import {scaled} from "../convertColumn.js";
import type {Decision, Meaning} from "../decide.js";
import {type Scaling, scalingOf, spelledUnit} from "../targets.js";

/** A column of a table with its meaning so far; null: it is not used. */
export interface MeantColumn {
  name: string;
  /** as the file has it; "" where it has none */
  unit: string;
  /** as the file has them, one a row */
  values: Float64Array;
  meaning: Meaning | null;
}

/** What the data show of a column. */
export interface SettledMeaning {
  /** in which the values are */
  unit?: string;
  /** conversion beyond a unit */
  scaling?: Scaling;
  /** another channel that the column is */
  channel?: string;
  /** "by the positions" */
  evidence: string;
}

/** The used columns of a table by channel; findings about them are collected in `decisions`. */
export class MeantTable {
  /** of the columns whose meaning changed, by index */
  readonly decisions = new Map<number, Decision>();
  readonly #columns = new Map<string, {index: number; column: MeantColumn; meaning: Meaning}>();
  readonly #converted = new Map<string, Float64Array>();

  /** @param time of each row, s; absent where it is not known before units are */
  constructor(
    columns: readonly MeantColumn[],
    readonly time?: Float64Array,
  ) {
    for (const [index, column] of columns.entries())
      if (column.meaning) this.#columns.set(column.meaning.channel, {index, column, meaning: column.meaning});
  }

  has(channel: string): boolean {
    return this.#columns.has(channel);
  }

  /** As the file has it; "" without the column. */
  nameOf(channel: string): string {
    return this.#columns.get(channel)?.column.name ?? "";
  }

  /** As the file has them. */
  raw(channel: string): Float64Array | undefined {
    return this.#columns.get(channel)?.column.values;
  }

  /** In the channel's unit, by the meaning so far. */
  values(channel: string): Float64Array | undefined {
    const found = this.#columns.get(channel);
    if (!found) return undefined;
    const known = this.#converted.get(channel);
    if (known) return known;
    const values = scaled(found.column.values, found.meaning.scaling);
    this.#converted.set(channel, values);
    return values;
  }

  /** The unit, as far as it is known; "" without the column. */
  unit(channel: string): string {
    return this.#columns.get(channel)?.meaning.unit ?? "";
  }

  factor(channel: string): number {
    return this.#columns.get(channel)?.meaning.scaling.factor ?? Number.NaN;
  }

  /** Neither the user nor the file gives the unit, and nothing has shown it yet. */
  isOpen(channel: string): boolean {
    const meaning = this.#columns.get(channel)?.meaning;
    return meaning?.unitAssumed === true && meaning.evidence === undefined;
  }

  /** The unit is sure enough to judge others by: it is the user's, the file's, or shown by the data. */
  isKnown(channel: string): boolean {
    return this.has(channel) && !this.isOpen(channel);
  }

  /** The data have shown the unit. */
  isShown(channel: string): boolean {
    return this.#columns.get(channel)?.meaning.evidence !== undefined;
  }

  /** The user decided; the data may not overrule that. */
  isChosen(channel: string): boolean {
    return this.#columns.get(channel)?.meaning.by === "choice";
  }

  /** The channel is known by the column's name alone. */
  isByName(channel: string): boolean {
    return this.#columns.get(channel)?.meaning.by === "name";
  }

  /** Gives a column the meaning that the data show. A unit that the file gives is replaced only by a different one, and named. */
  settle(channel: string, {unit, scaling, channel: other = channel, evidence}: SettledMeaning): void {
    const found = this.#columns.get(channel);
    if (!found || found.meaning.by === "choice" || (other !== channel && this.has(other))) return;
    const {meaning, column, index} = found;
    const spelled = unit === undefined ? meaning.unit : spelledUnit(other, unit);
    const converted = scaling ?? scalingOf(other, spelled);
    if (!converted) return;
    const same = other === channel && isSame(converted, meaning.scaling);
    if (same && !meaning.unitAssumed) return;
    const contradicted = !meaning.unitAssumed && unit !== undefined && !scaling;
    const changed: Meaning = {
      ...meaning,
      channel: other,
      unit: spelled,
      scaling: converted,
      by: "data",
      confidence: Math.max(meaning.confidence, 0.9),
      unitAssumed: true,
      evidence: contradicted ? `${evidence}; the file gives ${column.unit || meaning.unit}` : evidence,
    };
    this.#columns.delete(channel);
    this.#columns.set(other, {index, column, meaning: changed});
    this.#converted.delete(channel);
    this.decisions.set(index, {meaning: changed, reason: ""});
  }

  /**
   * Gives several columns of one kind each other's channels; their units stay.
   *
   * @param places the channel of each column now, and the one it gets
   * @param evidence what shows it
   */
  exchange(places: ReadonlyMap<string, string>, evidence: string): void {
    const moved = [...places].flatMap(([from, channel]) => {
      const found = this.#columns.get(from);
      return found ? [{...found, from, channel}] : [];
    });
    for (const {from} of moved) {
      this.#columns.delete(from);
      this.#converted.delete(from);
    }
    for (const {from, channel, index, column, meaning} of moved) {
      const doubt = from === channel ? {} : {doubt: `which axis it is, is shown by ${evidence}`};
      const changed: Meaning = {...meaning, channel, by: "data", ...doubt};
      this.#columns.set(channel, {index, column, meaning: changed});
      this.decisions.set(index, {meaning: changed, reason: ""});
    }
  }

  /** Leaves a column out whose assumed unit the data contradict; a unit of the file is kept, with the doubt. */
  contradict(channel: string, reason: string): void {
    const found = this.#columns.get(channel);
    if (!found || found.meaning.by === "choice") return;
    const {meaning, index} = found;
    if (meaning.unitAssumed) {
      this.#columns.delete(channel);
      this.#converted.delete(channel);
      this.decisions.set(index, {meaning: null, reason: `${reason}: choose its unit`});
    } else this.doubt(channel, reason);
  }

  /** Keeps a column, with what does not agree with it. */
  doubt(channel: string, reason: string): void {
    const found = this.#columns.get(channel);
    if (!found || found.meaning.by === "choice") return;
    found.meaning = {...found.meaning, doubt: reason};
    this.decisions.set(found.index, {meaning: found.meaning, reason: ""});
  }
}

function isSame(a: Scaling, b: Scaling): boolean {
  return Math.abs(a.factor - b.factor) <= 1e-9 * Math.abs(b.factor) && Math.abs(a.add - b.add) < 1e-6;
}
