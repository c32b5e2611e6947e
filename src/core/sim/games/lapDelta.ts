import {deltaAt} from "../../laps/delta.js";
import type {LapTrace} from "../../laps/lapTrace.js";
import type {LapTiming} from "../timing.js";

/** number of positions per lap at which the delta is measured; between two of them the last value is kept */
const MARKS = 256;

/** Delta of a car's running lap to its best lap, as games display it. */
export class LapDelta {
  /** ms, positive when slower; 0 while there is no best lap */
  ms = 0;
  private best: LapTrace | undefined;
  private readonly distance: number[] = [];
  private readonly time: number[] = [];
  private mark = -1;
  private laps = 0;

  /** The car is at `share` of the lap (0–1), `lapMs` after its start. */
  update(share: number, lapMs: number, timing: LapTiming): void {
    const {laps, lengthM} = timing;
    if (laps.length !== this.laps) {
      this.laps = laps.length;
      if (laps.length > 0 && timing.best() === laps.at(-1))
        this.best = {distance: Float64Array.from(this.distance), time: Float64Array.from(this.time)};
      this.distance.length = this.time.length = 0;
      this.mark = -1;
    }
    const mark = Math.min(MARKS - 1, Math.floor(share * MARKS));
    if (mark <= this.mark) return;
    this.mark = mark;
    this.distance.push(share * lengthM);
    this.time.push(lapMs);
    const delta = this.best ? deltaAt(this.best, share * lengthM, lapMs) : 0;
    if (!Number.isNaN(delta)) this.ms = Math.round(delta);
  }
}
