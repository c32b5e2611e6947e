import {type ImportedLap, PLAIN_LAP} from "../importedLog.js";
import type {TimedPath} from "./finishLine.js";
import {type Gate, type GateCrossing, gateCrossings, lapCrossings} from "./gateCrossings.js";
import {lapsFromCrossings} from "./lapSplit.js";

export interface TimingGates {
  start: Gate;
  /** of a course whose finish lies elsewhere */
  finish?: Gate;
  /** in order of driving */
  splits?: readonly Gate[];
}

/**
 * Laps between crossings of a start line, or from a start to a finish line. Times are derived: between crossings interpolated between
 * rows. Sectors are those of two splits, where the lap crosses both in their order.
 *
 * @param notes the number of crossings is added
 */
export function gateLaps(
  {x, z, time}: TimedPath,
  {start, finish, splits = []}: TimingGates,
  notes: string[],
): ImportedLap[] {
  const crossingsOf = (gate: Gate) => lapCrossings(gateCrossings({x, z}, time, gate));
  const starts = crossingsOf(start);
  const laps = finish ? courseLaps(time, starts, crossingsOf(finish)) : lapsFromCrossings(time, timesOf(starts));
  const timed = laps.filter(({complete}) => complete).length;
  notes.push(
    `laps: ${starts.length} crossings of the start line; ${timed} lap times are derived, from crossings interpolated between rows`,
  );
  if (splits.length === 2) {
    const [first, second] = splits.map(crossingsOf);
    for (const lap of laps) if (lap.complete) lap.sectorsMs = sectors(lap, begins(lap, starts, time), first, second);
  } else if (splits.length) notes.push(`sectors: ${splits.length} split lines; sectors are made of two only`);
  return laps;
}

const timesOf = (crossings: readonly GateCrossing[]): number[] => crossings.map(({time}) => time);

/** Drives from start to finish are laps; the ways back between them are none. */
function courseLaps(time: Float64Array, starts: readonly GateCrossing[], ends: readonly GateCrossing[]): ImportedLap[] {
  const lines = [
    ...timesOf(starts).map((at) => ({at, isStart: true})),
    ...timesOf(ends).map((at) => ({at, isStart: false})),
  ].sort((a, b) => a.at - b.at);
  // a start that another start follows was no drive; a finish after a finish ends none
  const kept = lines.filter(({isStart}, k) => (isStart ? lines[k + 1]?.isStart === false : lines[k - 1]?.isStart));
  const laps = lapsFromCrossings(
    time,
    kept.map(({at}) => at),
  );
  // laps are numbered by the crossing that begins them: odd ones begin at the start
  return laps.map((lap) => (lap.lap % 2 === 1 ? lap : {...lap, ...PLAIN_LAP}));
}

/** Time of the crossing that begins a lap. */
function begins({first}: ImportedLap, starts: readonly GateCrossing[], time: Float64Array): number {
  return starts.findLast((crossing) => crossing.time <= time[first])?.time ?? time[first];
}

function sectors(
  {lapTimeMs}: ImportedLap,
  begun: number,
  first: readonly GateCrossing[],
  second: readonly GateCrossing[],
): [number, number, number] | null {
  const end = begun + lapTimeMs! / 1000;
  const one = first.find(({time}) => time > begun && time < end);
  const two = one && second.find(({time}) => time > one.time && time < end);
  if (!one || !two) return null;
  const ms = [Math.round((one.time - begun) * 1000), Math.round((two.time - one.time) * 1000)];
  return [ms[0], ms[1], lapTimeMs! - ms[0] - ms[1]];
}
