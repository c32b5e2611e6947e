import type {DrivenStep, LapReader, RunningLaps} from "./runningLaps.js";

interface PassedBounds {
  /** running lap time at each bound, ms; NaN where it was not seen to be passed */
  passedMs: Float64Array;
  /** index of the next bound */
  next: number;
}

/** Mini-sectors of the running laps of all cars, as they are passed. */
export class MiniSectorClock implements LapReader {
  readonly channels: readonly string[] = [];
  readonly historyS = 0;
  private readonly laps = new Map<number, PassedBounds>();
  private bounds: Float64Array = new Float64Array(0);

  constructor(private readonly running: RunningLaps) {
    running.add(this);
  }

  /**
   * Reads a car's new rows. Where another reader needs minutes of a car's rows first, its times are unknown until that one has asked for them.
   *
   * @param bounds of the mini-sectors, m: see miniSectorBounds
   * @returns times of the running lap, ms, NaN where a mini-sector is not passed yet or was joined in the middle; a view, valid until the next call
   */
  times(car: number, bounds: Float64Array): Float64Array {
    const {running} = this;
    if (bounds !== this.bounds) {
      this.bounds = bounds;
      running.restart();
    }
    if (running.isCurrent(car) || !running.needsHistory) running.read(car);
    return minisOf(this.lapOf(car));
  }

  forget(car: number): void {
    this.laps.delete(car);
  }

  begin(car: number): void {
    const lap = this.lapOf(car);
    lap.passedMs.fill(Number.NaN);
    lap.next = 0;
  }

  goBack(car: number, distance: number): void {
    const lap = this.lapOf(car);
    while (lap.next > 0 && this.bounds[lap.next - 1] > distance) lap.passedMs[--lap.next] = Number.NaN;
  }

  /** Interpolates the times at the bounds between the last row and this one. */
  drive({car, fromM, fromMs, toM, toMs}: DrivenStep): void {
    const {bounds} = this;
    const lap = this.lapOf(car);
    while (lap.next < bounds.length && bounds[lap.next] <= toM) {
      const at = bounds[lap.next];
      const share = toM > fromM ? (at - fromM) / (toM - fromM) : 1;
      lap.passedMs[lap.next++] = at < fromM ? Number.NaN : fromMs + share * (toMs - fromMs);
    }
  }

  private lapOf(car: number): PassedBounds {
    let lap = this.laps.get(car);
    if (!lap) this.laps.set(car, (lap = {passedMs: new Float64Array(this.bounds.length).fill(Number.NaN), next: 0}));
    return lap;
  }
}

const minis = new Float64Array(64);

function minisOf({passedMs}: PassedBounds): Float64Array {
  const n = Math.max(0, passedMs.length - 1);
  for (let i = 0; i < n; i++) minis[i] = passedMs[i + 1] - passedMs[i];
  return minis.subarray(0, n);
}
