import type {AlertProgram} from "../alerts/alertProgram.js";
import {CarAlerts, carriedCarAlerts, initialCarAlerts} from "../alerts/carAlerts.js";
import type {SessionAlerts} from "../alerts/sessionAlerts.js";
import {OVERALL_FRAME, type TelemetryRow} from "../channels/telemetryRow.js";
import type {RaceFact} from "../strategy/predictions/raceFacts.js";
import {lapAnalytics} from "./lapAnalytics.js";
import {lapEvents} from "./lapEvents.js";
import {pitStops} from "./pitStops.js";
import {lapFact, observeRace, RACE_OBSERVER} from "./raceObserver.js";
import {AT, type Emit, type Reducer} from "./reducer.js";
import {sectorTimes, thirdSector} from "./sectorTimes.js";
import {type SampleOutcome, Sequencer} from "./sequencer.js";
import {sessionStats} from "./sessionStats.js";
import {TelemetryWindows} from "./telemetryWindows.js";

const REDUCERS: readonly Reducer[] = [lapEvents, sectorTimes, sessionStats, lapAnalytics, pitStops];
const SECTORS = REDUCERS.indexOf(sectorTimes);
const INITIAL = [...REDUCERS.flatMap((r) => r.initial), ...RACE_OBSERVER];
const STARTS = REDUCERS.map((_, i) => REDUCERS.slice(0, i).flatMap((r) => r.initial).length);

/** The reducers' state is saved every second (session time) and for a minute, so that a flashback can restore it. */
const SAVE_EVERY = 1;
const SAVED = 60;

/** The reducers and windows of one car of a session. */
export class CarAnalyst {
  private readonly sequencer = new Sequencer();
  private readonly windows: TelemetryWindows;
  /** before any sample: the reducers' states, then that of the alerts */
  private initial: readonly number[] = INITIAL;
  private state = Float64Array.from(INITIAL);
  private parts: readonly Float64Array[] = [];
  private observer = this.state;
  private alerts: CarAlerts | undefined;
  /** frame, session time, state; oldest first */
  private saved: Float64Array[] = [];
  private lastFrame = Number.NaN;
  private lastTime = Number.NaN;
  /** overall frame at which the last flashback landed: late samples older than this are dropped */
  private landed = Number.NEGATIVE_INFINITY;
  private readonly release = (row: TelemetryRow) => this.next(row);
  private readonly emitted: Emit;

  constructor(
    private readonly car: number,
    lateness: number,
    private readonly emit: Emit,
    private readonly observe: (fact: RaceFact) => void = () => {},
    private session?: SessionAlerts,
  ) {
    this.windows = new TelemetryWindows(lateness);
    this.watch(session, null);
    this.emitted = (event) => {
      emit(event);
      if (event.topic !== "lap-events") return;
      thirdSector(this.parts[SECTORS], event, emit);
      observe(lapFact(event));
      this.alerts?.lap(event);
    };
  }

  /**
   * Evaluates the rules of these alerts from now on; the reducers continue. Rules that are among those of before unchanged go on, also after a
   * flashback to before the change; the others begin anew. @param before rules that the present states are of; null: other ones, or none
   */
  watch(session: SessionAlerts | undefined, before: AlertProgram | null = this.session?.program ?? null): void {
    this.session = session;
    this.initial = session ? [...INITIAL, ...initialCarAlerts(session.program)] : INITIAL;
    const changed = (state: Float64Array) => {
      const next = Float64Array.from(this.initial);
      next.set(state.subarray(0, INITIAL.length));
      if (session && before)
        next.set(carriedCarAlerts(before, state.subarray(INITIAL.length), session.program), INITIAL.length);
      return next;
    };
    this.state = changed(this.state);
    this.saved = this.saved.map((saved) => Float64Array.of(saved[0], saved[1], ...changed(saved.subarray(2))));
    this.alerts = session && new CarAlerts(session, this.car, this.state.subarray(INITIAL.length));
    this.parts = REDUCERS.map((r, i) => this.state.subarray(STARTS[i], STARTS[i] + r.initial.length));
    this.observer = this.state.subarray(INITIAL.length - RACE_OBSERVER.length, INITIAL.length);
  }

  /** Takes a sample in log order. One that is late for the reducers still counts in its window while that is open. */
  sample(row: TelemetryRow): SampleOutcome {
    const outcome = this.sequencer.add(row, this.release);
    if (outcome !== "late") return outcome;
    this.sequencer.remember();
    return this.sequencer.order > this.landed && this.windows.add(row, this.emit) ? "taken" : "late";
  }

  end(): void {
    this.sequencer.end(this.release);
    this.windows.end(this.car, this.emit);
  }

  save(): Float64Array[][] {
    const rules = this.session?.program.version ?? Number.NaN;
    const scalars = Float64Array.of(this.car, this.lastFrame, this.lastTime, this.landed, rules);
    return [[scalars, this.state], this.saved, this.sequencer.save(), this.windows.save()];
  }

  load([[scalars, state], saved, sequencer, windows]: Float64Array[][]): void {
    [, this.lastFrame, this.lastTime, this.landed] = scalars;
    this.saved = saved;
    if (scalars[4] === this.session?.program.version && state.length === this.state.length) this.state.set(state);
    else {
      // of other rules: theirs begin anew
      this.state.set(state.subarray(0, INITIAL.length));
      this.watch(this.session, null);
    }
    this.sequencer.load(sequencer);
    this.windows.load(windows);
  }

  private next(row: TelemetryRow): void {
    const frame = row[AT.frame];
    const time = row[AT.sessionTime];
    if (frame <= this.lastFrame) this.rewind(frame, time, row[OVERALL_FRAME]);
    else if (time < this.lastTime) this.windows.rewind(time);
    const last = this.saved.at(-1);
    if (!last || time >= last[1] + SAVE_EVERY) this.saveState(time);
    this.lastFrame = frame;
    this.lastTime = time;
    for (let i = 0; i < REDUCERS.length; i++) REDUCERS[i].reduce(this.parts[i], row, this.emitted);
    observeRace(this.observer, row, this.observe);
    this.alerts?.sample(row);
    this.windows.add(row, this.emit);
  }

  /** Saves the state before the sample at `time`: all frames up to the last one are in it. */
  private saveState(time: number): void {
    const saved = this.saved.length >= SAVED ? this.saved.shift()! : new Float64Array(2 + this.initial.length);
    saved[0] = Number.isNaN(this.lastFrame) ? -1 : this.lastFrame;
    saved[1] = time;
    saved.set(this.state, 2);
    this.saved.push(saved);
  }

  /**
   * A flashback to `frame`: restores the last state saved before it, so at most a second of samples is missing from means and
   * shares; the game sends times and numbers again.
   */
  private rewind(frame: number, time: number, overall: number): void {
    while (this.saved.length && this.saved.at(-1)![0] >= frame) this.saved.pop();
    const back = this.saved.at(-1);
    if (back) this.state.set(back.subarray(2));
    else this.state.set(this.initial);
    this.lastFrame = back ? back[0] : Number.NaN;
    this.windows.rewind(time);
    this.landed = overall;
    this.observe({type: "rewind", time, car: this.car, to: time});
  }
}
