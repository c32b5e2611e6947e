import type {Random} from "../signal/random.js";
import {withDoubles} from "./withDoubles.js";

/** A smooth random value along the road: normal values at equal distances, interpolated smoothly. */
export class RoadNoise {
  private from = 0;
  private to = 0;
  private knot = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly source: Random,
    private readonly spacingM: number,
  ) {
    withDoubles(this);
  }

  /** Value (mean 0, standard deviation about 0.9) at `distance`, m, which must not fall from call to call. */
  at(distance: number): number {
    const position = distance / this.spacingM;
    const knot = Math.floor(position);
    if (knot > this.knot) {
      this.from = knot === this.knot + 1 ? this.to : this.source.normal();
      this.to = this.source.normal();
      this.knot = knot;
    }
    const f = position - knot;
    const blend = f * f * f * (10 + f * (6 * f - 15)); // C² continuous, and so is the driven curvature
    return this.from + (this.to - this.from) * blend;
  }
}
