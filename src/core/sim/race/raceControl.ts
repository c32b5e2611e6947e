import type {Car} from "../car.js";
import {LEFT_FOR_RED} from "./calls.js";
import type {Racer} from "./racer.js";
import {racingSpeeds} from "./reference.js";
import {SafetyCar} from "./safetyCar.js";

export const MARSHAL_ZONES = 20;

/**
 * green; vsc: virtual safety car; sc: safety car, returning: it comes in, restart: it is gone, racing begins at the line; red: all
 * come in and stand; formation: out again behind the safety car; grid: they line up and wait for the lights.
 */
export type Phase = "green" | "vsc" | "sc" | "returning" | "restart" | "red" | "formation" | "grid";

/** What race control tells everyone: an event of the games, by their letters. */
export type Tell = (code: string, details?: Record<string, number>, car?: number) => void;

interface Incident {
  zone: number;
  until: number;
}

/** the games' numbers of the event SCAR */
const [FULL, VIRTUAL, FORMATION] = [1, 2, 3];
const [DEPLOYED, RETURNING, RETURNED, RESUMES] = [0, 1, 2, 3];
/** and of a flag in a marshal zone */
const [GREEN, YELLOW, RED] = [1, 3, 4];
/** why there is no DRS */
const [WET, SAFETY_CAR, RED_FLAG] = [0, 1, 2];
const SAFETY_CAR_STATUS: Record<Phase, number> = {
  ...{green: 0, vsc: VIRTUAL, sc: FULL, returning: FULL, restart: FULL, red: 0, formation: FORMATION, grid: FORMATION},
};

/** Parts of racing speed: of who catches up the safety car, under a virtual one or a red flag, and past a yellow flag. */
const CATCH_UP = 0.8;
const VSC_PACE = 0.62;
const YELLOW_PACE = 0.94;
/** s above the delta that drivers keep under a virtual safety car, and part of the speed by which they correct a second */
const DELTA_KEPT = 0.3;
const DELTA_GAIN = 0.25;
/** part of racing speed of a leader without a safety car before it */
const RESTART = 0.6;
/** s by which a foot is late; m/s, the least that is asked of anyone */
const LATE = 0.17;
const EASING = 5; // s
const LEAST = 12;
const SC_LEAST = 60; // s
const SC_MOST = 260;
/** s before its end that "VSC ending" is told; s that zones show green after it all */
const ENDING = 12;
const GREEN_SHOWN = 10;

/**
 * Flags, safety car, virtual safety car and red flag. The safety car comes in when the road is clear and the field has closed up, and
 * racing begins again at the line.
 */
export class RaceControl {
  phase: Phase = "green";
  /** as marshals show them: 0 none, 1 green, 3 yellow, 4 red */
  readonly zones = new Int8Array(MARSHAL_ZONES);
  readonly safetyCar = new SafetyCar();
  drsEnabled = false;
  chequered = false;
  safetyCars = 0;
  virtualSafetyCars = 0;
  redFlags = 0;
  /** a racing lap of the leader's, by which all are measured while nobody races, m/s on the grid */
  private reference: Float64Array = new Float64Array(0);
  private now = 0;
  private since = 0;
  private until = 0;
  private ending = false;
  private greenUntil = 0;
  private restartAt = 0;
  private drsFromLap = 3;
  private incidents: Incident[] = [];
  private readonly troubled = new Uint8Array(MARSHAL_ZONES);

  constructor(
    private readonly lengthM: number,
    private readonly tell: Tell,
  ) {}

  /** Yellow where a car is in trouble, for so many seconds. */
  yellow(lapPosition: number, time: number, seconds: number): void {
    this.incidents.push({zone: this.zoneAt(lapPosition), until: time + seconds});
  }

  virtual(time: number, seconds: number, leader: Racer): void {
    if (this.phase !== "green" || this.chequered) return;
    this.phase = "vsc";
    this.since = time;
    this.until = time + seconds;
    this.ending = false;
    this.virtualSafetyCars++;
    this.reference = racingSpeeds(leader);
    this.tell("SCAR", {safetyCarType: VIRTUAL, eventType: DEPLOYED});
    this.drsOff(SAFETY_CAR);
  }

  deploy(time: number, leader: Racer): void {
    if (!(this.phase === "green" || this.phase === "vsc") || this.chequered) return;
    this.phase = "sc";
    this.since = time;
    this.safetyCars++;
    this.reference = racingSpeeds(leader);
    this.safetyCar.begin(leader.car.distance + 300);
    this.tell("SCAR", {safetyCarType: FULL, eventType: DEPLOYED});
    this.drsOff(SAFETY_CAR);
  }

  /** Stops the race; false when it is too near its end, or stopped already. */
  stop(time: number, leader: Racer, laps: number): boolean {
    const stopped = this.phase === "red" || this.phase === "formation" || this.phase === "grid";
    if (stopped || this.chequered || laps - leader.timing.lap < LEFT_FOR_RED) return false;
    this.phase = "red";
    this.since = time;
    this.redFlags++;
    this.reference = racingSpeeds(leader);
    this.tell("RDFL");
    this.drsOff(RED_FLAG);
    return true;
  }

  /** Out of the pits again, behind a safety car that begins its way at `from`, m of the leader's. */
  form(time: number, from: number): void {
    this.phase = "formation";
    this.since = time;
    this.safetyCar.begin(from);
    this.tell("SCAR", {safetyCarType: FORMATION, eventType: DEPLOYED});
  }

  /** All stand on the grid. */
  lineUp(): void {
    this.phase = "grid";
    this.tell("SCAR", {safetyCarType: FORMATION, eventType: RETURNED});
  }

  /** Racing again, from the grid. */
  restart(time: number, leader: Racer): void {
    this.tell("SCAR", {safetyCarType: FORMATION, eventType: RESUMES});
    this.green(time, leader.timing.lap + 2);
  }

  /** The games' number: 0 none, 1 full, 2 virtual, 3 formation lap. */
  get safetyCarStatus(): number {
    return SAFETY_CAR_STATUS[this.phase];
  }

  get redFlag(): boolean {
    return this.phase === "red";
  }

  /** Whether the race is not raced now. */
  get slow(): boolean {
    return this.phase !== "green";
  }

  /** Whether cars drive in one file behind the safety car. */
  get file(): boolean {
    return this.slow && this.phase !== "vsc" && this.phase !== "red";
  }

  zoneAt(lapPosition: number): number {
    return Math.min(MARSHAL_ZONES - 1, Math.floor((lapPosition / this.lengthM) * MARSHAL_ZONES));
  }

  /** Whether somebody is in trouble where this car is. */
  isYellow(racer: Racer): boolean {
    return this.troubled[this.zoneAt(racer.car.lapPosition)] === 1;
  }

  /** `order`: who is in the race, leader first. */
  step(dt: number, time: number, order: readonly Racer[], wet: boolean): void {
    this.now = time;
    this.incidents = this.incidents.filter(({until}) => until > time);
    this.troubled.fill(0);
    for (const {zone} of this.incidents) this.troubled[zone] = 1;
    const all = this.redFlag ? RED : this.slow ? YELLOW : time < this.greenUntil ? GREEN : 0;
    for (let zone = 0; zone < MARSHAL_ZONES; zone++)
      this.zones[zone] = this.troubled[zone] ? Math.max(all, YELLOW) : all;
    const leader = order.find(({status}) => status === "running");
    if (leader) this.phases(dt, time, leader, order);
    this.drs(leader, wet);
  }

  /** What the flags allow a car: written into its orders. */
  command(racer: Racer, leader: Racer | undefined): void {
    const {orders} = racer.driver;
    const {phase} = this;
    racer.flag = this.zones[this.zoneAt(racer.car.lapPosition)];
    if (this.isYellow(racer)) orders.factor *= YELLOW_PACE;
    if (racer.status === "finished") orders.factor *= 0.75;
    else if (phase === "vsc" || phase === "red") {
      const correct = 1 + DELTA_GAIN * (racer.safetyCarDelta - DELTA_KEPT);
      this.slowDown(racer, VSC_PACE * Math.max(0.85, Math.min(1.05, correct)));
    } else if (phase === "restart" || phase === "grid") this.slowDown(racer, racer === leader ? RESTART : CATCH_UP);
    else if (phase !== "green") {
      this.slowDown(racer, CATCH_UP);
      if (racer === leader) orders.speed = Math.min(orders.speed, this.safetyCar.speedBehind(racer.car));
    }
  }

  /** To a part of racing speed, in bends and on straights. */
  private slowDown({car, driver: {orders}}: Racer, pace: number): void {
    const eased = this.eased(pace);
    orders.factor *= eased;
    orders.speed = Math.min(orders.speed, eased * this.racing(car, LATE * car.v));
  }

  /** Nobody brakes in the middle of a bend for a flag: a pace that falls to what is asked over some seconds. */
  private eased(pace: number): number {
    return 1 - (1 - pace) * Math.min(1, (this.now - this.since) / EASING);
  }

  /** Speed of the racing lap so many metres ahead of a car, m/s. */
  private racing({circuit, lapPosition}: Car, ahead = 0): number {
    const {reference} = this;
    return reference[Math.floor((lapPosition + ahead) / circuit.step) % reference.length];
  }

  /** How a car's time since the safety car, a virtual one or the red flag came stands against what is asked, s, positive when slower. */
  measure(racer: Racer, dt: number): void {
    if (!this.slow || this.phase === "formation" || this.phase === "grid") {
      racer.safetyCarDelta = 0;
      return;
    }
    const {car} = racer;
    const pace = this.phase === "vsc" || this.phase === "red" ? VSC_PACE : CATCH_UP;
    const asked = Math.max(LEAST, this.eased(pace) * this.racing(car));
    racer.safetyCarDelta += dt * (1 - car.v / asked);
  }

  private phases(dt: number, time: number, leader: Racer, order: readonly Racer[]): void {
    const {lengthM, safetyCar, phase} = this;
    if (phase === "vsc") this.virtualEnds(time, leader);
    if (phase === "sc" || phase === "returning" || phase === "formation")
      safetyCar.step(dt, leader, (car, ahead) => this.racing(car, ahead));
    const since = time - this.since;
    if (
      phase === "sc" &&
      since > SC_LEAST &&
      (since > SC_MOST || (this.incidents.length === 0 && closedUp(order, lengthM)))
    ) {
      this.phase = "returning";
      this.restartAt = Math.ceil((safetyCar.distance + 0.25 * lengthM) / lengthM) * lengthM;
      this.tell("SCAR", {safetyCarType: FULL, eventType: RETURNING});
    }
    if (phase === "returning" && safetyCar.distance > this.restartAt - 250) {
      this.phase = "restart";
      this.tell("SCAR", {safetyCarType: FULL, eventType: RETURNED});
    }
    if (phase === "restart" && leader.car.distance >= this.restartAt) {
      this.tell("SCAR", {safetyCarType: FULL, eventType: RESUMES});
      this.green(time, Math.round(this.restartAt / lengthM) + 2);
    }
  }

  private virtualEnds(time: number, leader: Racer): void {
    if (!this.ending && time > this.until - ENDING) {
      this.ending = true;
      this.tell("SCAR", {safetyCarType: VIRTUAL, eventType: RETURNING});
    }
    if (time <= this.until) return;
    this.tell("SCAR", {safetyCarType: VIRTUAL, eventType: RESUMES});
    this.green(time, leader.timing.lap + 1);
  }

  private green(time: number, drsFromLap: number): void {
    this.phase = "green";
    this.greenUntil = time + GREEN_SHOWN;
    this.drsFromLap = drsFromLap;
  }

  private drs(leader: Racer | undefined, wet: boolean): void {
    if (!this.drsEnabled) {
      const may = leader && leader.timing.lap >= this.drsFromLap && this.phase === "green" && !wet && !this.chequered;
      if (may) {
        this.drsEnabled = true;
        this.tell("DRSE");
      }
    } else if (wet) this.drsOff(WET);
  }

  private drsOff(reason: number): void {
    if (this.drsEnabled) this.tell("DRSD", {reason});
    this.drsEnabled = false;
  }
}

/** Whether the field behind the safety car has closed up: no gap of more than 60 m among those on the road. */
function closedUp(order: readonly Racer[], lengthM: number): boolean {
  const on = order.filter(({status, pit}) => status === "running" && !pit);
  const places = on.map(({car}) => car.distance % lengthM);
  return on.every(({car}, i) => i === 0 || on[i - 1].car.distance - car.distance < 60 || isolated(places, i, lengthM));
}

/** Lapped cars stand among the leaders: what counts is the next car on the road. */
function isolated(places: readonly number[], i: number, lengthM: number): boolean {
  return places.some((place, j) => j !== i && (place - places[i] + lengthM) % lengthM < 60);
}
