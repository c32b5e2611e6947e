import {random} from "../../signal/random.js";
import type {RaceCall} from "./calls.js";
import type {RaceContext} from "./raceContext.js";
import type {Racer} from "./racer.js";
import {RedFlag, rollToSlot, safetyCarStart} from "./redFlag.js";
import {StartLights} from "./start.js";

/** session time of the first start light, s */
const LIGHTS_FROM = 2;
/** duration of a virtual safety car on demand, s */
const VIRTUAL_LASTS = 45;
/** s from the last car reaching its grid slot to the first start light of a restart */
const SETTLING = 3;

/** Directs a race: start lights, neutralisations on demand, and the return from a red flag to the grid. */
export class RaceDirector {
  /** the start lights have gone out */
  started = false;
  /** session time of the start, s */
  readonly startsAt: number;
  private readonly lights: StartLights;
  private readonly redFlag = new RedFlag();

  constructor(
    private readonly race: RaceContext,
    /** calls not yet made, by lap */
    private calls: readonly RaceCall[],
  ) {
    this.lights = new StartLights(random(race.seed, 5902), race.emit);
    this.lights.arm(LIGHTS_FROM, race.racers);
    this.startsAt = this.lights.outAt;
  }

  step(time: number, leader: Racer | undefined): void {
    if (this.lights.step(time)) this.go(time, leader);
    if (!leader) return;
    this.call(time, leader);
    this.restart(time, leader);
  }

  /** Shows the red flag unless the race is too near its end; returns whether it was shown. */
  stopRace(time: number, leader: Racer): boolean {
    const {control, order, laps} = this.race;
    if (!control.stop(time, leader, laps)) return false;
    // the order at the red flag is the order of the restart
    order.frozen = true;
    return true;
  }

  /** Whether a car that is ready may leave its pit box. When it returns true the car is taken to leave. */
  mayLeave(racer: Racer): boolean {
    const {control, time, lane} = this.race;
    if (control.phase === "red") return false;
    return control.phase !== "formation" || this.redFlag.mayLeave(racer, time, this.running(), lane);
  }

  /** Rolls a car into its grid slot after a red flag; there it waits for the lights. */
  lineUp(racer: Racer): void {
    if (this.race.control.phase !== "formation" || racer.status !== "running" || !rollToSlot(racer)) return;
    racer.status = "grid";
    racer.goesAt = Infinity;
    racer.launching = true;
    racer.manoeuvre = null;
    racer.stuckFor = 0;
  }

  private go(time: number, leader: Racer | undefined): void {
    const {racers, control, order} = this.race;
    if (!this.started) for (const {timing} of racers) timing.begin(Math.round(time * 1000));
    else if (leader) control.restart(time, leader);
    this.started = true;
    order.frozen = false;
  }

  private call(time: number, leader: Racer): void {
    const {control, circuit} = this.race;
    const [call] = this.calls;
    if (!call || control.phase !== "green" || leader.car.distance < (call.lap - 0.5) * circuit.lengthM) return;
    this.calls = this.calls.slice(1);
    if (call.what === "vsc") control.virtual(time, VIRTUAL_LASTS, leader);
    else if (call.what === "sc") control.deploy(time, leader);
    else this.stopRace(time, leader);
  }

  private restart(time: number, leader: Racer): void {
    const {control, lane, racers} = this.race;
    if (control.phase === "red") {
      const running = this.running();
      if (!this.redFlag.isOver(time, running)) return;
      this.redFlag.assignSlots(running, time);
      control.form(time, safetyCarStart(leader, lane));
    } else if (control.phase === "formation" && this.running().every(({status}) => status === "grid")) {
      control.lineUp();
      this.lights.arm(time + SETTLING, racers);
    }
  }

  /** Cars still in the race, in its order. */
  private running(): Racer[] {
    return this.race.order.list.filter(({status}) => status === "running" || status === "grid");
  }
}
