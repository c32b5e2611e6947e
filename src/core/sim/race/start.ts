import type {Random} from "../random.js";
import type {Racer} from "./racer.js";

const LIGHTS = 5;
/** s that all five burn: no less, and so much more by chance */
const HELD = 0.4;
const HELD_MORE = 1.6;

/** Five lights, a second apart, that go out after a moment nobody knows: for the start and for another one after a red flag. */
export class StartLights {
  /** session time at which they go out, s; Infinity while nobody waits for them */
  outAt = Infinity;
  private from = Infinity;
  private lit = 0;

  constructor(
    private readonly draw: Random,
    private readonly tell: (code: string, details?: Record<string, number>) => void,
  ) {}

  /** The first one comes on at `from`, s; everyone on the grid leaves a reaction after they go out. */
  arm(from: number, racers: readonly Racer[]): void {
    this.from = from;
    this.lit = 0;
    // a whole step: times count from it
    this.outAt = Math.round(100 * (from + LIGHTS + HELD + HELD_MORE * this.draw.next())) / 100;
    for (const racer of racers) {
      const late = 0.04 * Math.abs(this.draw.normal());
      if (racer.status === "grid") racer.goesAt = this.outAt + racer.entrant.style.reaction + late;
    }
  }

  /** Whether they have gone out in this step. */
  step(time: number): boolean {
    if (this.lit < LIGHTS && time >= this.from + this.lit) this.tell("STLG", {numLights: ++this.lit});
    if (time < this.outAt) return false;
    this.from = this.outAt = Infinity;
    this.tell("LGOT");
    return true;
  }
}

/** Metres from the line to the slot of grid position 1, 2, … (negative), and metres left of the centre. */
export function gridSlot(position: number, widthM: number): {before: number; offset: number} {
  const side = position % 2 === 1 ? 1 : -1;
  return {before: -12 - 8 * (position - 1), offset: side * Math.min(3, 0.24 * widthM)};
}
