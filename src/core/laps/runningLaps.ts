import type {LapFeed} from "./lapFeed.js";

/** s without a reading after which a car's rows are read anew */
const LONGEST_GAP = 5;
/** m that a distance may fall without a flashback: games correct positions a little */
const JITTER_M = 5;
/** A lap whose first row is farther from the line has been joined in the middle, m. */
const NEAR_LINE_M = 40;

/** What is made of running laps: its methods are called for each car in the order of its rows. */
export interface LapReader {
  /** read beside lap number, distance and lap time */
  readonly channels: readonly string[];
  /** s of rows before the running lap that are read at first, where they are kept */
  readonly historyS: number;
  /** The car is read anew: what was known of it is void. */
  forget(car: number): void;
  /** A lap begins: at the line (0 m) at time 0, or, joined in the middle, at a distance without a time. */
  begin(car: number, lap: number, distance: number): void;
  /** A flashback: what lies ahead of this distance has not been driven. */
  goBack(car: number, distance: number): void;
  /**
   * The car drove from one distance to the next. `fromMs` is NaN where its time is not known: after a flashback, or joined in the middle.
   *
   * @param columns of `channels`; the row's values have the index `i`
   */
  drive(step: DrivenStep, columns: readonly ArrayLike<number>[], i: number): void;
}

/** A row and the one before it; reused. */
export interface DrivenStep {
  car: number;
  fromM: number;
  fromMs: number;
  toM: number;
  toMs: number;
}

interface RunningLap {
  lap: number;
  distance: number;
  timeMs: number;
  /** session time up to which rows have been read, s */
  readTo: number;
}

/**
 * The rows of running laps, each read once for all that is made of them: where laps begin, what a flashback took back, where a lap was joined in
 * the middle, and when a car must be read anew (the play head was moved, or nothing was read for 5 s).
 */
export class RunningLaps {
  private readonly laps = new Map<number, RunningLap>();
  private readers: {reader: LapReader; columns: ArrayLike<number>[]}[] = [];
  private readonly step: DrivenStep = {car: 0, fromM: 0, fromMs: 0, toM: 0, toMs: 0};
  private id: string | undefined;

  constructor(private readonly feed: LapFeed) {}

  /** Adds a reader; all cars are read anew. Returns a function that removes it. */
  add(reader: LapReader): () => void {
    this.readers.push({reader, columns: []});
    this.restart();
    return () => {
      this.readers = this.readers.filter((one) => one.reader !== reader);
    };
  }

  /** All cars are read anew. */
  restart(): void {
    for (const car of this.laps.keys()) this.forget(car);
    this.laps.clear();
  }

  /** Whether a car has been read up to a moment ago, so that reading on is cheap. */
  isCurrent(car: number): boolean {
    const {time} = this.feed;
    const readTo = this.feed.session?.id === this.id ? (this.laps.get(car)?.readTo ?? Number.NaN) : Number.NaN;
    return time >= readTo && time <= readTo + LONGEST_GAP;
  }

  /** Whether a reader needs more than the running lap: then a car that is not current takes long. */
  get needsHistory(): boolean {
    return this.readers.some(({reader}) => reader.historyS > 0);
  }

  /** Reads a car's new rows. */
  read(car: number): void {
    const {feed} = this;
    if (feed.session?.id !== this.id) {
      this.restart();
      this.id = feed.session?.id;
    }
    const state = this.isCurrent(car) ? this.laps.get(car)! : this.readAnew(car);
    const seconds = feed.time - state.readTo;
    if (!(seconds > 0)) return;
    const {time, values: laps} = feed.window(car, "lapNumber", seconds);
    const distances = feed.window(car, "lapDistance", seconds).values;
    const times = feed.window(car, "currentLapTimeMs", seconds).values;
    for (const {reader, columns} of this.readers)
      for (let k = 0; k < reader.channels.length; k++)
        columns[k] = feed.window(car, reader.channels[k], seconds).values;
    const rows = Math.min(time.length, distances.length, times.length);
    for (let i = 0; i < rows; i++) {
      if (!(time[i] > state.readTo && distances[i] >= 0 && times[i] >= 0)) continue;
      if (laps[i] !== state.lap) this.begin(car, state, laps[i], distances[i]);
      else if (distances[i] < state.distance - JITTER_M) this.goBack(car, state, distances[i]);
      this.drive(car, state, distances[i], times[i], i);
    }
    state.readTo = feed.time;
  }

  private readAnew(car: number): RunningLap {
    const {feed} = this;
    this.forget(car);
    const running = feed.latest(car, "currentLapTimeMs") / 1000;
    let from = feed.time - (running >= 0 ? running + 1 : 0);
    for (const {reader} of this.readers)
      if (reader.historyS > 0) from = Math.min(from, Math.max(feed.range.from, feed.time - reader.historyS) - 1);
    const state = {lap: Number.NaN, distance: Number.NaN, timeMs: Number.NaN, readTo: from};
    this.laps.set(car, state);
    return state;
  }

  private forget(car: number): void {
    for (const {reader} of this.readers) reader.forget(car);
  }

  private begin(car: number, state: RunningLap, lap: number, distance: number): void {
    const isAtLine = distance < NEAR_LINE_M;
    state.lap = lap;
    state.distance = isAtLine ? 0 : distance;
    state.timeMs = isAtLine ? 0 : Number.NaN;
    for (const {reader} of this.readers) reader.begin(car, lap, state.distance);
  }

  private goBack(car: number, state: RunningLap, distance: number): void {
    state.distance = distance;
    state.timeMs = Number.NaN;
    for (const {reader} of this.readers) reader.goBack(car, distance);
  }

  private drive(car: number, state: RunningLap, distance: number, timeMs: number, i: number): void {
    const {step} = this;
    step.car = car;
    step.fromM = state.distance;
    step.fromMs = state.timeMs;
    step.toM = distance;
    step.toMs = timeMs;
    for (const {reader, columns} of this.readers) reader.drive(step, columns, i);
    state.distance = Math.max(distance, state.distance);
    state.timeMs = timeMs;
  }
}
