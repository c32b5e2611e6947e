import {countsForBests} from "./bests.js";
import type {LapBook} from "./lapBook.js";
import type {LapFeed} from "./lapFeed.js";

/** m between two places of a grid: at 300 km/h three samples of 60 Hz */
export const GRID_M = 5;
/** s without a reading after which a car's rows are read again */
const LONGEST_GAP = 5;
/** s of earlier rows that are read at first, where they are kept */
const HISTORY_S = 600;
/** cars whose history is read in one update: a full grid's would hold up a picture */
const AT_ONCE = 2;
/** Places that a finished lap must have to be a reference. */
const LEAST_COVERAGE = 0.97;
/** m that a distance may fall without a flashback */
const JITTER_M = 5;
/** finished laps of a car that wait for their official time */
const WAITING = 2;

/** Values of a lap at every 5 m from the line, by linear interpolation between samples; NaN where it was not driven or not seen. */
export interface LapGrid {
  car: number;
  lap: number;
  /** m of the last sample */
  reachedM: number;
  columns: Readonly<Record<string, Float32Array>>;
}

interface Running extends LapGrid {
  /** session time up to which rows have been read, s */
  readTo: number;
  /** last row */
  distance: number;
  values: Float64Array;
  /** next place to fill */
  next: number;
}

/** Laps of a running session over distance: the running lap of each car, its last and its best. Each row is read once. */
export class LapGrids {
  private readonly running = new Map<number, Running>();
  private readonly finished = new Map<number, LapGrid[]>();
  private readonly lasts = new Map<number, LapGrid>();
  private readonly bests = new Map<number, {timeMs: number; grid: LapGrid}>();
  private id: string | undefined;
  private lengthM = 0;

  /** @param channels kept beside `currentLapTimeMs` */
  constructor(
    private readonly feed: LapFeed,
    private readonly book: Pick<LapBook, "laps">,
    private readonly channels: readonly string[],
  ) {}

  /** Reads the new rows of these cars, the most important first; of cars that are new, two in each call. */
  update(cars: readonly number[]): void {
    const {session} = this.feed;
    if (session?.id !== this.id || session?.track.lengthM !== this.lengthM) {
      this.id = session?.id;
      this.lengthM = session?.track.lengthM ?? 0;
      for (const map of [this.running, this.finished, this.lasts, this.bests]) map.clear();
    }
    if (!(this.lengthM > 0)) return;
    let histories = 0;
    for (const car of cars) {
      const isNew = !this.isCurrent(car);
      if (isNew && ++histories > AT_ONCE) continue;
      this.read(car, isNew);
      this.judge(car);
    }
  }

  runningOf(car: number): LapGrid | undefined {
    return this.running.get(car);
  }

  /** The last finished lap that was seen whole. */
  lastOf(car: number): LapGrid | undefined {
    return this.lasts.get(car);
  }

  /** The fastest finished lap that counts and was seen whole. */
  bestOf(car: number): LapGrid | undefined {
    return this.bests.get(car)?.grid;
  }

  /** The fastest of all cars. */
  sessionBest(): LapGrid | undefined {
    let best: {timeMs: number; grid: LapGrid} | undefined;
    for (const one of this.bests.values()) if (!best || one.timeMs < best.timeMs) best = one;
    return best?.grid;
  }

  /** Whether a car's rows have been read up to a moment ago. */
  private isCurrent(car: number): boolean {
    const {time} = this.feed;
    const readTo = this.running.get(car)?.readTo ?? Number.NaN;
    return time >= readTo && time <= readTo + LONGEST_GAP;
  }

  private read(car: number, isNew: boolean): void {
    const {feed, channels} = this;
    let state = isNew ? undefined : this.running.get(car);
    state ??= this.begin(car, Number.NaN, Math.max(feed.range.from, feed.time - HISTORY_S) - 1);
    const seconds = feed.time - state.readTo;
    if (!(seconds > 0)) return;
    const {time, values: laps} = feed.window(car, "lapNumber", seconds);
    const distances = feed.window(car, "lapDistance", seconds).values;
    const sources = ["currentLapTimeMs", ...channels].map((name) => feed.window(car, name, seconds).values);
    const rows = Math.min(time.length, distances.length, sources[0].length);
    for (let i = 0; i < rows; i++) {
      const distance = distances[i];
      if (!(time[i] > state.readTo && distance >= 0)) continue;
      if (laps[i] !== state.lap) {
        if (!Number.isNaN(state.lap)) this.close(state);
        state = this.begin(car, laps[i], state.readTo);
      } else if (distance < state.distance - JITTER_M) goBack(state, distance);
      fill(state, distance, sources, i);
    }
    state.readTo = feed.time;
  }

  private begin(car: number, lap: number, readTo: number): Running {
    const places = Math.floor(this.lengthM / GRID_M) + 1;
    const names = ["currentLapTimeMs", ...this.channels];
    const state: Running = {
      ...{car, lap, readTo, reachedM: 0, distance: Number.NaN, next: 0},
      columns: Object.fromEntries(names.map((name) => [name, new Float32Array(places).fill(Number.NaN)])),
      values: new Float64Array(names.length).fill(Number.NaN),
    };
    this.running.set(car, state);
    return state;
  }

  private close({car, lap, columns, reachedM}: Running): void {
    const waiting = this.finished.get(car) ?? [];
    waiting.push({car, lap, columns, reachedM});
    if (waiting.length > WAITING) waiting.shift();
    this.finished.set(car, waiting);
  }

  /** Finished laps become last and best when their official time is known. */
  private judge(car: number): void {
    const waiting = this.finished.get(car);
    if (!waiting?.length) return;
    for (const grid of [...waiting]) {
      const lap = this.book.laps.findLast((one) => one.car === car && one.lap === grid.lap);
      if (!lap) continue;
      waiting.splice(waiting.indexOf(grid), 1);
      if (coverage(grid) < LEAST_COVERAGE) continue;
      this.lasts.set(car, grid);
      const timeMs = lap.lapTimeMs;
      if (countsForBests(lap) && timeMs < (this.bests.get(car)?.timeMs ?? Infinity))
        this.bests.set(car, {timeMs, grid});
    }
  }
}

/** A flashback: what lies ahead has not been driven. */
function goBack(state: Running, distance: number): void {
  const keep = Math.floor(distance / GRID_M) + 1;
  for (const name in state.columns) state.columns[name].fill(Number.NaN, keep);
  state.next = Math.min(state.next, keep);
  state.distance = Number.NaN;
  state.reachedM = distance;
}

/** Fills the places between the last row and this one. */
function fill(state: Running, distance: number, sources: readonly ArrayLike<number>[], row: number): void {
  const {values} = state;
  const from = state.distance;
  const places = state.columns.currentLapTimeMs.length;
  if (Number.isNaN(from)) state.next = Math.max(state.next, Math.ceil(distance / GRID_M));
  while (state.next < places && state.next * GRID_M <= distance) {
    const span = distance - from;
    const share = span > 0 ? (state.next * GRID_M - from) / span : 1;
    let k = 0;
    for (const name in state.columns) {
      const now = sources[k][row];
      const before = values[k];
      state.columns[name][state.next] = Number.isNaN(before) ? now : before + share * (now - before);
      k++;
    }
    state.next++;
  }
  if (!(distance >= from)) state.distance = distance;
  else state.distance = Math.max(from, distance);
  for (let k = 0; k < values.length; k++) values[k] = sources[k][row];
  state.reachedM = state.distance;
}

/** Share of the lap's places that have a time. */
function coverage({columns: {currentLapTimeMs: times}}: LapGrid): number {
  let known = 0;
  for (let i = 0; i < times.length; i++) if (!Number.isNaN(times[i])) known++;
  return known / times.length;
}

/**
 * Time of a lap behind another at the same places, ms: NaN where one of them was not driven.
 *
 * @param into as many places as the laps have
 */
export function gridDelta(lap: LapGrid, reference: LapGrid, into: Float32Array): Float32Array {
  const own = lap.columns.currentLapTimeMs;
  const other = reference.columns.currentLapTimeMs;
  for (let i = 0; i < into.length; i++) into[i] = own[i] - other[i];
  return into;
}
