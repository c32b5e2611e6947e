import type {ExportLap} from "./exportLaps.js";

/** A lap whose first sample has a running time up to this, s, was recorded from the line. */
const FROM_LINE = 1;
/** Tolerated difference between official times and samples, s; the official time is used. */
const AGREE = 0.25;

/**
 * Session times at which the line was crossed, s, rising: where a lap begins by its running time, and where it ends by its
 * official time. The two crossings of a finished lap are exactly its lap time apart.
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
    // an incomplete first lap before others: the log began within it, even if its running time is small
    if (k === 0 && !row.complete && laps.length > 1) continue;
    const start = begin(samples, k > 0 || row.complete);
    if (start === undefined) continue;
    const from = add(start);
    if (row.complete && row.lapTimeMs !== null) add(from + row.lapTimeMs / 1000);
  }
  return crossings;
}

/**
 * When the lap began, s: the time of its first row minus its running time there; without a running time, the first row's time if the lap is
 * recorded from its beginning (`whole`); undefined for a lap recorded from its middle.
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
  return row < samples.rows && running[row] < FROM_LINE * 1000 ? time[row] - running[row] / 1000 : undefined;
}
