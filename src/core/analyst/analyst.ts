import type {AlertProgram} from "../alerts/alertProgram.js";
import {SessionAlerts} from "../alerts/sessionAlerts.js";
import type {TelemetryRow} from "../channels/telemetryRow.js";
import type {LiveEvent, SessionMessage} from "../messages/events.js";
import {announcedBy} from "../strategy/predictions/announced.js";
import {RacePredictor} from "../strategy/predictions/racePredictor.js";
import type {AnalystCounts} from "./analystCounts.js";
import {CarAnalyst} from "./carAnalyst.js";
import {AT} from "./reducer.js";
import {readSnapshot, writeSnapshot} from "./snapshot.js";

export interface AnalystOptions {
  /** s of session time that a window waits for late samples */
  lateness?: number;
  /** sessions held at a time; beyond it the one with the oldest last sample is ended */
  maxSessions?: number;
  /** samples of other sessions after a session's last one until it is ended; default: an hour of a full grid at 60 Hz */
  idleSamples?: number;
  /** rules of alerts; absent: none are evaluated */
  rules?: AlertProgram;
}

/** Of one car a session takes 0.12 MB. */
const MAX_SESSIONS = 1024;
/** Cars of a session at most; the catalogue's games have up to 24. */
const MAX_CARS = 32;
/** Samples between two searches for idle sessions. */
const SWEEP = 4096;

export interface AnalystEvent {
  sessionId: string;
  event: LiveEvent;
}

interface Session {
  cars: Map<number, CarAnalyst>;
  predictor: RacePredictor;
  /** count of all samples when its last one came */
  seen: number;
  alerts?: SessionAlerts;
}

/**
 * Takes the samples of all sessions and emits events. Deterministic: the same samples give the same events from the log and from
 * an archive; a few frames of disorder and second copies make no difference; a restored snapshot continues where it was taken.
 */
export class Analyst {
  readonly counts: AnalystCounts = {samples: 0, duplicates: 0, late: 0, malformed: 0};
  private readonly sessions = new Map<string, Session>();
  private readonly lateness: number;
  private readonly maxSessions: number;
  private readonly idleSamples: number;
  private events: AnalystEvent[] = [];
  private rules: AlertProgram | undefined;

  constructor({lateness = 1, maxSessions = MAX_SESSIONS, idleSamples = 3600 * 60 * 22, rules}: AnalystOptions = {}) {
    this.rules = rules;
    this.lateness = lateness;
    this.maxSessions = maxSessions;
    this.idleSamples = idleSamples;
  }

  /** The number of sessions held. */
  get size(): number {
    return this.sessions.size;
  }

  /** Takes a sample, in log order; the caller may reuse `row`. */
  sample(sessionId: string, row: TelemetryRow): void {
    const {counts} = this;
    counts.samples++;
    const car = row[AT.car];
    const time = row[AT.sessionTime];
    if (!(car >= 0 && car < MAX_CARS && Number.isFinite(time) && row[AT.frame] >= 0)) {
      counts.malformed++;
      return;
    }
    const session = this.session(sessionId);
    session.seen = counts.samples;
    let analyst = session.cars.get(car);
    if (!analyst) session.cars.set(car, (analyst = this.createCar(sessionId, car, session)));
    const outcome = analyst.sample(row);
    if (outcome === "duplicate") counts.duplicates++;
    else if (outcome === "late") counts.late++;
    if (counts.samples % SWEEP === 0) this.sweep();
  }

  /**
   * Takes a session event: what race control announces (race distance, safety car, red flag) for predictions, every event for the rules of
   * alerts.
   */
  message(sessionId: string, message: SessionMessage): void {
    const fact = announcedBy(message);
    if (fact) this.session(sessionId).predictor.take(fact);
    if (this.rules) this.session(sessionId).alerts!.take(message);
  }

  /** The car of the session's player; null for a spectator. */
  setPlayer(sessionId: string, car: number | null): void {
    this.sessions.get(sessionId)?.alerts?.setPlayer(car);
  }

  /** Losses of pit visits in earlier sessions of the session's track, s: see RacePredictor. */
  setEarlierLosses(sessionId: string, losses: readonly number[]): void {
    this.sessions.get(sessionId)?.predictor.setEarlierLosses(losses);
  }

  /** Evaluates other rules from now on, in every session; those that are there unchanged go on, the others begin anew. */
  setRules(rules: AlertProgram | undefined): void {
    this.rules = rules;
    for (const [id, session] of this.sessions) {
      const before = session.alerts;
      session.alerts = this.createAlerts(id);
      if (before) session.alerts?.load(before.state, before.program);
      for (const analyst of session.cars.values()) analyst.watch(session.alerts);
    }
  }

  /** The events since the last call, in order. */
  drain(): AnalystEvent[] {
    const {events} = this;
    this.events = [];
    return events;
  }

  /** Ends a session: publishes pending events and drops its state. */
  end(sessionId: string): void {
    const session = this.sessions.get(sessionId);
    if (!session) return;
    for (const [, analyst] of [...session.cars].sort(([a], [b]) => a - b)) analyst.end();
    session.predictor.end();
    this.sessions.delete(sessionId);
  }

  /** The whole state, without events that were not drained. */
  snapshot(): Uint8Array {
    const {counts} = this;
    const sessions = [...this.sessions].map(([id, {seen, cars, predictor, alerts}]) => ({
      id,
      seen,
      alerts: alerts ? alerts.state : new Float64Array(0),
      predictions: predictor.save(),
      cars: [...cars].map(([car, analyst]) => ({car, vectors: analyst.save()})),
    }));
    return writeSnapshot({counts, sessions});
  }

  /** An analyst that continues from a snapshot. Throws `damaged snapshot: …`, or `snapshot of another version: …`. */
  static restore(bytes: Uint8Array, options: AnalystOptions = {}): Analyst {
    const {counts, sessions} = readSnapshot(bytes);
    const analyst = new Analyst(options);
    Object.assign(analyst.counts, counts);
    for (const {id, seen, cars, predictions, alerts: saved} of sessions) {
      const predictor = analyst.createPredictor(id);
      predictor.load(predictions);
      const alerts = analyst.createAlerts(id);
      if (saved.length > 0) alerts?.load(saved);
      const restored = cars.map(({car, vectors}): [number, CarAnalyst] => {
        const carAnalyst = analyst.createCar(id, car, {predictor, alerts});
        carAnalyst.load(vectors);
        return [car, carAnalyst];
      });
      analyst.sessions.set(id, {seen, cars: new Map(restored), predictor, alerts});
    }
    return analyst;
  }

  private session(id: string): Session {
    let session = this.sessions.get(id);
    if (!session) {
      const [predictor, alerts] = [this.createPredictor(id), this.createAlerts(id)];
      session = {cars: new Map(), seen: this.counts.samples, predictor, alerts};
      this.sessions.set(id, session);
      if (this.sessions.size > this.maxSessions) this.end(this.longestIdle());
    }
    return session;
  }

  private createCar(
    sessionId: string,
    car: number,
    {predictor, alerts}: Pick<Session, "predictor" | "alerts">,
  ): CarAnalyst {
    const emit = (event: LiveEvent) => void this.events.push({sessionId, event});
    return new CarAnalyst(car, this.lateness, emit, (fact) => predictor.take(fact), alerts);
  }

  private createAlerts(sessionId: string): SessionAlerts | undefined {
    const {rules} = this;
    return rules && new SessionAlerts(rules, (event) => this.events.push({sessionId, event}));
  }

  private createPredictor(sessionId: string): RacePredictor {
    return new RacePredictor((event) => this.events.push({sessionId, event}));
  }

  private longestIdle(): string {
    return [...this.sessions].reduce((a, b) => (b[1].seen < a[1].seen ? b : a))[0];
  }

  private sweep(): void {
    for (const [id, {seen}] of this.sessions) if (this.counts.samples - seen > this.idleSamples) this.end(id);
  }
}
