import {lowerBound, upperBound} from "../../signal/search.js";
import {lastKnown} from "./lastKnown.js";
import type {ChannelWindow} from "./liveSource.js";

/**
 * The last rows of one car: ascending session times, and a column for each channel. Columns are appended to and moved to the front
 * when they reach their end, so that any range is one view, not two as in a ring.
 */
export class RowBuffer {
  rows = 0;
  #start = 0;
  #time: Float64Array = new Float64Array(256);
  #columns = new Map<string, Float64Array>();

  /** @param keepS s of rows that are kept */
  constructor(readonly keepS: number) {}

  get from(): number {
    return this.rows ? this.#time[this.#start] : Number.NaN;
  }

  get to(): number {
    return this.rows ? this.#time[this.#start + this.rows - 1] : Number.NaN;
  }

  /** Adds a row; `value` is called for the index of each name. A row earlier than the last (a flashback) removes those after it. */
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
        if (Number.isNaN(v)) continue; // no column for a channel that this car never sends
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
    return lastKnown(column, upperBound(this.#time, time, this.#start, this.#end()) - 1, this.#start);
  }

  /** Views of the rows with from ≤ time ≤ to; NaN where a row lacks the channel. */
  between(channel: string, from: number, to: number): ChannelWindow {
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

  /** Moves the rows to the front; doubles the columns when less than a quarter would be free. */
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
