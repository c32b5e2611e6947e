import type {LiveSource} from "../live/timeline/liveSource.js";

/** How far back a car ahead is looked for, s: a lap of the longest circuit. */
const BACK = 150;

export interface Gap {
  ms: number;
  /** whole laps between the two; then `ms` counts for nothing */
  laps: number;
}

/** In a race the gap is what lies between two cars on the track; else it is between their best laps. */
export function isRace(type: string | undefined): boolean {
  return /race|sprint|grand prix/i.test(type ?? "") && !/qualifying|shoot-?out/i.test(type ?? "");
}

/**
 * What lies between a car and one ahead of it in a race: the game's own figure where it sends one, else how long ago the other
 * passed the same place. NaN while that is not known.
 */
export function trackGap(source: LiveSource, car: number, ahead: number, sent: number): Gap {
  const length = source.session?.track.lengthM || Number.NaN;
  const driven = (n: number) => (source.latest(n, "lapNumber") - 1) * length + source.latest(n, "lapDistance");
  const [own, other] = [driven(car), driven(ahead)];
  const laps = Math.floor((other - own) / length);
  if (laps >= 1) return {ms: Number.NaN, laps};
  return {ms: sent > 0 ? sent : passedAgo(source, ahead, own, length) * 1000, laps: 0};
}

/** s since a car was at that distance from its first start; NaN when its rows do not reach back so far. */
function passedAgo(source: LiveSource, car: number, driven: number, length: number): number {
  const {time, values} = source.window(car, "lapDistance", BACK);
  const laps = source.window(car, "lapNumber", BACK).values;
  const n = Math.min(time.length, values.length, laps.length);
  // ascending but for a flashback, which a gap may be wrong about for a moment
  const at = (i: number) => (laps[i] - 1) * length + values[i];
  let [low, high] = [0, n];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) < driven) low = middle + 1;
    else high = middle;
  }
  if (low === 0 || low >= n) return Number.NaN;
  const share = (driven - at(low - 1)) / (at(low) - at(low - 1) || 1);
  return source.time - (time[low - 1] + share * (time[low] - time[low - 1]));
}
