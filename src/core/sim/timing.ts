import {withDoubles} from "./withDoubles.js";

/** A finished lap. Times are whole milliseconds; the three sectors add up to the lap time exactly. */
export interface LapRecord {
  lap: number;
  lapTimeMs: number;
  sectorTimesMs: [number, number, number];
  valid: boolean;
}

/** Lap and sector times of one car as a game keeps them: lap 1 begins at the first crossing of the line. */
export class LapTiming {
  /** number of the running lap; 1 also before the first crossing of the line */
  lap = 1;
  started = false;
  /** session milliseconds at which the running lap and sector began */
  lapStartMs = 0;
  sectorStartMs = 0;
  sector: 0 | 1 | 2 = 0;
  /** sectors 1 and 2 of the running lap; 0 until finished */
  readonly sectorTimesMs = [0, 0];
  valid = true;
  readonly laps: LapRecord[] = [];

  constructor(readonly lengthM: number) {
    withDoubles(this);
  }

  /** Starts the first lap of a race, at lights out instead of at the line. */
  begin(timeMs: number): void {
    this.started = true;
    this.lapStartMs = this.sectorStartMs = timeMs;
  }

  /** The car entered `sector` at `timeMs`. Returns the lap that this finished, if any. */
  cross(sector: 0 | 1 | 2, timeMs: number): LapRecord | undefined {
    this.sector = sector;
    let finished: LapRecord | undefined;
    if (this.started && sector === 0) {
      const [first, second] = this.sectorTimesMs;
      finished = {
        lap: this.lap,
        lapTimeMs: timeMs - this.lapStartMs,
        sectorTimesMs: [first, second, timeMs - this.sectorStartMs],
        valid: this.valid,
      };
      this.laps.push(finished);
      this.lap++;
    } else if (this.started) {
      this.sectorTimesMs[sector - 1] = timeMs - this.sectorStartMs;
    }
    if (sector === 0) {
      this.started = true;
      this.valid = true;
      this.lapStartMs = timeMs;
      this.sectorTimesMs.fill(0);
    }
    this.sectorStartMs = timeMs;
    return finished;
  }

  /** The fastest valid lap so far. */
  best(): LapRecord | undefined {
    let best: LapRecord | undefined;
    for (const lap of this.laps) if (lap.valid && lap.lapTimeMs < (best?.lapTimeMs ?? Infinity)) best = lap;
    return best;
  }
}
