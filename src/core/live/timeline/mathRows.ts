import {ExpressionStream, STREAM_CHANNELS} from "../../expressions/expressionStream.js";
import type {ExpressionProgram} from "../../expressions/program.js";
import {lowerBound} from "../../signal/search.js";
import type {LiveSource} from "./liveSource.js";

/** s of computed rows that are kept; a source keeps no more of an archive in memory. */
const KEEP_S = 600;
/** s of rows that were not followed after which the calculation begins anew near the play head */
const JUMP_S = 60;
const FIRST_ROWS = 4096;

/** One program's values of a car's rows. */
interface Computed {
  stream: ExpressionStream;
  program: ExpressionProgram;
  /** of each output, NaN where unknown */
  values: Float64Array[];
  /** rows of each output that are known */
  known: Int32Array;
  /** first row of the running lap */
  lapFrom: number;
}

/**
 * The rows of one car of a live source with the math channels that were asked for, computed as the rows come. Rows that the source takes back
 * (a flashback) or gets late (of the archive) are computed anew, from the start of their lap.
 */
export class MathRows {
  #rows = 0;
  #time = new Float64Array(FIRST_ROWS);
  #distance = new Float64Array(FIRST_ROWS);
  /** the first row is the first of its lap */
  #hasStart = false;
  readonly #computed = new Map<ExpressionProgram, Computed>();

  /** @param isWhole laps of the source are whole, as of an archive: the first row that it has of a lap is the lap's first */
  constructor(
    readonly source: LiveSource,
    readonly car: number,
    readonly isWhole: boolean,
  ) {}

  /** Computes a program from the next update on; true where it is new. */
  add(program: ExpressionProgram): boolean {
    if (this.#computed.has(program)) return false;
    this.#computed.set(program, this.#begin(program));
    // the rows are read again for it
    this.#rows = 0;
    return true;
  }

  /** The values of an output at times of the source's rows, as far as they are known; NaN before what was computed. */
  valuesAt(program: ExpressionProgram, output: number, time: Float64Array): Float64Array {
    const values = this.#computed.get(program)!.values[output];
    const from = time.length ? lowerBound(this.#time, time[0], 0, this.#rows) : 0;
    if (this.#isAt(time, from)) return values.subarray(from, from + time.length);
    return time.map((t) => {
      const i = lowerBound(this.#time, t, 0, this.#rows);
      return i < this.#rows && this.#time[i] === t ? values[i] : Number.NaN;
    });
  }

  /** Session time up to which an output is known; NaN before the first row. */
  knownTo(program: ExpressionProgram, output: number): number {
    const known = this.#computed.get(program)!.known[output];
    return known > 0 ? this.#time[known - 1] : Number.NaN;
  }

  /** Follows the source up to its play head; the last `seconds` before it are computed afterwards. */
  update(seconds: number): void {
    const {source, car} = this;
    const head = source.time;
    if (!(head >= 0)) return;
    const from = head - seconds;
    const first = this.#rows ? this.#time[0] : Number.POSITIVE_INFINITY;
    const isNear = first <= head && head - this.#time[this.#rows - 1] < JUMP_S;
    if (!isNear || this.#hasEarlier(from, first)) {
      this.#restart(seconds);
      return;
    }
    const {time, values: distance} = source.window(car, "lapDistance", head - first);
    const shared = this.#sharedRows(time, distance);
    if (shared < 0) this.#restart(seconds);
    else this.#feed(shared, time, head - first);
  }

  /** Whether the source has rows before the first one that belong to its lap or are asked for. */
  #hasEarlier(from: number, first: number): boolean {
    const {source, car} = this;
    const isLong = source.time - first > KEEP_S - 1;
    if (isLong || (first <= from && this.#hasStart)) return false;
    const {time, values: lap} = source.window(car, "lapNumber", source.time - Math.min(from, first - 1));
    const at = lowerBound(time, first);
    return at > 0 && (time[at - 1] >= from || (!this.#hasStart && lap[at - 1] === lap[at]));
  }

  /** How many of the source's rows are those that were computed; −1 where they differ. */
  #sharedRows(time: Float64Array, distance: Float64Array): number {
    if (time.length === 0) return 0;
    // the source may have dropped its first rows
    const skipped = lowerBound(this.#time, time[0], 0, this.#rows);
    const last = this.#time[this.#rows - 1];
    for (let i = 0; i < time.length; i++) {
      const k = skipped + i;
      if (k >= this.#rows) return time[i] > last ? i : -1;
      if (time[i] !== this.#time[k] || !Object.is(distance[i], this.#distance[k])) return -1;
    }
    // a flashback: the rows after the newest one are gone
    const isCut = this.source.following && skipped + time.length < this.#rows;
    return isCut ? -1 : time.length;
  }

  /** Begins at the start of the lap that is driven `seconds` before the play head. */
  #restart(seconds: number): void {
    const {source, car} = this;
    const span = Math.min(source.time - source.range.from, seconds + KEEP_S) + 1e-6;
    const {time, values: lap} = source.window(car, "lapNumber", span);
    let from = Math.min(lowerBound(time, source.time - seconds), Math.max(0, time.length - 1));
    while (from > 0 && lap[from - 1] === lap[from]) from--;
    this.#rows = 0;
    for (const [program] of this.#computed) this.#computed.set(program, this.#begin(program));
    if (time.length === 0) return;
    const {values: distance} = source.window(car, "lapDistance", span);
    this.#hasStart = this.isWhole || from > 0 || distance[0] < 0;
    this.#feed(from, time, span);
  }

  /** Takes the source's rows from one on; the columns are windows of that many seconds. */
  #feed(from: number, time: Float64Array, span: number): void {
    if (from >= time.length) return;
    const {source, car} = this;
    const programs = [...this.#computed.values()];
    const names = new Set([...STREAM_CHANNELS, ...programs.flatMap(({program}) => program.channels)]);
    const columns = new Map([...names].map((name) => [name, source.window(car, name, span).values]));
    this.#makeRoom(time.length - from);
    const distance = columns.get("lapDistance")!;
    for (let i = from; i < time.length; i++) {
      // an archived lap with a flashback inside
      if (this.#rows > 0 && time[i] <= this.#time[this.#rows - 1])
        this.#cut(lowerBound(this.#time, time[i], 0, this.#rows));
      this.#time[this.#rows] = time[i];
      this.#distance[this.#rows] = distance[i];
      this.#rows++;
      for (const one of programs)
        this.#push(one, (name) => (name === "sessionTime" ? time[i] : (columns.get(name)![i] ?? Number.NaN)));
    }
    for (const one of programs) this.#copyKnown(one);
  }

  #push(one: Computed, value: (channel: string) => number): void {
    const ended = one.lapFrom;
    one.stream.push(value);
    const lapFrom = this.#rows - one.stream.rows;
    // the start line was crossed: what came before is of no lap
    if (one.lapFrom === ended && lapFrom > ended) {
      for (const [k, values] of one.values.entries()) {
        values.fill(Number.NaN, ended, lapFrom);
        one.known[k] = lapFrom;
      }
    }
    one.lapFrom = lapFrom;
  }

  #begin(program: ExpressionProgram): Computed {
    const one: Computed = {
      program,
      stream: new ExpressionStream(program, (lap) => {
        const end = this.#rows - 1;
        for (const [k, values] of one.values.entries()) {
          if (this.#isUnknown(one, k)) values.fill(Number.NaN, end - lap.rows, end);
          else values.set(lap.values[k], end - lap.rows);
          one.known[k] = end;
        }
        one.lapFrom = end;
      }),
      values: program.outputs.map(() => new Float64Array(this.#time.length).fill(Number.NaN)),
      known: new Int32Array(program.outputs.length),
      lapFrom: 0,
    };
    return one;
  }

  #copyKnown(one: Computed): void {
    for (const [k, column] of one.values.entries()) {
      const {values} = one.stream.soFar(k);
      const known = one.lapFrom + values.length;
      if (!this.#isUnknown(one, k) && known > one.known[k])
        column.set(values.subarray(one.known[k] - one.lapFrom), one.known[k]);
      one.known[k] = Math.max(known, one.known[k]);
    }
  }

  /** A value since the start of a lap whose start is missing. */
  #isUnknown({program, lapFrom}: Computed, output: number): boolean {
    return lapFrom === 0 && !this.#hasStart && program.outputs[output].fromStart;
  }

  #cut(rows: number): void {
    this.#rows = rows;
    for (const one of this.#computed.values()) {
      for (const values of one.values) values.fill(Number.NaN, rows);
      one.known = one.known.map((known) => Math.min(known, rows));
    }
  }

  #isAt(time: Float64Array, from: number): boolean {
    const n = time.length;
    return (
      n === 0 || (from + n <= this.#rows && this.#time[from] === time[0] && this.#time[from + n - 1] === time[n - 1])
    );
  }

  /** Drops laps that are long over, and widens the columns. */
  #makeRoom(rows: number): void {
    if (this.#rows + rows <= this.#time.length) return;
    const programs = [...this.#computed.values()];
    const old = this.#rows ? lowerBound(this.#time, this.#time[this.#rows - 1] - KEEP_S, 0, this.#rows) : 0;
    const dropped = Math.min(old, ...programs.map(({lapFrom}) => lapFrom));
    const kept = this.#rows - dropped;
    const size = Math.max(this.#time.length, 2 ** Math.ceil(Math.log2(1.5 * (kept + rows))));
    const moved = (column: Float64Array, rest: number) => {
      const to = new Float64Array(size).fill(rest);
      to.set(column.subarray(dropped, this.#rows));
      return to;
    };
    this.#time = moved(this.#time, 0);
    this.#distance = moved(this.#distance, 0);
    for (const one of programs) {
      one.values = one.values.map((column) => moved(column, Number.NaN));
      one.known = one.known.map((known) => Math.max(0, known - dropped));
      one.lapFrom -= dropped;
    }
    if (dropped > 0) this.#hasStart = true;
    this.#rows = kept;
  }
}
