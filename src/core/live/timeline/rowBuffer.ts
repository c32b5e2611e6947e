import {lowerBound} from "../../signal/search.js";

/** Rows that are looked through for a channel that comes less often than others (damage: ten a second). */
const LOOK_BACK = 120;

/**
 * The last rows of one car: ascending session time, and a column a channel. Columns are written on and on and moved to the
 * front when they reach their end, so that any stretch is one view, not two.
 */
export class LiveRing {
  rows = 0;
  #start = 0;
  #time: Float64Array = new Float64Array(256);
  #columns = new Map<string, Float64Array>();

  constructor(readonly keepS: number) {}

  get from(): number {
    return this.rows ? this.#time[this.#start] : Number.NaN;
  }

  get to(): number {
    return this.rows ? this.#time[this.#start + this.rows - 1] : Number.NaN;
  }

  /** Adds a row; `value` is asked for each channel. Time that goes back (a flashback) takes back what it went over. */
  append(time: number, names: readonly string[], value: (index: number) => number): void {
    if (Number.isNaN(time)) return;
    if (this.rows > 0 && time <= this.to)
      this.rows = lowerBound(this.#time, time, this.#start, this.#end()) - this.#start;
    while (this.rows > 0 && this.#time[this.#start] < time - this.keepS) {
      this.#start++;
      this.rows--;
    }
    if (this.#end() === this.#time.length) this.#makeRoom();
    const at = this.#end();
    this.#time[at] = time;
    for (const column of this.#columns.values()) column[at] = Number.NaN;
    for (let i = 0; i < names.length; i++) {
      const v = value(i);
      let column = this.#columns.get(names[i]);
      if (!column) {
        if (Number.isNaN(v)) continue; // a channel this car never sends costs nothing
        column = new Float64Array(this.#time.length).fill(Number.NaN);
        this.#columns.set(names[i], column);
      }
      column[at] = v;
    }
    this.rows++;
  }

  /** The last known value at or before a time; NaN when there is none. */
  at(channel: string, time: number): number {
    const column = this.#columns.get(channel);
    if (!column) return channel === "sessionTime" ? this.#lastTime(time) : Number.NaN;
    const last = upperBound(this.#time, time, this.#start, this.#end()) - 1;
    for (let i = last; i >= this.#start && i > last - LOOK_BACK; i--) if (!Number.isNaN(column[i])) return column[i];
    return Number.NaN;
  }

  /** Views of the rows with from ≤ time ≤ to; NaN where a row lacks the channel. */
  between(channel: string, from: number, to: number): {time: Float64Array; values: Float64Array} {
    const first = lowerBound(this.#time, from, this.#start, this.#end());
    const end = Math.max(first, upperBound(this.#time, to, this.#start, this.#end()));
    const time = this.#time.subarray(first, end);
    if (channel === "sessionTime") return {time, values: time};
    const column = this.#columns.get(channel);
    return {time, values: column ? column.subarray(first, end) : new Float64Array(end - first).fill(Number.NaN)};
  }

  #lastTime(time: number): number {
    const last = upperBound(this.#time, time, this.#start, this.#end()) - 1;
    return last >= this.#start ? this.#time[last] : Number.NaN;
  }

  #end(): number {
    return this.#start + this.rows;
  }

  /** Moves to the front; grows when less than a quarter would be free then. */
  #makeRoom(): void {
    const size = this.rows > this.#time.length * 0.75 ? this.#time.length * 2 : this.#time.length;
    const move = (from: Float64Array) => {
      if (size === from.length) return from.copyWithin(0, this.#start, this.#end());
      const to = new Float64Array(size);
      to.set(from.subarray(this.#start, this.#end()));
      return to;
    };
    this.#time = move(this.#time);
    for (const [name, column] of this.#columns) this.#columns.set(name, move(column));
    this.#start = 0;
  }
}

/** First index in [from, to) whose value is greater than x; `to` when there is none. Ascending values. */
export function upperBound(values: Float64Array, x: number, from = 0, to = values.length): number {
  let at = lowerBound(values, x, from, to);
  while (at < to && values[at] === x) at++;
  return at;
}
