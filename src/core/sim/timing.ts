/** A finished lap. Times are whole milliseconds and the three sectors add up to the lap exactly. */
export interface LapRecord {
  lap: number;
  lapTimeMs: number;
  sectorTimesMs: [number, number, number];
  valid: boolean;
}

/** The timing of one car as a game keeps it: lap 1 begins when the line is first crossed. */
export class LapTiming {
  /** the running lap, 1 also before the line is first crossed */
  lap = 1;
  started = false;
  /** session milliseconds at which the running lap and sector began */
  lapStartMs = 0;
  sectorStartMs = 0;
  sector: 0 | 1 | 2 = 0;
  /** of the running lap, 0 until finished */
  readonly sectorTimesMs = [0, 0];
  valid = true;
  readonly laps: LapRecord[] = [];

  constructor(
    /** metres of the whole lap; the first crossing of the line is distance 0 */
    readonly lengthM: number,
  ) {}

  /** Lights out, at `timeMs`: the first lap of a race runs from there, not from the line. */
  begin(timeMs: number): void {
    this.started = true;
    this.lapStartMs = this.sectorStartMs = timeMs;
  }

  /** The car passed the start of `sector` at `timeMs`. Returns the lap this finished, if it did. */
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
