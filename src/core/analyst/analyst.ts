import type {TelemetryRow} from "../channels/telemetryRow.js";
import type {LiveEvent} from "../messages/events.js";
import type {AnalystCounts} from "./analystCounts.js";
import {CarAnalyst} from "./carAnalyst.js";
import {AT} from "./reducer.js";
import {readSnapshot, writeSnapshot} from "./snapshot.js";

export interface AnalystOptions {
  /** s of session time that a window waits for late samples */
  lateness?: number;
  /** sessions known at a time; beyond it the one longest silent is ended */
  maxSessions?: number;
  /** a session is ended when this many samples of others came since its last: by default an hour of a full grid at 60 Hz */
  idleSamples?: number;
}

/** Cars a session can have; the catalogue's games have 24 at most. */
const MAX_CARS = 32;
/** Looking for silent sessions costs a little: once in so many samples. */
const SWEEP = 4096;

export interface AnalystEvent {
  sessionId: string;
  event: LiveEvent;
}

interface Session {
  cars: Map<number, CarAnalyst>;
  /** the number of samples when its last one came */
  seen: number;
}

/**
 * The analyst: the samples of all sessions in, events out. Pure: the same samples give the same events over the log and over
 * an archive, a few frames of disorder and second copies make no difference, and a snapshot goes on where it was taken.
 */
export class Analyst {
  readonly counts: AnalystCounts = {samples: 0, duplicates: 0, late: 0, malformed: 0};
  private readonly sessions = new Map<string, Session>();
  private readonly lateness: number;
  private readonly maxSessions: number;
  private readonly idleSamples: number;
  private events: AnalystEvent[] = [];

  constructor({lateness = 1, maxSessions = 32, idleSamples = 3600 * 60 * 22}: AnalystOptions = {}) {
    this.lateness = lateness;
    this.maxSessions = maxSessions;
    this.idleSamples = idleSamples;
  }

  /** How many sessions are known. */
  get size(): number {
    return this.sessions.size;
  }

  /** Takes a sample, in log order; `row` may be used again afterwards. */
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
    if (!analyst) session.cars.set(car, (analyst = this.createCar(sessionId, car)));
    const outcome = analyst.sample(row);
    if (outcome === "duplicate") counts.duplicates++;
    else if (outcome === "late") counts.late++;
    if (counts.samples % SWEEP === 0) this.sweep();
  }

  /** The events since the last call, in order. */
  drain(): AnalystEvent[] {
    const {events} = this;
    this.events = [];
    return events;
  }

  /** A session is over: what still waits is told, and it is forgotten. */
  end(sessionId: string): void {
    const session = this.sessions.get(sessionId);
    if (!session) return;
    for (const [, analyst] of [...session.cars].sort(([a], [b]) => a - b)) analyst.end();
    this.sessions.delete(sessionId);
  }

  /** The whole state. Drain first: events that wait are not in it. */
  snapshot(): Uint8Array {
    const {counts} = this;
    const sessions = [...this.sessions].map(([id, {seen, cars}]) => ({
      id,
      seen,
      cars: [...cars].map(([car, analyst]) => ({car, vectors: analyst.save()})),
    }));
    return writeSnapshot({counts, sessions});
  }

  /** Goes on from a snapshot. Throws `damaged snapshot: …`, or `snapshot of another version: …`. */
  static restore(bytes: Uint8Array, options: AnalystOptions = {}): Analyst {
    const {counts, sessions} = readSnapshot(bytes);
    const analyst = new Analyst(options);
    Object.assign(analyst.counts, counts);
    for (const {id, seen, cars} of sessions) {
      const restored = cars.map(({car, vectors}): [number, CarAnalyst] => {
        const carAnalyst = analyst.createCar(id, car);
        carAnalyst.load(vectors);
        return [car, carAnalyst];
      });
      analyst.sessions.set(id, {seen, cars: new Map(restored)});
    }
    return analyst;
  }

  private session(id: string): Session {
    let session = this.sessions.get(id);
    if (!session) {
      session = {cars: new Map(), seen: this.counts.samples};
      this.sessions.set(id, session);
      if (this.sessions.size > this.maxSessions) this.end(this.longestSilent());
    }
    return session;
  }

  private createCar(sessionId: string, car: number): CarAnalyst {
    return new CarAnalyst(car, this.lateness, (event) => this.events.push({sessionId, event}));
  }

  private longestSilent(): string {
    return [...this.sessions].reduce((a, b) => (b[1].seen < a[1].seen ? b : a))[0];
  }

  private sweep(): void {
    for (const [id, {seen}] of this.sessions) if (this.counts.samples - seen > this.idleSamples) this.end(id);
  }
}
