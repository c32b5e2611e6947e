import type {LiveSource} from "../live/timeline/liveSource.js";
import type {LapEvent} from "../messages/events.js";
import {copyTrace, deltaTo, type LapTrace, miniBounds, miniTimes, readLapTrace, withEnds} from "./lapTrace.js";
import {MiniRows} from "./miniRows.js";

export const SPLITS = ["sector1Ms", "sector2Ms", "sector3Ms", "lapTimeMs"] as const;
export type Split = (typeof SPLITS)[number];
export type SplitTimes = Record<Split, number>;

/** in place of a row: a lap of which there were no samples */
const NO_ROW = -1;
/** s after a lap's end during which its samples are waited for */
const RECENT = 20;

const none = (): SplitTimes => ({sector1Ms: Infinity, sector2Ms: Infinity, sector3Ms: Infinity, lapTimeMs: Infinity});

/** How a time stands against bests: purple, green or yellow; null without a time. */
export function markOf(ms: number, own: number, session: number): "best" | "personal" | "slower" | null {
  if (!(ms > 0)) return null;
  return ms <= session ? "best" : ms <= own ? "personal" : "slower";
}

/** What has been driven up to the play head: laps, bests, mini-sectors, and the reference that a running lap is held against. */
export class LapBook {
  laps: readonly LapEvent[] = [];
  /** by car */
  readonly best = new Map<number, SplitTimes>();
  session = none();
  /** laps that were the fastest of the session when they were finished */
  readonly fastest = new Set<LapEvent>();
  /** the best lap of each car */
  readonly bestLap = new Map<number, LapEvent>();
  bounds = miniBounds(0, null);
  /** best time of each mini-sector: of the session, and by car */
  minis: Float64Array = new Float64Array(24).fill(Infinity);
  readonly ownMinis = new Map<number, Float64Array>();
  private id: string | undefined;
  private waits = false;
  /** row of the mini-sectors of each lap; there is one of every lap, and a session may have thousands */
  private readonly rows = new Map<number, number>();
  private kept = new MiniRows(this.bounds.length - 1);
  /** of the best laps */
  private readonly traces = new Map<number, LapTrace>();

  constructor(private readonly source: LiveSource) {}

  /** Reads what is new; cheap when nothing is. A few times a second. */
  update(): void {
    const {source} = this;
    const {session} = source;
    if (session?.id !== this.id || (session && this.bounds.at(-1) !== session.track.lengthM)) {
      this.id = session?.id;
      this.rows.clear();
      this.traces.clear();
      this.laps = [];
      this.bounds = miniBounds(session?.track.lengthM ?? 0, session?.track.sectorStartsM ?? null);
      this.kept = new MiniRows(this.bounds.length - 1);
    }
    const laps = source.events("lap-events");
    const last = laps.at(-1);
    if (!this.waits && laps.length === this.laps.length && last === this.laps.at(-1)) return;
    this.laps = laps;
    this.waits = false;
    for (const lap of laps) this.remember(lap);
    this.sumUp();
  }

  /** Keeps what the ring will soon forget of a lap just finished. */
  private remember(lap: LapEvent): void {
    const key = keyOf(lap.car, lap.lap);
    if (this.rows.has(key)) return;
    const {source} = this;
    const start = lap.sessionTime - lap.lapTimeMs / 1000 - 1;
    const length = source.session?.track.lengthM || lap.distanceM;
    const raw =
      start < source.range.from - 2 ? null : readLapTrace(source, lap.car, lap.lap, start, lap.sessionTime + 1);
    const trace = raw && raw.distance.length > 20 ? withEnds(copyTrace(raw), length, lap.lapTimeMs) : null;
    // samples of an archived lap may still be on their way: asked again while the lap is recent
    if (trace) {
      this.rows.set(key, this.kept.add(miniTimes(trace, this.bounds)));
      this.traces.set(key, trace);
    } else if (source.time - lap.sessionTime > RECENT) this.rows.set(key, NO_ROW);
    else this.waits = true;
  }

  private sumUp(): void {
    this.best.clear();
    this.bestLap.clear();
    this.ownMinis.clear();
    this.session = none();
    this.fastest.clear();
    this.minis = new Float64Array(this.bounds.length - 1).fill(Infinity);
    for (const lap of this.laps) {
      if (!lap.valid || !(lap.lapTimeMs > 0)) continue;
      let own = this.best.get(lap.car);
      if (!own) this.best.set(lap.car, (own = none()));
      if (lap.lapTimeMs < this.session.lapTimeMs) this.fastest.add(lap);
      if (lap.lapTimeMs < own.lapTimeMs) this.bestLap.set(lap.car, lap);
      for (const split of SPLITS) {
        const time = lap[split] || Infinity;
        own[split] = Math.min(own[split], time);
        this.session[split] = Math.min(this.session[split], time);
      }
      const minis = this.minisOf(lap.car, lap.lap);
      if (!minis) continue;
      let mine = this.ownMinis.get(lap.car);
      if (!mine) this.ownMinis.set(lap.car, (mine = new Float64Array(minis.length).fill(Infinity)));
      for (let i = 0; i < minis.length; i++) {
        if (minis[i] < mine[i]) mine[i] = minis[i];
        if (minis[i] < this.minis[i]) this.minis[i] = minis[i];
      }
    }
    this.dropOldTraces();
  }

  // a trace is kept of each car's best lap only; 24 numbers of every other
  private dropOldTraces(): void {
    const best = new Set([...this.bestLap.values()].map(({car, lap}) => keyOf(car, lap)));
    for (const key of this.traces.keys()) if (!best.has(key)) this.traces.delete(key);
  }

  /** ms between the running lap and the best lap of the car at the same place; NaN when there is none to hold it against. */
  delta(car: number): number {
    const best = this.bestLap.get(car);
    const trace = best && this.traces.get(keyOf(car, best.lap));
    if (!trace) return Number.NaN;
    return deltaTo(trace, this.source.latest(car, "lapDistance"), this.source.latest(car, "currentLapTimeMs"));
  }

  /** Mini-sectors of the lap that runs; NaN where not yet driven. */
  runningMinis(car: number): Float64Array {
    const {source} = this;
    const lap = source.latest(car, "lapNumber");
    const started = source.time - source.latest(car, "currentLapTimeMs") / 1000 - 1;
    if (Number.isNaN(started)) return new Float64Array(this.bounds.length - 1).fill(Number.NaN);
    return miniTimes(withEnds(readLapTrace(source, car, lap, started), 0, null), this.bounds);
  }

  /** Of a finished lap; a view, valid until the next `update`. */
  minisOf(car: number, lap: number): Float32Array | null {
    const row = this.rows.get(keyOf(car, lap)) ?? NO_ROW;
    return row === NO_ROW ? null : this.kept.row(row);
  }
}

function keyOf(car: number, lap: number): number {
  return car * 65_536 + lap;
}
