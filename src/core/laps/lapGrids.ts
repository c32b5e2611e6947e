import {countsForBests} from "./bests.js";
import type {LapBook} from "./lapBook.js";
import type {LapFeed} from "./lapFeed.js";
import type {DrivenStep, LapReader} from "./runningLaps.js";

/** m between two places of a grid, but for the rounding of the length to whole steps: at 300 km/h three samples of 60 Hz */
const GRID_M = 5;
/** s of earlier rows that are read at first, where they are kept */
const HISTORY_S = 600;
/** cars whose history is read in one update: a full grid's would hold up a picture */
const AT_ONCE = 2;
/** Places that a finished lap must have to be a reference. */
const LEAST_COVERAGE = 0.97;
/** m before the line up to which a finished lap's last places follow from its official time */
const NEAR_LINE_M = 40;
/** finished laps of a car that wait for their official time */
const WAITING = 2;

/** Steps of a grid over a track of this length, m. */
export function gridSteps(lengthM: number): number {
  return Math.max(1, Math.round(lengthM / GRID_M));
}

/** Values of a lap at even places from the line to the line, by linear interpolation between samples; NaN where it was not driven or not seen. */
export interface LapGrid {
  car: number;
  lap: number;
  /** m between places; of `n` steps, n + 1 places */
  stepM: number;
  /** m of the last sample */
  reachedM: number;
  columns: Readonly<Record<string, Float32Array>>;
}

interface Running extends LapGrid {
  /** of the last row, in the order of the columns; NaN at a lap's beginning and after a flashback */
  values: Float64Array;
  /** next place to fill */
  next: number;
}

/** Laps of a running session over distance: the running lap of each car, its last and its best. */
export class LapGrids implements LapReader {
  readonly historyS = HISTORY_S;
  private readonly running = new Map<number, Running>();
  private readonly finished = new Map<number, LapGrid[]>();
  private readonly lasts = new Map<number, LapGrid>();
  private readonly bests = new Map<number, {timeMs: number; grid: LapGrid}>();
  private id: string | undefined;
  private lengthM = 0;
  /** Ends the reading: to be called when the grids are no longer needed. */
  readonly stop: () => void;

  /** @param channels kept beside `currentLapTimeMs` */
  constructor(
    private readonly feed: LapFeed,
    private readonly book: Pick<LapBook, "laps" | "running">,
    readonly channels: readonly string[],
  ) {
    this.stop = book.running.add(this);
  }

  /** Reads the new rows of these cars, the most important first; of cars that are new, two in each call. */
  update(cars: readonly number[]): void {
    const {session} = this.feed;
    const {running} = this.book;
    if (session?.id !== this.id || session?.track.lengthM !== this.lengthM) {
      this.id = session?.id;
      this.lengthM = session?.track.lengthM ?? 0;
      for (const map of [this.running, this.finished, this.lasts, this.bests]) map.clear();
      running.restart();
    }
    if (!(this.lengthM > 0)) return;
    let histories = 0;
    for (const car of cars) {
      if (!running.isCurrent(car) && ++histories > AT_ONCE) continue;
      running.read(car);
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

  forget(car: number): void {
    this.running.delete(car);
    this.finished.delete(car);
  }

  begin(car: number, lap: number, distance: number): void {
    if (!(this.lengthM > 0)) return;
    const waiting = this.finished.get(car) ?? [];
    this.finished.set(car, waiting);
    const before = this.running.get(car);
    if (before) waiting.push(before);
    // after a flashback across the line the lap goes on that had seemed finished
    const again = waiting.findIndex((one) => one.lap === lap);
    const state = again >= 0 && distance > 0 ? (waiting[again] as Running) : this.newLap(car, lap);
    this.finished.set(car, waiting.filter((one) => one.lap < lap).slice(-WAITING));
    this.running.set(car, state);
    if (again >= 0 && distance > 0) goBack(state, distance);
    else if (distance > 0) state.next = Math.ceil(distance / state.stepM);
    else state.values[0] = 0;
  }

  goBack(car: number, distance: number): void {
    const state = this.running.get(car);
    if (state) goBack(state, distance);
  }

  /** Fills the places between the last row and this one. */
  drive({car, fromM, toM, toMs}: DrivenStep, sources: readonly ArrayLike<number>[], row: number): void {
    const state = this.running.get(car);
    if (!state) return;
    const {values, stepM} = state;
    const times = state.columns.currentLapTimeMs;
    while (state.next < times.length && state.next * stepM <= toM) {
      const share = toM > fromM ? (state.next * stepM - fromM) / (toM - fromM) : 1;
      let k = 0;
      for (const name in state.columns) {
        const now = k === 0 ? toMs : sources[k - 1][row];
        const before = values[k];
        state.columns[name][state.next] = Number.isNaN(before) ? now : before + share * (now - before);
        k++;
      }
      state.next++;
    }
    values[0] = toMs;
    for (let k = 1; k < values.length; k++) values[k] = sources[k - 1][row];
    state.reachedM = Math.max(fromM, toM);
  }

  private newLap(car: number, lap: number): Running {
    const steps = gridSteps(this.lengthM);
    const names = ["currentLapTimeMs", ...this.channels];
    return {
      ...{car, lap, stepM: this.lengthM / steps, reachedM: 0, next: 0},
      columns: Object.fromEntries(names.map((name) => [name, new Float32Array(steps + 1).fill(Number.NaN)])),
      values: new Float64Array(names.length).fill(Number.NaN),
    };
  }

  /** Finished laps become last and best when their official time is known. */
  private judge(car: number): void {
    const waiting = this.finished.get(car);
    if (!waiting?.length) return;
    for (const grid of [...waiting]) {
      const lap = this.book.laps.findLast((one) => one.car === car && one.lap === grid.lap);
      if (!lap) continue;
      waiting.splice(waiting.indexOf(grid), 1);
      toLine(grid as Running, lap.lapTimeMs);
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
  const keep = Math.floor(distance / state.stepM) + 1;
  for (const name in state.columns) state.columns[name].fill(Number.NaN, keep);
  state.next = Math.min(state.next, keep);
  state.values.fill(Number.NaN);
  state.reachedM = distance;
}

/** The places between a finished lap's last row and the line, which it passed at its official time. */
function toLine({columns, reachedM, stepM, values, next}: Running, lapTimeMs: number): void {
  const places = columns.currentLapTimeMs.length;
  const lengthM = (places - 1) * stepM;
  if (!(lengthM - reachedM < NEAR_LINE_M)) return;
  for (let i = next; i < places; i++) {
    const share = lengthM > reachedM ? (i * stepM - reachedM) / (lengthM - reachedM) : 1;
    let k = 0;
    for (const name in columns) {
      const end = k === 0 ? lapTimeMs : values[k];
      columns[name][i] = values[k] + share * (end - values[k]);
      k++;
    }
  }
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
