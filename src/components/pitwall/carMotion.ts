import type {LiveSource} from "../../core/live/timeline/liveSource.js";

/** A longer step means that the car was reset or the play head moved: the car jumps instead of gliding. m */
const JUMP = 150;

/**
 * Where cars are drawn. Positions arrive in ticks; between two ticks a car glides from where it is shown to its newest
 * position in the average time between ticks. It moves at any frame rate, and ends at the exact position.
 */
export class CarMotion {
  readonly x = new Float64Array(32).fill(Number.NaN);
  readonly z = new Float64Array(32).fill(Number.NaN);
  private readonly fromX = new Float64Array(32);
  private readonly fromZ = new Float64Array(32);
  private readonly toX = new Float64Array(32).fill(Number.NaN);
  private readonly toZ = new Float64Array(32).fill(Number.NaN);
  private since = 0;
  /** ms between ticks, smoothed */
  private interval = 33;

  /** `glide` false (reduced motion): cars step from tick to tick. */
  constructor(private readonly glide = true) {}

  /** Takes the newest positions; `now` in ms of the frame clock. `place` gives a car's position, m, where the game sends none. */
  tick(source: LiveSource, now: number, place: ((car: number) => readonly [number, number]) | null = null): void {
    const passed = now - this.since;
    if (passed > 0 && passed < 250) this.interval += (passed - this.interval) * 0.2;
    this.since = now;
    for (const car of source.cars) {
      if (car >= this.x.length) continue;
      const [x, z] = place ? place(car) : [source.latest(car, "worldX"), source.latest(car, "worldZ")];
      const far = !(Math.abs(x - this.x[car]) + Math.abs(z - this.z[car]) < JUMP);
      this.fromX[car] = far || !this.glide ? x : this.x[car];
      this.fromZ[car] = far || !this.glide ? z : this.z[car];
      this.toX[car] = x;
      this.toZ[car] = z;
    }
  }

  /** Moves every car to its place at `now`. */
  move(now: number): void {
    const share = Math.min(1, Math.max(0, (now - this.since) / this.interval));
    for (let i = 0; i < this.x.length; i++) {
      this.x[i] = this.fromX[i] + (this.toX[i] - this.fromX[i]) * share;
      this.z[i] = this.fromZ[i] + (this.toZ[i] - this.fromZ[i]) * share;
    }
  }
}
