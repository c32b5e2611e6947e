import {ProgramColumns} from "./columns.js";
import type {ExpressionProgram} from "./program.js";

/** The samples of a lap, as `readSamples` gives them. */
export interface LapColumns {
  rows: number;
  has(name: string): boolean;
  /** in the channel's unit, NaN where unknown */
  values(name: string): Float64Array;
}

/**
 * The outputs of a program over a lap's samples, in their units, NaN where unknown; undefined for an output that needs a channel which
 * the lap does not have. Where time goes back (a flashback) the calculation begins anew.
 */
export function evaluateProgram(program: ExpressionProgram, lap: LapColumns): (Float64Array | undefined)[] {
  const {nodes, outputs} = program;
  const {rows} = lap;
  const columns = nodes.map((node) => {
    if (node.type === "channel" && lap.has(node.channel)) return lap.values(node.channel);
    return new Float64Array(rows).fill(node.type === "channel" ? Number.NaN : 0);
  });
  for (const [from, to] of forwardRuns(lap)) {
    const parts = to - from === rows ? columns : columns.map((column) => column.subarray(from, to));
    new ProgramColumns(program, parts).advance(to - from, true);
  }
  return outputs.map(({node, channels}) => (channels.every((name) => lap.has(name)) ? columns[node] : undefined));
}

function forwardRuns(lap: LapColumns): [from: number, to: number][] {
  const {rows} = lap;
  const time = lap.has("sessionTime") ? lap.values("sessionTime") : new Float64Array(rows);
  const runs: [number, number][] = [];
  let from = 0;
  for (let i = 1; i <= rows; i++) {
    if (i < rows && !(time[i] < time[i - 1])) continue;
    runs.push([from, i]);
    from = i;
  }
  return rows > 0 ? runs : [];
}
