import type {LapEvent} from "../messages/events.js";
import {BestTimes, countsForBests} from "./bests.js";
import {deltaAt} from "./delta.js";
import type {LapFeed} from "./lapFeed.js";
import {closeTrace, type LapTrace} from "./lapTrace.js";
import {MiniSectorClock} from "./miniSectorClock.js";
import {MINI_SECTORS, miniSectorBounds, miniSectorCounts, miniSectorTimes} from "./miniSectors.js";
import {MiniSectorTable} from "./miniSectorTable.js";
import {readLapTrace} from "./readLapTrace.js";
import {RunningLaps} from "./runningLaps.js";

/** instead of a row of the table: a lap without samples */
const NO_ROW = -1;
/** s after a lap's end during which its samples are waited for */
const RECENT = 20;
/** samples of a lap that is measured */
const FEWEST_SAMPLES = 20;

/** Everything driven up to the play head: laps, bests, mini-sectors, and the delta of a running lap to its car's best. */
export class LapBook {
  laps: readonly LapEvent[] = [];
  bests = new BestTimes<LapEvent>();
  bounds = miniSectorBounds(0, null);
  /** mini-sectors of each sector */
  miniCounts = miniSectorCounts(0, null);
  /** best time of each mini-sector, ms: of the session, and by car */
  sessionMinis: Float64Array = noMinis();
  readonly personalMinis = new Map<number, Float64Array>();
  private id: string | undefined;
  private waits = false;
  private table = new MiniSectorTable(MINI_SECTORS);
  /** row in the table of each lap */
  private readonly rows = new Map<number, number>();
  /** of each car's best lap only */
  private readonly traces = new Map<number, LapTrace>();

  /** rows of the running laps, for all that is made of them */
  readonly running: RunningLaps;
  private readonly clock: MiniSectorClock;

  constructor(private readonly feed: LapFeed) {
    this.running = new RunningLaps(feed);
    this.clock = new MiniSectorClock(this.running);
  }

  /** Reads new laps; cheap when there are none. To be called a few times a second. */
  update(): void {
    const {session} = this.feed;
    if (session?.id !== this.id || (session && this.bounds.at(-1) !== session.track.lengthM)) {
      this.id = session?.id;
      this.rows.clear();
      this.traces.clear();
      this.laps = [];
      const {lengthM = 0, sectorStartsM = null} = session?.track ?? {};
      this.bounds = miniSectorBounds(lengthM, sectorStartsM);
      this.miniCounts = miniSectorCounts(lengthM, sectorStartsM);
      this.table = new MiniSectorTable(MINI_SECTORS);
    }
    const laps = this.feed.events("lap-events");
    if (!this.waits && laps.length === this.laps.length && laps.at(-1) === this.laps.at(-1)) return;
    this.laps = laps;
    this.waits = false;
    for (const lap of laps) this.measure(lap);
    this.sumUp();
  }

  /** Measures a finished lap while its rows can still be read: they expire. */
  private measure(lap: LapEvent): void {
    const key = keyOf(lap.car, lap.lap);
    if (this.rows.has(key)) return;
    const {feed} = this;
    const start = lap.sessionTime - lap.lapTimeMs / 1000 - 1;
    const raw = start < feed.range.from - 2 ? null : readLapTrace(feed, lap.car, lap.lap, start, lap.sessionTime + 1);
    if (raw && raw.distance.length > FEWEST_SAMPLES) {
      const trace = closeTrace(raw, feed.session?.track.lengthM || lap.distanceM, lap.lapTimeMs);
      this.rows.set(key, this.table.add(miniSectorTimes(trace, this.bounds)));
      this.traces.set(key, trace);
    } else if (feed.time - lap.sessionTime > RECENT) this.rows.set(key, NO_ROW);
    // samples of an archived lap may still be loading
    else this.waits = true;
  }

  private sumUp(): void {
    this.bests = new BestTimes(this.laps);
    this.personalMinis.clear();
    this.sessionMinis = noMinis();
    for (const lap of this.laps) {
      const minis = countsForBests(lap) ? this.minisOf(lap.car, lap.lap) : null;
      if (!minis) continue;
      let own = this.personalMinis.get(lap.car);
      if (!own) this.personalMinis.set(lap.car, (own = noMinis()));
      for (let i = 0; i < minis.length; i++) {
        if (minis[i] < own[i]) own[i] = minis[i];
        if (minis[i] < this.sessionMinis[i]) this.sessionMinis[i] = minis[i];
      }
    }
    const best = new Set([...this.bests.bestLap.values()].map(({car, lap}) => keyOf(car, lap)));
    for (const key of this.traces.keys()) if (!best.has(key)) this.traces.delete(key);
  }

  /** ms between the running lap and the car's best lap at the same place; NaN while there is no best lap. */
  delta(car: number): number {
    const best = this.bests.bestLap.get(car);
    const trace = best && this.traces.get(keyOf(car, best.lap));
    if (!trace) return Number.NaN;
    return deltaAt(trace, this.feed.latest(car, "lapDistance"), this.feed.latest(car, "currentLapTimeMs"));
  }

  /** Mini-sector times of the running lap, ms; NaN where not yet driven. A view, valid until the next call. */
  runningMinis(car: number): Float64Array {
    return this.clock.times(car, this.bounds);
  }

  /** Mini-sector times of a finished lap, ms; a view, valid until the next `update`. */
  minisOf(car: number, lap: number): Float32Array | null {
    const row = this.rows.get(keyOf(car, lap)) ?? NO_ROW;
    return row === NO_ROW ? null : this.table.row(row);
  }
}

function noMinis(): Float64Array {
  return new Float64Array(MINI_SECTORS).fill(Infinity);
}

function keyOf(car: number, lap: number): number {
  return car * 65_536 + lap;
}
