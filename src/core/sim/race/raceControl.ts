import type {Racer} from "./racer.js";

export const MARSHAL_ZONES = 20;

export type Phase = "green" | "vsc" | "sc" | "returning" | "restart";

/** What race control tells everyone: an event of the games, by their letters. */
export type Tell = (code: string, details?: Record<string, number>, car?: number) => void;

interface Incident {
  zone: number;
  until: number;
}

/** the games' numbers of the event SCAR */
const FULL = 1;
const VIRTUAL = 2;
const [DEPLOYED, RETURNING, RETURNED, RESUMES] = [0, 1, 2, 3];

/** Parts of racing speed: of the safety car, of who catches it up, under a virtual one, and past a yellow flag. */
const SC_PACE = 0.5;
const CATCH_UP = 0.72;
const VSC_PACE = 0.62;
const YELLOW_PACE = 0.94;
const SC_AHEAD = 300;
const SC_LEAST = 60; // s
const SC_MOST = 260;

/**
 * Flags, safety car and virtual safety car. The safety car is a point on the way that the leader keeps behind; it comes in when
 * the road is clear and the field has closed up, and racing begins again at the line.
 */
export class RaceControl {
  phase: Phase = "green";
  readonly zones = new Int8Array(MARSHAL_ZONES);
  /** metres of the way, m/s */
  carDistance = 0;
  carSpeed = 0;
  drsEnabled = false;
  chequered = false;
  safetyCars = 0;
  virtualSafetyCars = 0;
  private since = 0;
  private until = 0;
  private restartAt = 0;
  private drsFromLap = 3;
  private incidents: Incident[] = [];

  constructor(
    private readonly lengthM: number,
    private readonly tell: Tell,
  ) {}

  /** Yellow where a car is in trouble, for so many seconds. */
  yellow(lapPosition: number, time: number, seconds: number): void {
    this.incidents.push({zone: this.zoneAt(lapPosition), until: time + seconds});
  }

  virtual(time: number, seconds: number): void {
    if (this.phase !== "green" || this.chequered) return;
    this.phase = "vsc";
    this.since = time;
    this.until = time + seconds;
    this.virtualSafetyCars++;
    this.tell("SCAR", {safetyCarType: VIRTUAL, eventType: DEPLOYED});
    this.drsOff(1);
  }

  deploy(time: number, leader: Racer): void {
    if (!(this.phase === "green" || this.phase === "vsc") || this.chequered) return;
    this.phase = "sc";
    this.since = time;
    this.safetyCars++;
    this.carDistance = leader.car.distance + SC_AHEAD;
    this.carSpeed = 30;
    this.tell("SCAR", {safetyCarType: FULL, eventType: DEPLOYED});
    this.drsOff(1);
  }

  /** The games' number: 0 none, 1 full, 2 virtual. */
  get safetyCarStatus(): number {
    return this.phase === "vsc" ? 2 : this.phase === "green" ? 0 : 1;
  }

  get slow(): boolean {
    return this.phase !== "green";
  }

  zoneAt(lapPosition: number): number {
    return Math.min(MARSHAL_ZONES - 1, Math.floor((lapPosition / this.lengthM) * MARSHAL_ZONES));
  }

  isYellow(racer: Racer): boolean {
    return this.zones[this.zoneAt(racer.car.lapPosition)] === 3;
  }

  /** `order`: who is in the race, leader first. */
  step(dt: number, time: number, order: readonly Racer[], wet: boolean): void {
    this.incidents = this.incidents.filter(({until}) => until > time);
    this.zones.fill(0);
    for (const {zone} of this.incidents) this.zones[zone] = 3;
    const leader = order.find(({status}) => status === "running");
    if (leader) this.safetyCar(dt, time, leader, order);
    this.drs(leader, wet);
  }

  /** What the flags allow a car: written into its orders. */
  command(racer: Racer, leader: Racer | undefined): void {
    const {orders} = racer.driver;
    const {phase} = this;
    racer.flag = this.isYellow(racer) ? 3 : 0;
    if (racer.flag === 3) orders.factor *= YELLOW_PACE;
    if (racer.status === "finished") orders.factor *= 0.75;
    else if (phase === "vsc") orders.factor *= VSC_PACE;
    else if (phase === "sc" || phase === "returning") {
      orders.factor *= CATCH_UP;
      if (racer === leader) {
        const gap = this.carDistance - racer.car.distance;
        const keep = 0.8 * (this.carSpeed - racer.car.v) + 0.15 * (gap - 25);
        racer.driver.orders.speed = Math.min(orders.speed, Math.max(8, racer.car.v + keep));
      }
    } else if (phase === "restart") orders.factor *= racer === leader ? 0.6 : CATCH_UP;
  }

  private safetyCar(dt: number, time: number, leader: Racer, order: readonly Racer[]): void {
    const {lengthM} = this;
    if (this.phase === "vsc" && time > this.until) {
      this.phase = "green";
      this.tell("SCAR", {safetyCarType: VIRTUAL, eventType: RESUMES});
    }
    if (this.phase === "sc" || this.phase === "returning") {
      const ahead = Math.max(-60, this.carDistance - leader.car.distance);
      const goal = Math.max(14, Math.min(50, SC_PACE * leader.driver.speedAhead(Math.min(ahead, lengthM / 2))));
      // it does not lose the leader, and is not run into
      const wait = ahead > 450 ? 0.6 : 1;
      this.carSpeed += Math.max(-8 * dt, Math.min(4 * dt, goal * wait - this.carSpeed));
      if (ahead < 8) this.carDistance = leader.car.distance + 8;
      this.carDistance += this.carSpeed * dt;
    }
    const since = time - this.since;
    if (
      this.phase === "sc" &&
      since > SC_LEAST &&
      (since > SC_MOST || (this.incidents.length === 0 && closedUp(order)))
    ) {
      this.phase = "returning";
      this.restartAt = Math.ceil((this.carDistance + 0.25 * lengthM) / lengthM) * lengthM;
      this.tell("SCAR", {safetyCarType: FULL, eventType: RETURNING});
    }
    if (this.phase === "returning" && this.carDistance > this.restartAt - 250) {
      this.phase = "restart";
      this.tell("SCAR", {safetyCarType: FULL, eventType: RETURNED});
    }
    if (this.phase === "restart" && leader.car.distance >= this.restartAt) {
      this.phase = "green";
      this.drsFromLap = Math.round(this.restartAt / lengthM) + 2;
      this.tell("SCAR", {safetyCarType: FULL, eventType: RESUMES});
    }
  }

  private drs(leader: Racer | undefined, wet: boolean): void {
    if (!this.drsEnabled) {
      const may = leader && leader.timing.lap >= this.drsFromLap && this.phase === "green" && !wet && !this.chequered;
      if (may) {
        this.drsEnabled = true;
        this.tell("DRSE");
      }
    } else if (wet) this.drsOff(0);
  }

  private drsOff(reason: number): void {
    if (this.drsEnabled) this.tell("DRSD", {reason});
    this.drsEnabled = false;
  }
}

/** Whether the field behind the safety car has closed up: no gap of more than 60 m among those on the road. */
function closedUp(order: readonly Racer[]): boolean {
  const on = order.filter(({status, pit}) => status === "running" && !pit);
  const places = on.map(({car}) => car.distance % car.circuit.lengthM);
  return on.every(
    ({car}, i) => i === 0 || on[i - 1].car.distance - car.distance < 60 || isolated(places, i, car.circuit.lengthM),
  );
}

/** Lapped cars stand among the leaders: what counts is the next car on the road. */
function isolated(places: readonly number[], i: number, lengthM: number): boolean {
  return places.some((place, j) => j !== i && (place - places[i] + lengthM) % lengthM < 60);
}
