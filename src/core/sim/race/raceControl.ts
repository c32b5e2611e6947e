import {LEFT_FOR_RED} from "./calls.js";
import {DRS_OFF, DrsControl} from "./drsControl.js";
import {CATCH_UP_PACE, NeutralPace, VIRTUAL_PACE} from "./neutralPace.js";
import {hasClosedUp} from "./order.js";
import type {EmitEvent} from "./raceEvents.js";
import type {Racer} from "./racer.js";
import {SafetyCar} from "./safetyCar.js";

export const MARSHAL_ZONES = 20;

/**
 * green: racing; vsc: virtual safety car; sc: safety car; returning: the safety car comes in; restart: it has left the track and
 * racing begins at the line; red: all cars come into the pits and stop; formation: they leave behind the safety car; grid: they
 * line up and wait for the lights.
 */
export type Phase = "green" | "vsc" | "sc" | "returning" | "restart" | "red" | "formation" | "grid";

interface Incident {
  zone: number;
  until: number;
}

/** the games' numbers in the event SCAR */
const [FULL, VIRTUAL, FORMATION] = [1, 2, 3];
const [DEPLOYED, RETURNING, RETURNED, RESUMES] = [0, 1, 2, 3];
/** the games' numbers of a marshal zone's flag */
const [GREEN, YELLOW, RED] = [1, 3, 4];
const SAFETY_CAR_STATUS: Record<Phase, number> = {
  green: 0,
  vsc: VIRTUAL,
  sc: FULL,
  returning: FULL,
  restart: FULL,
  red: 0,
  formation: FORMATION,
  grid: FORMATION,
};

/** parts of racing speed: past a yellow flag, after the finish, and of the leader before a restart */
const YELLOW_PACE = 0.94;
const FINISHED_PACE = 0.75;
const RESTART_PACE = 0.6;
/** s above the delta that drivers keep under a virtual safety car, and part of the speed by which they correct each second of it */
const DELTA_KEPT = 0.3;
const DELTA_GAIN = 0.25;
/** limits of a safety-car period, s */
const SAFETY_CAR_MIN = 60;
const SAFETY_CAR_MAX = 260;
/** s before its end that "VSC ending" is announced */
const ENDING = 12;
/** s for which zones show green after a neutralisation */
const GREEN_SHOWN = 10;

/**
 * Flags, safety car, virtual safety car and red flag. The safety car comes in when the track is clear and the field has closed up;
 * racing resumes at the line.
 */
export class RaceControl {
  phase: Phase = "green";
  /** flag of each marshal zone: 0 none, 1 green, 3 yellow, 4 red */
  readonly zones = new Int8Array(MARSHAL_ZONES);
  readonly safetyCar = new SafetyCar();
  readonly drs: DrsControl;
  chequered = false;
  safetyCars = 0;
  virtualSafetyCars = 0;
  redFlags = 0;
  private readonly pace = new NeutralPace();
  private until = 0;
  private ending = false;
  private greenUntil = 0;
  private restartAt = 0;
  private incidents: Incident[] = [];
  private readonly hasIncident = new Uint8Array(MARSHAL_ZONES);

  constructor(
    private readonly lengthM: number,
    private readonly emit: EmitEvent,
  ) {
    this.drs = new DrsControl(emit);
  }

  /** Shows yellow in the zone of a lap position for `seconds`. */
  yellow(lapPosition: number, time: number, seconds: number): void {
    this.incidents.push({zone: this.zoneAt(lapPosition), until: time + seconds});
  }

  virtual(time: number, seconds: number, leader: Racer): void {
    if (this.phase !== "green" || this.chequered) return;
    this.phase = "vsc";
    this.pace.begin(time, leader);
    this.until = time + seconds;
    this.ending = false;
    this.virtualSafetyCars++;
    this.emit("SCAR", {safetyCarType: VIRTUAL, eventType: DEPLOYED});
    this.drs.disable(DRS_OFF.safetyCar);
  }

  deploy(time: number, leader: Racer): void {
    if (!(this.phase === "green" || this.phase === "vsc") || this.chequered) return;
    this.phase = "sc";
    this.pace.begin(time, leader);
    this.safetyCars++;
    this.safetyCar.begin(leader.car.distance + 300);
    this.emit("SCAR", {safetyCarType: FULL, eventType: DEPLOYED});
    this.drs.disable(DRS_OFF.safetyCar);
  }

  /** Shows the red flag; returns false when the race is too near its end or already stopped. */
  stop(time: number, leader: Racer, laps: number): boolean {
    const stopped = this.phase === "red" || this.phase === "formation" || this.phase === "grid";
    if (stopped || this.chequered || laps - leader.timing.lap < LEFT_FOR_RED) return false;
    this.phase = "red";
    this.pace.begin(time, leader);
    this.redFlags++;
    this.emit("RDFL");
    this.drs.disable(DRS_OFF.redFlag);
    return true;
  }

  /** Starts the formation lap after a red flag. The safety car starts at `from`, in metres of the leader's distance. */
  form(time: number, from: number): void {
    this.phase = "formation";
    this.pace.since = time;
    this.safetyCar.begin(from);
    this.emit("SCAR", {safetyCarType: FORMATION, eventType: DEPLOYED});
  }

  /** All cars have reached their grid slots. */
  lineUp(): void {
    this.phase = "grid";
    this.emit("SCAR", {safetyCarType: FORMATION, eventType: RETURNED});
  }

  /** Racing resumes from the grid. */
  restart(time: number, leader: Racer): void {
    this.emit("SCAR", {safetyCarType: FORMATION, eventType: RESUMES});
    this.green(time, leader.timing.lap + 2);
  }

  /** The games' number: 0 none, 1 full, 2 virtual, 3 formation lap. */
  get safetyCarStatus(): number {
    return SAFETY_CAR_STATUS[this.phase];
  }

  get redFlag(): boolean {
    return this.phase === "red";
  }

  /** Whether the race is neutralised or stopped. */
  get slow(): boolean {
    return this.phase !== "green";
  }

  /** Whether cars drive in single file behind the safety car. */
  get singleFile(): boolean {
    return this.slow && this.phase !== "vsc" && this.phase !== "red";
  }

  /** Whether a yellow flag is shown where this car is. */
  isYellow(racer: Racer): boolean {
    return this.hasIncident[this.zoneAt(racer.car.lapPosition)] === 1;
  }

  /** `order`: cars in race order, leader first. */
  step(dt: number, time: number, order: readonly Racer[], wet: boolean): void {
    this.pace.update(time);
    this.incidents = this.incidents.filter(({until}) => until > time);
    this.hasIncident.fill(0);
    for (const {zone} of this.incidents) this.hasIncident[zone] = 1;
    const all = this.redFlag ? RED : this.slow ? YELLOW : time < this.greenUntil ? GREEN : 0;
    for (let zone = 0; zone < MARSHAL_ZONES; zone++)
      this.zones[zone] = this.hasIncident[zone] ? Math.max(all, YELLOW) : all;
    const leader = order.find(({status}) => status === "running");
    if (leader) this.stepPhase(dt, time, leader, order);
    this.drs.step(leader?.timing.lap, this.phase === "green" && !this.chequered, wet);
  }

  /** Writes the limits that the flags set for a car into its orders. */
  command(racer: Racer, leader: Racer | undefined): void {
    const {orders} = racer.driver;
    const {phase, pace} = this;
    racer.flag = this.zones[this.zoneAt(racer.car.lapPosition)];
    if (this.isYellow(racer)) orders.factor *= YELLOW_PACE;
    if (racer.status === "finished") orders.factor *= FINISHED_PACE;
    else if (phase === "vsc" || phase === "red") {
      const correction = 1 + DELTA_GAIN * (racer.safetyCarDelta - DELTA_KEPT);
      pace.limit(racer, VIRTUAL_PACE * Math.max(0.85, Math.min(1.05, correction)));
    } else if (phase === "restart" || phase === "grid")
      pace.limit(racer, racer === leader ? RESTART_PACE : CATCH_UP_PACE);
    else if (phase !== "green") {
      pace.limit(racer, CATCH_UP_PACE);
      if (racer === leader) orders.speed = Math.min(orders.speed, this.safetyCar.speedBehind(racer.car));
    }
  }

  /** Updates a car's safety-car delta after a step of `dt` s. */
  measure(racer: Racer, dt: number): void {
    const {phase} = this;
    if (!this.slow || phase === "formation" || phase === "grid") racer.safetyCarDelta = 0;
    else this.pace.measure(racer, phase === "vsc" || phase === "red" ? VIRTUAL_PACE : CATCH_UP_PACE, dt);
  }

  private zoneAt(lapPosition: number): number {
    return Math.min(MARSHAL_ZONES - 1, Math.floor((lapPosition / this.lengthM) * MARSHAL_ZONES));
  }

  private stepPhase(dt: number, time: number, leader: Racer, order: readonly Racer[]): void {
    const {lengthM, safetyCar, phase, pace} = this;
    if (phase === "vsc") this.stepVirtual(time, leader);
    if (phase === "sc" || phase === "returning" || phase === "formation")
      safetyCar.step(dt, leader, (car, ahead) => pace.racingSpeed(car, ahead));
    const lasted = time - pace.since;
    if (
      phase === "sc" &&
      lasted > SAFETY_CAR_MIN &&
      (lasted > SAFETY_CAR_MAX || (this.incidents.length === 0 && hasClosedUp(order, lengthM)))
    ) {
      this.phase = "returning";
      this.restartAt = Math.ceil((safetyCar.distance + 0.25 * lengthM) / lengthM) * lengthM;
      this.emit("SCAR", {safetyCarType: FULL, eventType: RETURNING});
    }
    if (phase === "returning" && safetyCar.distance > this.restartAt - 250) {
      this.phase = "restart";
      this.emit("SCAR", {safetyCarType: FULL, eventType: RETURNED});
    }
    if (phase === "restart" && leader.car.distance >= this.restartAt) {
      this.emit("SCAR", {safetyCarType: FULL, eventType: RESUMES});
      this.green(time, Math.round(this.restartAt / lengthM) + 2);
    }
  }

  private stepVirtual(time: number, leader: Racer): void {
    if (!this.ending && time > this.until - ENDING) {
      this.ending = true;
      this.emit("SCAR", {safetyCarType: VIRTUAL, eventType: RETURNING});
    }
    if (time <= this.until) return;
    this.emit("SCAR", {safetyCarType: VIRTUAL, eventType: RESUMES});
    this.green(time, leader.timing.lap + 1);
  }

  private green(time: number, drsFromLap: number): void {
    this.phase = "green";
    this.greenUntil = time + GREEN_SHOWN;
    this.drs.fromLap = drsFromLap;
  }
}
