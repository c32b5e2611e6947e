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
  const {outputs} = program;
  const {rows} = lap;
  const columns = columnsFor(program, lap);
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

/** A column for each node. Those of steps in between are used again after their last reader: they stay in the processor's cache. */
function columnsFor({nodes, outputs}: ExpressionProgram, lap: LapColumns): Float64Array[] {
  const lastReader = new Int32Array(nodes.length);
  nodes.forEach((node, k) => {
    if (node.type === "operation") for (const input of node.inputs) lastReader[input] = k;
  });
  for (const {node} of outputs) lastReader[node] = nodes.length;
  const free: Float64Array[] = [];
  const columns: Float64Array[] = [];
  nodes.forEach((node, k) => {
    if (node.type === "channel" && lap.has(node.channel)) columns.push(lap.values(node.channel));
    else if (node.type === "channel") columns.push(new Float64Array(lap.rows).fill(Number.NaN));
    else columns.push((node.type === "operation" && free.pop()) || new Float64Array(lap.rows));
    if (node.type === "operation")
      for (const input of new Set(node.inputs))
        if (nodes[input].type === "operation" && lastReader[input] === k) free.push(columns[input]);
  });
  return columns;
}
