import type {Random} from "../../signal/random.js";
import type {EmitEvent} from "./raceEvents.js";
import type {Racer} from "./racer.js";

const LIGHTS = 5;
/** s that all five lights are on: a minimum, and a random addition of at most so much */
const HELD = 0.4;
const HELD_MORE = 1.6;

/** Five start lights, a second apart, that go out after a random time; for the start and for a restart after a red flag. */
export class StartLights {
  /** session time at which they go out, s; Infinity when they are not armed */
  outAt = Infinity;
  private from = Infinity;
  private lit = 0;

  constructor(
    private readonly draw: Random,
    private readonly emit: EmitEvent,
  ) {}

  /** Arms the lights: the first comes on at `from`, s; each car on the grid starts a reaction time after they go out. */
  arm(from: number, racers: readonly Racer[]): void {
    this.from = from;
    this.lit = 0;
    // rounded to a simulation step, because lap times start here
    this.outAt = Math.round(100 * (from + LIGHTS + HELD + HELD_MORE * this.draw.next())) / 100;
    for (const racer of racers) {
      const late = 0.04 * Math.abs(this.draw.normal());
      if (racer.status === "grid") racer.goesAt = this.outAt + racer.entrant.style.reaction + late;
    }
  }

  /** Returns whether the lights go out in this step. */
  step(time: number): boolean {
    if (this.lit < LIGHTS && time >= this.from + this.lit) this.emit("STLG", {numLights: ++this.lit});
    if (time < this.outAt) return false;
    this.from = this.outAt = Infinity;
    this.emit("LGOT");
    return true;
  }
}

/** Slot of grid position 1, 2, …: metres from the line (negative), and metres left of the centre line. */
export function gridSlot(position: number, widthM: number): {before: number; offset: number} {
  const side = position % 2 === 1 ? 1 : -1;
  return {before: -12 - 8 * (position - 1), offset: side * Math.min(3, 0.24 * widthM)};
}
