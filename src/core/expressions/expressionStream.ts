import {lowerBound} from "../signal/search.js";
import {ProgramColumns} from "./columns.js";
import type {ExpressionProgram} from "./program.js";

/** Channels that say where a lap begins; the rows that are pushed must have them. */
export const STREAM_CHANNELS = ["sessionTime", "lapNumber", "lapDistance"];

/** A lap, or what there is of it. */
export interface StreamedLap {
  rows: number;
  /** s */
  time: Float64Array;
  /** of each output, in its unit */
  values: Float64Array[];
}

const FIRST_ROWS = 1024;

/**
 * Computes a program while the rows of one car come, with the code and the results of the archive. A value is known when the samples
 * that it needs have come (`future` of the output); statistics of the lap count the lap so far. A new lap begins anew, as does the first
 * row after the start line; a flashback takes back the rows after it.
 */
export class ExpressionStream {
  #rows = 0;
  #lap = Number.NaN;
  #distance = Number.NaN;
  #time = new Float64Array(FIRST_ROWS);
  #columns: Float64Array[];
  #run: ProgramColumns;

  /** @param onLap called with each lap when it ends */
  constructor(
    readonly program: ExpressionProgram,
    readonly onLap: (lap: StreamedLap) => void = () => {},
  ) {
    this.#columns = program.nodes.map(() => new Float64Array(FIRST_ROWS));
    this.#run = new ProgramColumns(program, this.#columns);
  }

  /** Rows of the running lap. */
  get rows(): number {
    return this.#rows;
  }

  /** Adds a row; `value` gives a channel in the catalogue's unit, NaN where unknown. */
  push(value: (channel: string) => number): void {
    const time = value("sessionTime");
    if (Number.isNaN(time)) return;
    const lap = value("lapNumber");
    const distance = value("lapDistance");
    if (lap !== this.#lap && !Number.isNaN(lap)) {
      if (!Number.isNaN(this.#lap)) this.finish();
      this.#lap = lap;
    } else if (this.#distance < 0 && distance >= 0) this.#restart(0);
    if (!Number.isNaN(distance)) this.#distance = distance;
    if (this.#rows > 0 && time < this.#time[this.#rows - 1]) this.#restart(lowerBound(this.#time, time, 0, this.#rows));
    if (this.#rows === this.#time.length) this.#widen();
    this.#time[this.#rows] = time;
    this.program.nodes.forEach((node, k) => {
      if (node.type === "channel") this.#columns[k][this.#rows] = value(node.channel);
    });
    this.#run.advance(++this.#rows, false);
  }

  /** The newest known value of an output and its session time in s; NaN before the first. */
  latest(output: number): {time: number; value: number} {
    const {node} = this.program.outputs[output];
    const row = this.#run.known[node] - 1;
    return row < 0 ? {time: Number.NaN, value: Number.NaN} : {time: this.#time[row], value: this.#columns[node][row]};
  }

  /** The running lap as far as each output is known. */
  soFar(output: number): {time: Float64Array; values: Float64Array} {
    const {node} = this.program.outputs[output];
    const known = this.#run.known[node];
    return {time: this.#time.subarray(0, known), values: this.#columns[node].subarray(0, known)};
  }

  /** The lap has ended: everything is known. */
  finish(): void {
    if (this.#rows === 0) return;
    this.#run.advance(this.#rows, true);
    const of = (column: Float64Array) => column.slice(0, this.#rows);
    const values = this.program.outputs.map(({node}) => of(this.#columns[node]));
    this.onLap({rows: this.#rows, time: of(this.#time), values});
    this.#restart(0);
  }

  /** Keeps the first rows and computes them again: kernels can't go back. */
  #restart(rows: number): void {
    this.#rows = rows;
    this.#run = new ProgramColumns(this.program, this.#columns);
    if (rows > 0) this.#run.advance(rows, false);
  }

  #widen(): void {
    const wider = (column: Float64Array) => {
      const all = new Float64Array(column.length * 2);
      all.set(column);
      return all;
    };
    this.#time = wider(this.#time);
    this.#columns = this.#columns.map(wider);
    this.#restart(this.#rows);
  }
}
