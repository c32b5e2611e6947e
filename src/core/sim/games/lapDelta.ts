import type {LapTiming} from "../timing.js";

const CELLS = 256;

/** How a car's running lap stands against its own best one at the same place. */
export class LapDelta {
  /** ms, positive when slower; 0 while there is no lap to compare with */
  ms = 0;
  private best: Float64Array | undefined;
  private running = new Float64Array(CELLS + 1).fill(Number.NaN);
  private cell = -1;
  private laps = 0;

  /** The car is at `share` of the lap, 0–1, `lapMs` after its start. */
  update(share: number, lapMs: number, timing: LapTiming): void {
    const {laps} = timing;
    if (laps.length !== this.laps) {
      this.laps = laps.length;
      if (timing.best() === laps.at(-1) && laps.length > 0) this.best = this.running;
      this.running = new Float64Array(CELLS + 1).fill(Number.NaN);
      this.cell = -1;
    }
    const at = Math.min(CELLS - 1, Math.floor(share * CELLS));
    if (at > this.cell) this.running[at] = lapMs;
    this.cell = Math.max(this.cell, at);
    const before = this.best?.[at];
    // between two marks the delta is that of the mark passed last
    if (before !== undefined && !Number.isNaN(before) && !Number.isNaN(this.running[at]))
      this.ms = Math.round(this.running[at] - before);
    else if (!this.best) this.ms = 0;
  }
}
