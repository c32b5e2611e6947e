import type {LapFeed} from "./lapFeed.js";

/** How far back the car ahead is looked for, s: a lap of the longest circuit. */
const LOOK_BACK = 150;

export interface Gap {
  /** NaN while unknown, and when whole laps separate the two cars */
  ms: number;
  /** whole laps between the two cars */
  laps: number;
}

/** Whether gaps are measured on the track; in other sessions they are differences of best laps. */
export function isRace(type: string | undefined): boolean {
  return /race|sprint|grand prix/i.test(type ?? "") && !/qualifying|shoot-?out/i.test(type ?? "");
}

/**
 * The gap of a car to one ahead of it in a race: `officialMs` where the game sends one (> 0), else how long ago the other car
 * passed the same place.
 */
export function trackGap(feed: LapFeed, car: number, ahead: number, officialMs: number): Gap {
  const length = feed.session?.track.lengthM || Number.NaN;
  const driven = (n: number) => (feed.latest(n, "lapNumber") - 1) * length + feed.latest(n, "lapDistance");
  const [own, other] = [driven(car), driven(ahead)];
  const laps = Math.floor((other - own) / length);
  if (laps >= 1) return {ms: Number.NaN, laps};
  return {ms: officialMs > 0 ? officialMs : secondsSince(feed, ahead, own, length) * 1000, laps: 0};
}

/** s since a car had driven that distance from its first start; NaN when its rows do not reach back so far. */
function secondsSince(feed: LapFeed, car: number, drivenM: number, length: number): number {
  const {time, values} = feed.window(car, "lapDistance", LOOK_BACK);
  const laps = feed.window(car, "lapNumber", LOOK_BACK).values;
  const n = Math.min(time.length, values.length, laps.length);
  // ascends except across a flashback, where the gap may be wrong until the rows before it expire
  const at = (i: number) => (laps[i] - 1) * length + values[i];
  let [low, high] = [0, n];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) < drivenM) low = middle + 1;
    else high = middle;
  }
  if (low === 0 || low >= n) return Number.NaN;
  const share = (drivenM - at(low - 1)) / (at(low) - at(low - 1) || 1);
  return feed.time - (time[low - 1] + share * (time[low] - time[low - 1]));
}
