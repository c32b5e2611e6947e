import {random} from "../random.js";
import type {Call} from "./calls.js";
import type {Race} from "./race.js";
import type {Racer} from "./racer.js";
import {RedFlag, rollToSlot, safetyCarStart} from "./redFlag.js";
import {StartLights} from "./start.js";

/** s of the first start light */
const LIGHTS_FROM = 2;
/** s that a virtual safety car on demand lasts; s between the last car on the grid and the lights */
const VIRTUAL_LASTS = 45;
const SETTLING = 3;

/** Who directs a race: the lights, what is called on demand, and the way from a red flag back to the grid. */
export class Direction {
  /** lights out: it is raced */
  started = false;
  /** session time of the start, s */
  readonly startsAt: number;
  private readonly lights: StartLights;
  private readonly redFlag = new RedFlag();

  constructor(
    private readonly race: Race,
    /** not yet made */
    private calls: readonly Call[],
  ) {
    this.lights = new StartLights(random(race.seed, 5902), (code, details) => race.tell(code, details));
    this.lights.arm(LIGHTS_FROM, race.racers);
    this.startsAt = this.lights.outAt;
  }

  step(time: number, leader: Racer | undefined): void {
    if (this.lights.step(time)) this.go(time, leader);
    if (!leader) return;
    this.call(time, leader);
    this.restart(time, leader);
  }

  /** Red flag, where the race is long enough yet; else false. */
  stop(time: number, leader: Racer): boolean {
    const {control, order, laps} = this.race;
    if (!control.stop(time, leader, laps)) return false;
    // who was where when it came is where they start again
    order.frozen = true;
    return true;
  }

  /** Whether the pit lane is open for a car that stands ready; it goes then. */
  mayLeave(racer: Racer): boolean {
    const {control, time, lane} = this.race;
    if (control.phase === "red") return false;
    return control.phase !== "formation" || this.redFlag.mayLeave(racer, time, this.running(), lane);
  }

  /** A car on its way to the grid after a red flag: into its slot, to wait there until the lights go out. */
  lineUp(racer: Racer): void {
    if (this.race.control.phase !== "formation" || racer.status !== "running" || !rollToSlot(racer)) return;
    racer.status = "grid";
    racer.goesAt = Infinity;
    racer.launching = true;
    racer.manoeuvre = null;
    racer.held = 0;
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
    else this.stop(time, leader);
  }

  private restart(time: number, leader: Racer): void {
    const {control, lane, racers} = this.race;
    if (control.phase === "red") {
      const running = this.running();
      if (!this.redFlag.isOver(time, running)) return;
      this.redFlag.line(running, time);
      control.form(time, safetyCarStart(leader, lane));
    } else if (control.phase === "formation" && this.running().every(({status}) => status === "grid")) {
      control.lineUp();
      this.lights.arm(time + SETTLING, racers);
    }
  }

  /** Those in the race, in its order. */
  private running(): Racer[] {
    return this.race.order.list.filter(({status}) => status === "running" || status === "grid");
  }
}
