import {GRAVITY} from "../../channels/gravity.js";
import type {ChannelColumns} from "../columns/column.js";

/** m between the points at which bends are compared. */
const STEP = 5;
/** Laps are no shorter and no longer, points. */
const LAP = {least: 60, most: 6000};
/** Bends of laps correlate at least so much; those of a place and of the same place a lap later. */
const ALIKE = {laps: 0.75, place: 0.7};
/** Points on either side of a place that are compared, and by which a lap may be longer or shorter. */
const AROUND = 80;
const DRIFT = 40;
/** Longer logs are not compared, points. */
const MOST = 60_000;
/** Points that are compared for the length of a lap. */
const LONGEST = 8000;
/** A car slower than this only turns by noise, m/s. */
const SLOWEST = 3;
/** Fewer laps are one, whose ends overlap. */
const MORE_THAN_ONE = 1.25;

/** Bends of a drive: change of heading, rad, over STEP metres, smoothed, and the time at each point. */
interface Bends {
  bend: Float64Array;
  time: Float64Array;
}

export interface RepeatedBends {
  /** times at which the same place was passed, s */
  crossings: number[];
  lapM: number;
}

/**
 * Laps of a log without positions: the road's bends, by yaw rate or lateral acceleration over the driven distance, repeat each lap. The
 * length of a lap is the lag at which they correlate best; one place, the fastest, is then found again in each lap by the bends around it.
 * Undefined where nothing repeats, or a channel is missing.
 */
export function repeatedBends(columns: ChannelColumns): RepeatedBends | undefined {
  const bends = bendsOf(columns);
  const lap = bends && lapLength(bends.bend);
  if (!bends || !lap) return undefined;
  const {bend, time} = bends;
  const places = [fastest(bends, lap)];
  for (let next = places[0] + lap; next + AROUND < bend.length; ) {
    const found = samePlace(bend, places[0], Math.round(next));
    if (found === undefined) break;
    places.push(found);
    next = found + lap;
  }
  if (places.length < 2 || bend.length < MORE_THAN_ONE * lap) return undefined;
  const timeAt = (place: number) => {
    const k = Math.floor(place);
    return time[k] + (time[Math.min(k + 1, time.length - 1)] - time[k]) * (place - k);
  };
  return {crossings: places.map(timeAt), lapM: lap * STEP};
}

function bendsOf({sessionTime, speedKmh, yawRate, gLateral}: ChannelColumns): Bends | undefined {
  if (!speedKmh || !(yawRate || gLateral)) return undefined;
  const heading: number[] = [];
  const time: number[] = [];
  let [metres, turned, before] = [0, 0, -1];
  for (let row = 0; row < sessionTime.length && heading.length < MOST; row++) {
    const v = speedKmh[row] / 3.6;
    const rate = yawRate ? yawRate[row] : (gLateral[row] * GRAVITY) / Math.max(v, SLOWEST);
    if (!Number.isFinite(v + rate) || v > 200) continue;
    const seconds = before < 0 ? 0 : sessionTime[row] - sessionTime[before];
    const driven = v * seconds;
    const angle = v > SLOWEST && seconds < 1 ? rate * seconds : 0;
    for (
      let at = heading.length * STEP;
      at <= metres + driven && driven > 0 && driven < 200;
      at = heading.length * STEP
    ) {
      const share = (at - metres) / driven;
      heading.push(turned + angle * share);
      time.push(sessionTime[before] + seconds * share);
    }
    metres += driven < 200 ? driven : 0;
    turned += angle;
    before = row;
  }
  const change = heading.map((value, k) => value - (heading[k - 1] ?? value));
  // the mean over five points: lines through a bend differ
  const bend = Float64Array.from(change, (_, k) => {
    let sum = 0;
    for (let i = Math.max(0, k - 2); i <= Math.min(change.length - 1, k + 2); i++) sum += change[i];
    return sum / 5;
  });
  // a lap turns by 360°: without the mean, laps of bends to one side would be alike at every lag
  const mean = bend.reduce((sum, value) => sum + value, 0) / bend.length;
  return {bend: bend.map((value) => value - mean), time: Float64Array.from(time)};
}

/** The shortest lag at which bends repeat, points; undefined where they do not. */
function lapLength(bend: Float64Array): number | undefined {
  const most = Math.min(LAP.most, bend.length - 2 * AROUND);
  const alike: number[] = [];
  for (let lag = LAP.least; lag <= most; lag++)
    alike[lag] = correlation(bend, 0, lag, Math.min(LONGEST, bend.length - lag));
  let best = ALIKE.laps;
  for (let lag = LAP.least + 1; lag < most; lag++) if (alike[lag] > best) best = alike[lag];
  for (let lag = LAP.least + 1; lag < most; lag++)
    if (
      alike[lag] >= 0.9 * best &&
      alike[lag] >= ALIKE.laps &&
      alike[lag] >= alike[lag - 1] &&
      alike[lag] >= alike[lag + 1]
    )
      return lag;
  return undefined;
}

/** The fastest point among those that are passed most often. */
function fastest({bend, time}: Bends, lap: number): number {
  const passes = (k: number) => Math.floor((bend.length - AROUND - 1 - k) / lap);
  let best = AROUND;
  for (let k = AROUND; k < Math.min(AROUND + lap, bend.length - AROUND); k++) {
    const more = passes(k) - passes(best);
    if (more > 0 || (more === 0 && time[k + 1] - time[k] < time[best + 1] - time[best])) best = k;
  }
  return best;
}

/** Where the bends around a place are found again near another, to a fraction of a point. */
function samePlace(bend: Float64Array, place: number, near: number): number | undefined {
  const from = Math.max(AROUND, near - DRIFT);
  const to = Math.min(bend.length - AROUND - 1, near + DRIFT);
  let best: number | undefined;
  const alike = (k: number) => correlation(bend, place - AROUND, k - place, 2 * AROUND + 1);
  const values = Array.from({length: Math.max(0, to - from + 1)}, (_, i) => alike(from + i));
  values.forEach((value, i) => {
    if (value >= ALIKE.place && (best === undefined || value > values[best])) best = i;
  });
  if (best === undefined) return undefined;
  // the top of the parabola through three points
  const [a, b, c] = [values[best - 1], values[best], values[best + 1]];
  const shift = (a - c) / (2 * (a - 2 * b + c));
  return from + best + (Math.abs(shift) <= 1 ? shift : 0);
}

/** Correlation of `count` points from `from` on with those `lag` later. */
function correlation(bend: Float64Array, from: number, lag: number, count: number): number {
  let [xx, yy, xy] = [0, 0, 0];
  for (let k = from; k < from + count; k++) {
    const [x, y] = [bend[k], bend[k + lag]];
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
