import {rowIndices, type TelemetryRow} from "../../channels/telemetryRow.js";

const AT = rowIndices("sessionTime speedKmh totalDistance");
/** Speed is not integrated over a longer gap in time, s. */
const GAP_S = 5;

/**
 * Distance that one car has driven in the session, m: as the game counts it, else its speed integrated over time (trapezoidal rule)
 * since its first row. NaN before the first speed.
 */
export class DrivenDistance {
  private metres = Number.NaN;
  private time = Number.NaN;
  private speedKmh = Number.NaN;

  /** Takes the car's next row; returns the distance at it. */
  next(row: TelemetryRow): number {
    const counted = row[AT.totalDistance];
    if (!Number.isNaN(counted)) return counted;
    const [time, speedKmh] = [row[AT.sessionTime], row[AT.speedKmh]];
    if (Number.isNaN(speedKmh)) return this.metres;
    const seconds = time - this.time;
    if (Number.isNaN(this.metres)) this.metres = 0;
    else if (seconds < GAP_S) this.metres += ((this.speedKmh + speedKmh) / 7.2) * seconds;
    this.time = time;
    this.speedKmh = speedKmh;
    return this.metres;
  }
}
