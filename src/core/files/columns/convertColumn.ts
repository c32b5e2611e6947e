import type {Meaning} from "./decide.js";
import type {Scaling} from "./targets.js";

/** The largest finite magnitude in a column. */
export function largest(values: Float64Array): number {
  let top = 0;
  for (const v of values) if (Math.abs(v) > top && Number.isFinite(v)) top = Math.abs(v);
  return top;
}

/**
 * The factor with which 1 is full scale: the full lock of the steering where it is known, else the largest value of the column,
 * which is noted.
 *
 * @param from name of the column
 */
export function fullScaleFactor(
  {channel, scaling}: Pick<Meaning, "channel" | "scaling">,
  {from, values, steeringLockDeg}: {from: string; values: Float64Array; steeringLockDeg?: number},
  notes: string[],
): number {
  if (channel === "steering" && steeringLockDeg !== undefined) return scaling.factor / steeringLockDeg;
  const top = largest(values) * Math.abs(scaling.factor);
  if (!(top > 0)) return scaling.factor;
  notes.push(`${channel}: full scale is not in the file; the largest value of ${from} counts as 1`);
  return scaling.factor / top;
}

/** The steering wheel's full lock, degrees: the user's, else the largest angle in the file, which is noted. */
export function fullLock(largestDeg: number, lockDeg: unknown, notes: string[]): number {
  if (typeof lockDeg === "number" && lockDeg > 0) return lockDeg;
  notes.push(`steering: full lock is not in the file; the largest angle, ${largestDeg.toFixed(1)}°, counts as 1`);
  return largestDeg;
}

/** Angles of the steering wheel, degrees and positive to the right, as −1 … 1; see fullLock. */
export function steeringOf(degrees: Float64Array, lockDeg: unknown, notes: string[]): Float64Array {
  const lock = fullLock(largest(degrees), lockDeg, notes);
  return degrees.map((v) => (lock > 0 ? v / lock : v));
}

/** Values in the channel's unit; NaN for values that are not finite. */
export function scaled(values: Float64Array, {factor, add}: Pick<Scaling, "factor" | "add">): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) {
    const v = values[i] * factor + add;
    out[i] = Number.isFinite(v) ? v : Number.NaN;
  }
  return out;
}

/** Tools write −1 where there is no lap time yet. */
const LAP_TIMES = new Set(["lastLapTimeMs", "bestLapTimeMs", "sector1TimeMs", "sector2TimeMs"]);

/** Lap times without negative values, which are missing ones; other channels unchanged. */
export function knownLapTimes(channel: string, values: Float64Array): Float64Array {
  return LAP_TIMES.has(channel) ? values.map((v) => (v < 0 ? Number.NaN : v)) : values;
}

/** A column in its channel's unit, see fullScaleFactor. */
export function convertColumn(
  column: {name: string; values: Float64Array},
  meaning: Meaning,
  notes: string[],
  steeringLockDeg?: number,
): Float64Array {
  const {scaling} = meaning;
  const {name: from, values} = column;
  const factor = scaling.scaled ? fullScaleFactor(meaning, {from, values, steeringLockDeg}, notes) : scaling.factor;
  return knownLapTimes(meaning.channel, scaled(values, {factor, add: scaling.add}));
}
