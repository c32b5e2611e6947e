import type {ExportLap} from "./exportLaps.js";

/** A lap may begin this much later than its own clock says, s, and still have been seen from the line. */
const SEEN = 1;
/** Official times and samples may disagree by so much, s; the official time counts. */
const AGREE = 0.25;

/**
 * Session times at which the line was crossed, s, rising: where a lap begins by its running time, and where it ends by its
 * official time. Two crossings of a finished lap lie apart by exactly its lap time.
 *
 * @param laps of one car, in order of driving
 */
export function lineCrossings(laps: readonly ExportLap[]): number[] {
  const crossings: number[] = [];
  const add = (t: number): number => {
    const last = crossings.at(-1);
    // where one lap ends the next begins
    if (last !== undefined && Math.abs(t - last) < AGREE) return last;
    if (last !== undefined && t < last) return last;
    crossings.push(t);
    return t;
  };
  for (const [k, {row, samples}] of laps.entries()) {
    if (samples.rows === 0 || row.lap === 0) continue;
    // unfinished although others follow: the log began within it, whatever its clock says
    if (k === 0 && !row.complete && laps.length > 1) continue;
    const start = begin(samples, k > 0 || row.complete);
    if (start === undefined) continue;
    const from = add(start);
    if (row.complete && row.lapTimeMs !== null) add(from + row.lapTimeMs / 1000);
  }
  return crossings;
}

/**
 * When the lap began: the time of its first row less its running time there, else with its first row when it is known to be `whole`
 * at that end; undefined for a lap recorded from its midst.
 */
function begin(samples: ExportLap["samples"], whole: boolean): number | undefined {
  const time = samples.values("sessionTime");
  if (!samples.has("currentLapTimeMs")) return whole ? time[0] : undefined;
  const running = samples.values("currentLapTimeMs");
  const distance = samples.has("lapDistance") ? samples.values("lapDistance") : undefined;
  // before the line (negative distance) the clock may still show another lap's time
  let row = distance
    ? Math.max(
        0,
        distance.findIndex((d) => d >= 0),
      )
    : 0;
  while (row < samples.rows && Number.isNaN(running[row])) row++;
  return row < samples.rows && running[row] < SEEN * 1000 ? time[row] - running[row] / 1000 : undefined;
}
