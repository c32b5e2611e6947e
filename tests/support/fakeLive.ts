import type {LiveHealth, LiveSession, LiveSource, LiveState} from "../../src/core/live/timeline/liveSource.js";
import type {LiveEvent} from "../../src/core/messages/events.js";
import {lowerBound} from "../../src/core/signal/search.js";
import {type FakeCircuit, fakeRing} from "./fakeCircuit.js";

const CHANNELS = [
  ...["lapNumber", "currentLapTimeMs", "lapDistance", "sector", "position", "deltaToFrontMs", "deltaToLeaderMs"],
  ...["pitStatus", "lapInvalid", "lastLapTimeMs", "sector1TimeMs", "sector2TimeMs", "throttle", "brake", "steering"],
  ...["speedKmh", "gear", "rpm", "drs", "worldX", "worldZ", "gLateral", "gLongitudinal", "tyreCompound"],
  ...["tyreAgeLaps", "fiaFlag"],
] as const;
type Name = (typeof CHANNELS)[number];

const NAMES =
  "Lauda Hunt Prost Senna Mansell Piquet Clark Hill Stewart Brabham Moss Fangio Ascari Surtees Rindt Villeneuve Peterson Andretti Scheckter Jones Rosberg Berger";
const COMPOUNDS = [16, 17, 18, 7, 8];

export interface FakeLiveOptions {
  cars?: number;
  /** samples a second of every car */
  hz?: number;
  /** seconds kept */
  keep?: number;
  circuit?: FakeCircuit;
  state?: LiveState;
  health?: Partial<LiveHealth>;
}

interface Car {
  /** m driven since its first line; not yet there: negative */
  driven: number;
  lap: number;
  lapStart: number;
  sectorTimes: [number, number];
  last: number;
  best: number;
  pace: number;
  columns: Record<Name, Float64Array>;
}

/** A live source without a server: cars drive round a circuit, and time goes on when a test says so. */
export class FakeLive implements LiveSource {
  readonly session: LiveSession | null;
  state: LiveState;
  following = true;
  readonly cars: readonly number[];
  readonly health: LiveHealth;
  paused = false;
  speed = 1;
  closed = false;
  private readonly circuit: FakeCircuit;
  private readonly field: Car[];
  private readonly hz: number;
  private readonly times: Float64Array;
  private rows = 0;
  private head = 0;
  private clock = 0;
  private bestLap = Number.POSITIVE_INFINITY;
  private readonly log: LiveEvent[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly order: number[];

  constructor({cars = 1, hz = 60, keep = 240, circuit = fakeRing(), state = "live", health}: FakeLiveOptions = {}) {
    this.circuit = circuit;
    this.state = state;
    this.hz = hz;
    const capacity = Math.ceil(keep * hz * 1.5);
    this.times = new Float64Array(capacity);
    this.cars = Array.from({length: state === "waiting" ? 0 : cars}, (_, i) => i);
    this.order = [...this.cars];
    this.field = this.cars.map((i) => ({
      driven: -12 * i,
      lap: 1,
      lapStart: 0,
      sectorTimes: [0, 0],
      last: 0,
      best: Number.POSITIVE_INFINITY,
      pace: 1 - 0.0015 * i,
      columns: Object.fromEntries(CHANNELS.map((name) => [name, new Float64Array(capacity)])) as Car["columns"],
    }));
    const names = NAMES.split(" ");
    this.session =
      state === "waiting"
        ? null
        : {
            id: "20260301-140000-00fa4e",
            game: "F1 25",
            track: {id: 7, name: circuit.name, lengthM: circuit.lengthM, sectorStartsM: circuit.sectorStartsM},
            type: "race",
            simulated: true,
            playerCar: 0,
            drivers: this.cars.map((car) => ({car, name: names[car], team: "", raceNumber: car + 1, ai: car > 0})),
            weather: "light cloud",
            trackTempC: 31,
            airTempC: 22,
          };
    this.health = {
      latencyP50: 3.2,
      latencyP99: 8.9,
      hops: {
        log: {p50: 0.6, p99: 1.9},
        stream: {p50: 0.5, p99: 1.3},
        collected: {p50: 1.1, p99: 3.2},
        relay: {p50: 1.6, p99: 4.8},
        page: {p50: 0.5, p99: 0.9},
        total: {p50: 3.2, p99: 8.9},
      },
      skipped: 0,
      reconnects: 0,
      ledger: {received: 0, malformed: 0, duplicated: 0, reordered: 0, lostFrames: 0},
      recording: null,
      ...health,
    };
  }

  get time(): number {
    return this.rows ? (this.following ? this.times[this.rows - 1] : this.head) : Number.NaN;
  }
  get range(): {from: number; to: number} {
    return this.rows ? {from: this.times[0], to: this.times[this.rows - 1]} : {from: Number.NaN, to: Number.NaN};
  }

  /** Drives on for so long; subscribers are notified once, as by a tick of the relay. */
  advance(seconds: number): void {
    const target = this.clock + seconds;
    for (; this.clock < target - 1e-9; this.clock += 1 / this.hz) this.step(1 / this.hz);
    if (!this.following && !this.paused) this.head = Math.min(this.range.to, this.head + seconds * this.speed);
    this.notify();
  }

  private step(dt: number): void {
    if (!this.field.length) return;
    if (this.rows === this.times.length) this.forget();
    const row = this.rows++;
    const now = (this.times[row] = this.clock);
    this.health.ledger.received += 7;
    for (let i = 0; i < this.field.length; i++) this.drive(i, now, dt, row);
    this.order.sort((a, b) => this.field[b].driven - this.field[a].driven);
    for (let p = 0; p < this.order.length; p++) {
      const car = this.field[this.order[p]];
      const {columns} = car;
      const speed = Math.max(columns.speedKmh[row] / 3.6, 10);
      columns.position[row] = p + 1;
      columns.deltaToLeaderMs[row] = ((this.field[this.order[0]].driven - car.driven) / speed) * 1000;
      columns.deltaToFrontMs[row] = p ? ((this.field[this.order[p - 1]].driven - car.driven) / speed) * 1000 : 0;
    }
  }

  private drive(i: number, now: number, dt: number, row: number): void {
    const {lengthM, sectorStartsM, speed, x, z, gLateral, gLongitudinal} = this.circuit;
    const car = this.field[i];
    const before = car.driven;
    const place = ((before % lengthM) + lengthM) % lengthM;
    const v = speed[Math.floor(place)] * (car.pace + 0.004 * Math.sin(car.lap * 2.1 + i));
    car.driven += v * dt;
    const laps = Math.floor(car.driven / lengthM);
    const at = car.driven - laps * lengthM;
    const crossed = (mark: number) => now + (mark - place) / v;
    for (const s of [0, 1])
      if (place < sectorStartsM[s] && at >= sectorStartsM[s]) {
        car.sectorTimes[s] = (crossed(sectorStartsM[s]) - car.lapStart) * 1000 - (s ? car.sectorTimes[0] : 0);
        this.sectorDone(i, s + 1, car.sectorTimes[s], now);
      }
    if (before < 0 && car.driven >= 0) car.lapStart = crossed(lengthM);
    else if (at < place) this.lapDone(i, crossed(lengthM));
    const c = car.columns;
    const m = Math.floor(at);
    const share = at - m;
    const next = (m + 1) % lengthM;
    const push = gLongitudinal[m];
    c.lapNumber[row] = car.lap;
    c.currentLapTimeMs[row] = Math.max(0, (now + dt - car.lapStart) * 1000);
    c.lapDistance[row] = car.driven < 0 ? car.driven : at;
    c.sector[row] = at < sectorStartsM[0] ? 1 : at < sectorStartsM[1] ? 2 : 3;
    c.pitStatus[row] = 0;
    c.lapInvalid[row] = 0;
    c.lastLapTimeMs[row] = car.last;
    c.sector1TimeMs[row] = car.sectorTimes[0];
    c.sector2TimeMs[row] = car.sectorTimes[1];
    c.throttle[row] = Math.min(1, Math.max(0, push * 1.4 + 0.25));
    c.brake[row] = Math.min(1, Math.max(0, -push / 3));
    c.steering[row] = Math.max(-1, Math.min(1, (gLateral[m] / Math.max(v * v, 100)) * 400));
    c.speedKmh[row] = v * 3.6;
    c.gear[row] = Math.min(8, Math.max(1, Math.ceil(v / 11)));
    c.rpm[row] = 6500 + 5500 * ((v / 11) % 1);
    c.drs[row] = push > 0 && v > 75 ? 1 : 0;
    c.worldX[row] = x[m] + (x[next] - x[m]) * share;
    c.worldZ[row] = z[m] + (z[next] - z[m]) * share;
    c.gLateral[row] = gLateral[m];
    c.gLongitudinal[row] = push;
    c.tyreCompound[row] = COMPOUNDS[i % 3];
    c.tyreAgeLaps[row] = car.lap + (i % 4);
    c.fiaFlag[row] = 0;
  }

  private sectorDone(car: number, sector: number, timeMs: number, sessionTime: number): void {
    this.log.push({topic: "sector-times", sessionTime, car, lap: this.field[car].lap, sector, timeMs, best: false});
  }

  private lapDone(i: number, at: number): void {
    const car = this.field[i];
    const lapTimeMs = Math.round((at - car.lapStart) * 1000);
    const [sector1Ms, sector2Ms] = car.sectorTimes.map(Math.round);
    const sector3Ms = lapTimeMs - sector1Ms - sector2Ms;
    const best = lapTimeMs < this.bestLap;
    if (best) this.bestLap = lapTimeMs;
    const common = {sessionTime: at, car: i, lap: car.lap};
    this.sectorDone(i, 3, sector3Ms, at);
    this.log.push({
      topic: "lap-events",
      ...common,
      lapTimeMs,
      sector1Ms,
      sector2Ms,
      sector3Ms,
      best,
      valid: true,
      distanceM: this.circuit.lengthM,
      totalDistanceM: car.lap * this.circuit.lengthM,
    });
    const v = (this.circuit.lengthM / lapTimeMs) * 3600;
    this.log.push({
      topic: "lap-analytics",
      ...common,
      averageSpeedKmh: v,
      topSpeedKmh: v * 1.3,
      throttle: 0.6,
      brake: 0.15,
      fuelUsedKg: 1.9,
      fuelUsedLitres: Number.NaN,
      peakG: 4.2,
    });
    car.last = lapTimeMs;
    car.best = Math.min(car.best, lapTimeMs);
    car.lap++;
    car.lapStart = at;
  }

  /** Adds an event as the analyst would have sent it. */
  add(event: LiveEvent): void {
    this.log.push(event);
    this.notify();
  }

  private forget(): void {
    const keep = Math.floor(this.times.length / 1.5);
    const from = this.rows - keep;
    this.times.copyWithin(0, from, this.rows);
    for (const {columns} of this.field) for (const name of CHANNELS) columns[name].copyWithin(0, from, this.rows);
    this.rows = keep;
  }

  /** rows up to the play head */
  private get end(): number {
    return this.following ? this.rows : lowerBound(this.times, this.head + 1e-9, 0, this.rows);
  }

  latest(car: number, channel: string): number {
    const {end} = this;
    return end ? (this.field[car]?.columns[channel as Name]?.[end - 1] ?? Number.NaN) : Number.NaN;
  }

  window(car: number, channel: string, seconds: number): {time: Float64Array; values: Float64Array} {
    const {end} = this;
    const column = channel === "sessionTime" ? this.times : this.field[car]?.columns[channel as Name];
    if (!column || !end) return {time: new Float64Array(0), values: new Float64Array(0)};
    const from = lowerBound(this.times, this.time - seconds, 0, end);
    return {time: this.times.subarray(from, end), values: column.subarray(from, end)};
  }

  events<T extends LiveEvent["topic"]>(topic: T): readonly Extract<LiveEvent, {topic: T}>[] {
    const until = this.following ? Number.POSITIVE_INFINITY : this.head;
    return this.log.filter((e): e is Extract<LiveEvent, {topic: T}> => e.topic === topic && e.sessionTime <= until);
  }

  subscribe(notify: () => void): () => void {
    this.listeners.add(notify);
    return () => this.listeners.delete(notify);
  }
  private notify(): void {
    for (const listener of this.listeners) listener();
  }
  get listening(): number {
    return this.listeners.size;
  }

  pause(): void {
    if (this.following) this.head = this.time;
    this.following = false;
    this.paused = true;
    this.notify();
  }
  play(): void {
    this.paused = false;
    this.notify();
  }
  seek(time: number | null): void {
    if (time === null) {
      this.following = true;
      this.paused = false;
    } else {
      const {from, to} = this.range;
      this.following = false;
      this.head = Math.min(to, Math.max(from, time));
    }
    this.notify();
  }
  setSpeed(speed: number): void {
    this.speed = speed;
    this.notify();
  }
  close(): void {
    this.closed = true;
  }
}
