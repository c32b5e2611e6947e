import type {LapFeed} from "./lapFeed.js";

/** s without a reading after which the running lap is read again from its beginning */
const LONGEST_GAP = 5;
/** m that a distance may fall without a flashback: games correct positions a little */
const JITTER_M = 5;
/** A lap whose first row is farther from the line has been joined in the middle, m. */
const NEAR_LINE_M = 40;

interface RunningLap {
  lap: number;
  /** running lap time at each bound, ms; NaN where it was not seen to be passed */
  passedMs: Float64Array;
  /** index of the next bound */
  next: number;
  /** of the last row */
  distance: number;
  timeMs: number;
  /** session time up to which rows have been read, s */
  readTo: number;
}

/** Mini-sectors of the running laps of all cars, as they are passed. Each row is read once, so that a full grid costs little. */
export class MiniSectorClock {
  private readonly laps = new Map<number, RunningLap>();
  private bounds: Float64Array = new Float64Array(0);

  constructor(private readonly feed: LapFeed) {}

  /**
   * Reads a car's new rows.
   *
   * @param bounds of the mini-sectors, m: see miniSectorBounds
   * @returns times of the running lap, ms, NaN where a mini-sector is not passed yet or was joined in the middle; a view, valid until the next call
   */
  times(car: number, bounds: Float64Array): Float64Array {
    const {feed} = this;
    if (bounds !== this.bounds) {
      this.bounds = bounds;
      this.laps.clear();
    }
    let state = this.laps.get(car);
    if (!state || feed.time < state.readTo || feed.time > state.readTo + LONGEST_GAP) {
      state = newLap(bounds.length);
      this.laps.set(car, state);
      const running = feed.latest(car, "currentLapTimeMs") / 1000;
      state.readTo = feed.time - (running >= 0 ? running + 1 : 0);
    }
    this.read(car, state);
    return minisOf(state);
  }

  private read(car: number, state: RunningLap): void {
    const {feed, bounds} = this;
    const seconds = feed.time - state.readTo;
    if (!(seconds > 0)) return;
    const {time, values: laps} = feed.window(car, "lapNumber", seconds);
    const distances = feed.window(car, "lapDistance", seconds).values;
    const times = feed.window(car, "currentLapTimeMs", seconds).values;
    const rows = Math.min(time.length, distances.length, times.length);
    for (let i = 0; i < rows; i++) {
      if (!(time[i] > state.readTo)) continue;
      const [distance, timeMs] = [distances[i], times[i]];
      if (!(distance >= 0 && timeMs >= 0)) continue;
      if (laps[i] !== state.lap) begin(state, laps[i], distance);
      else if (distance < state.distance - JITTER_M) goBack(state, distance, bounds);
      pass(state, distance, timeMs, bounds);
    }
    state.readTo = feed.time;
  }
}

function newLap(bounds: number): RunningLap {
  const passedMs = new Float64Array(bounds).fill(Number.NaN);
  return {lap: Number.NaN, passedMs, next: 0, distance: Number.NaN, timeMs: Number.NaN, readTo: 0};
}

/** A lap begins at the line at time 0, unless its first row shows that it was joined later. */
function begin(state: RunningLap, lap: number, distance: number): void {
  state.lap = lap;
  state.passedMs.fill(Number.NaN);
  state.next = 0;
  const atLine = distance < NEAR_LINE_M;
  state.distance = atLine ? 0 : distance;
  state.timeMs = atLine ? 0 : Number.NaN;
}

/** A flashback: what lies ahead has not been passed. */
function goBack(state: RunningLap, distance: number, bounds: Float64Array): void {
  while (state.next > 0 && bounds[state.next - 1] > distance) state.passedMs[--state.next] = Number.NaN;
  state.distance = distance;
  state.timeMs = Number.NaN;
}

/** Interpolates the times at the bounds between the last row and this one. */
function pass(state: RunningLap, distance: number, timeMs: number, bounds: Float64Array): void {
  while (state.next < bounds.length && bounds[state.next] <= distance) {
    const at = bounds[state.next];
    const span = distance - state.distance;
    const share = span > 0 ? (at - state.distance) / span : 1;
    state.passedMs[state.next] = at < state.distance ? Number.NaN : state.timeMs + share * (timeMs - state.timeMs);
    state.next++;
  }
  state.distance = Math.max(distance, state.distance);
  state.timeMs = timeMs;
}

const minis = new Float64Array(64);

function minisOf({passedMs}: RunningLap): Float64Array {
  const n = Math.max(0, passedMs.length - 1);
  for (let i = 0; i < n; i++) minis[i] = passedMs[i + 1] - passedMs[i];
  return minis.subarray(0, n);
}
