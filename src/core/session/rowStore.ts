import {createColumn, type SampleColumn, type SampleTable} from "../archive/samples.js";
import {CHANNELS, type Channel, PARTS, type Part} from "../channels/catalogue.js";
import type {TypedArray} from "../games/f1/decode.js";
import type {Format} from "../games/f1/formats.js";
import {PACKET_OF_PART} from "../games/f1/frame.js";
import {type Layout, type LayoutField, layoutOf} from "../games/f1/layout.js";

/** Rows that a store has room for at first: a lap of two and a quarter minutes at 60 Hz, so that few laps make it grow. */
const FIRST_ROWS = 8192;

const CHANNELS_OF_PART: Channel[][] = PARTS.map((part) => CHANNELS.filter((c) => c.part === part));

/**
 * Copies what a decoded packet says of one car into one row: `target` holds the part's columns in catalogue order,
 * `source` the packet's in layout order. Lists, not records: a record of that many names would be a hash table.
 */
type Copier = (target: SampleColumn[], row: number, source: readonly TypedArray[], car: number) => void;

/** A growing table of samples, a part at a time: the columns of a part exist once the part has been seen. */
export class RowStore {
  rows = 0;
  present: Uint16Array;
  /** grows when rows that were there already are taken away */
  revision = 0;
  private readonly parts: (SampleColumn[] | undefined)[] = PARTS.map(() => undefined);

  constructor(private capacity = FIRST_ROWS) {
    this.present = new Uint16Array(capacity);
    this.columnsOf(0);
  }

  /** A new row at the end; returns its index. Its values are zero until parts are copied in. */
  append(frame: number, sessionTime: number): number {
    if (this.rows === this.capacity) this.grow();
    const row = this.rows++;
    const [time, , , frames] = this.parts[0]!;
    time[row] = sessionTime;
    frames[row] = frame;
    this.present[row] = 1;
    return row;
  }

  /** The columns of a part in catalogue order. */
  columnsOf(part: number): SampleColumn[] {
    let columns = this.parts[part];
    if (!columns) {
      columns = CHANNELS_OF_PART[part].map((c) => createColumn(c.type, this.capacity));
      this.parts[part] = columns;
    }
    return columns;
  }

  sessionTime(row: number): number {
    return this.parts[0]![0][row];
  }

  /** frameIdentifier of a row */
  frame(row: number): number {
    return this.parts[0]![3][row];
  }

  /** Moves the rows from `first` on to the end of `target`. */
  moveTail(first: number, target: RowStore): void {
    for (let row = first; row < this.rows; row++) {
      const to = target.append(this.frame(row), this.sessionTime(row));
      target.present[to] = this.present[row];
      for (let part = 1; part < PARTS.length; part++) {
        const from = this.parts[part];
        if (!from || !(this.present[row] & (1 << part))) continue;
        const into = target.columnsOf(part);
        for (let c = 0; c < from.length; c++) into[c][to] = from[c][row];
      }
    }
    this.truncate(first);
  }

  /** Forgets the rows from `first` on; what they held is cleared, so that a reused row starts from zero. */
  truncate(first: number): void {
    for (const columns of this.parts) for (const column of columns ?? []) column.fill(0, first, this.rows);
    this.present.fill(0, first, this.rows);
    if (first < this.rows) this.revision++;
    this.rows = Math.min(this.rows, first);
  }

  /** The rows as a table for the archive. `hidden` channels are left out. Shares memory with the store. */
  table(car: number, lapNumber: number, hidden: ReadonlySet<string> = new Set()): SampleTable {
    const [, laps, cars] = this.parts[0]!;
    laps.fill(lapNumber, 0, this.rows);
    cars.fill(car, 0, this.rows);
    const columns: Record<string, SampleColumn> = {};
    let seen = 0;
    for (let row = 0; row < this.rows; row++) seen |= this.present[row];
    this.parts.forEach((part, p) => {
      // a store that is used again may have columns of a part that this lap never had
      if (seen & (1 << p))
        part?.forEach((column, c) => {
          const {name} = CHANNELS_OF_PART[p][c];
          if (!hidden.has(name)) columns[name] = column.subarray(0, this.rows);
        });
    });
    return {rows: this.rows, columns, present: this.present.subarray(0, this.rows)};
  }

  private grow(): void {
    this.capacity *= 2;
    const wider = <T extends SampleColumn>(old: T): T => {
      const column = new (old.constructor as new (length: number) => T)(this.capacity);
      column.set(old as never);
      return column;
    };
    this.present = wider(this.present);
    this.parts.forEach((columns, part) => {
      this.parts[part] = columns?.map(wider);
    });
  }
}

const copiers = new Map<string, Copier | undefined>();

/**
 * The copier of a part, generated from the catalogue and the packet's layout: with 22 cars and some eighty channels at
 * 60 Hz this is the hottest loop of an import. Channels the format lacks stay zero and are hidden by `absentChannels`.
 */
export function copierOf(format: Format, part: Part): Copier | undefined {
  const key = `${format} ${part}`;
  if (!copiers.has(key)) copiers.set(key, createCopier(format, part));
  return copiers.get(key);
}

function createCopier(format: Format, part: Part): Copier | undefined {
  const id = PACKET_OF_PART[part];
  const layout = id === undefined ? undefined : layoutOf(format, id);
  if (!layout) return undefined;
  const read = (field: LayoutField, element: number) => {
    const {entities, count} = field;
    const place = entities > 1 ? (count > 1 ? `car * ${count} + ${element}` : "car") : String(element);
    return `source[${layout.fields.indexOf(field)}][${place}]`;
  };
  const lines = CHANNELS_OF_PART[PARTS.indexOf(part)].flatMap((channel, c) => {
    const value = valueCode(channel, layout, read);
    return value ? [`target[${c}][row] = ${value};`] : [];
  });
  return new Function("target", "row", "source", "car", `"use strict";\n${lines.join("\n")}`) as Copier;
}

/** Names of channels that the packets of this format do not carry. */
export function absentChannels(format: Format): Set<string> {
  const absent = CHANNELS.filter(({part, f1}) => {
    if (part === "frame" || !f1) return false;
    const layout = layoutOf(format, PACKET_OF_PART[part]!);
    return !layout?.fields.some((f) => f.name === f1.field || f.name === `${f1.field}MSPart`);
  });
  return new Set(absent.map((c) => c.name));
}

/**
 * The code of a channel's value as the archive stores it, before it is narrowed to the channel's type; undefined where the
 * packets of the format lack it. `read` gives the code of an element of a field.
 */
export function valueCode(
  {f1, scale}: Channel,
  {fields}: Layout,
  read: (field: LayoutField, element: number) => string,
): string | undefined {
  if (!f1) return undefined;
  const {field, index = 0, factor = 1, add = 0} = f1;
  const find = (name: string) => fields.find((f) => f.name === name);
  // times of more than a minute are split into milliseconds and whole minutes
  const split = find(`${field}MSPart`);
  if (split) {
    const minutes = find(`${field}MinutesPart`);
    const ms = read(split, 0);
    // cars that are laps apart or in the garage have minutes of 247–255 in real packets: a signed byte
    return minutes ? `${ms} + 60000 * ((${read(minutes, 0)} << 24) >> 24)` : ms;
  }
  const found = find(field);
  if (!found) return undefined;
  // a channel with a scale stores the wire's integer; any other stores the value
  const times = (scale ? 1 : (found.scale ?? 1)) * factor;
  const raw = read(found, index);
  if (times === -1) return `0 - ${raw}`; // a product would turn 0 into −0
  return `${raw}${times === 1 ? "" : ` * ${times}`}${add ? ` + ${add}` : ""}`;
}
