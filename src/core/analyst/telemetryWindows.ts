import {CHANNELS} from "../channels.js";
import type {TelemetryWindow} from "../live/liveSource.js";
import type {TelemetryRow} from "../live/messages.js";
import {AT, type Emit} from "./reducer.js";

const LENGTH = 3;
/** Windows that may be open: those that the allowed lateness reaches, and no more however late is allowed. */
const MOST_OPEN = 8;
/** A row's values that windows look at: all channels but identity and time. */
const FIRST = CHANNELS.filter((c) => c.part === "frame").length;
const MEASURED = CHANNELS.length;
const SPAN = MEASURED - FIRST;

/** start, then by channel: counts, sums, least, greatest */
type Window = Float64Array;
const COUNT = 1;
const SUM = COUNT + SPAN;
const MIN = SUM + SPAN;
const MAX = MIN + SPAN;

/**
 * Tumbling windows of 3 s of session time of one car. The watermark runs behind the greatest time seen by the allowed
 * lateness; a window is told when the watermark reaches its end, and samples that come after that are late.
 */
export class TelemetryWindows {
  private open: Window[] = [];
  private greatest = Number.NEGATIVE_INFINITY;

  constructor(private readonly lateness: number) {}

  /** Adds a sample; false when its window was told already. */
  add(row: TelemetryRow, emit: Emit): boolean {
    const time = row[AT.sessionTime];
    const start = Math.floor(time / LENGTH) * LENGTH;
    if (start + LENGTH <= this.greatest - this.lateness) return false;
    let window = this.open.find((w) => w[0] === start);
    if (!window) {
      window = new Float64Array(MAX + SPAN);
      window[0] = start;
      window.fill(Number.POSITIVE_INFINITY, MIN, MAX).fill(Number.NEGATIVE_INFINITY, MAX);
      this.open.push(window);
      this.open.sort((a, b) => a[0] - b[0]);
    }
    accumulate(window, row);
    if (time > this.greatest) {
      this.greatest = time;
      while (this.open.length && this.isDue(this.open[0])) this.tell(this.open.shift()!, row[AT.car], emit);
    }
    return true;
  }

  /** Forgets the windows after `time`; the one it lies in begins anew: what it held cannot be told apart any more. */
  rewind(time: number): void {
    this.open = this.open.filter((w) => w[0] + LENGTH <= time);
    this.greatest = time;
  }

  /** Tells every window that is open: nothing more will come. */
  end(car: number, emit: Emit): void {
    for (const window of this.open.splice(0)) this.tell(window, car, emit);
  }

  /** The state as vectors, to be taken back by `load`. */
  save(): Float64Array[] {
    return [new Float64Array([this.greatest]), ...this.open];
  }

  load([[greatest], ...open]: Float64Array[]): void {
    this.greatest = greatest;
    this.open = open;
  }

  private isDue(window: Window): boolean {
    return this.open.length > MOST_OPEN || window[0] + LENGTH <= this.greatest - this.lateness;
  }

  private tell(window: Window, car: number, emit: Emit): void {
    const channels: TelemetryWindow["channels"] = {};
    for (let i = 0; i < SPAN; i++) {
      const count = window[COUNT + i];
      if (count === 0) continue;
      channels[CHANNELS[FIRST + i].name] = {
        count,
        mean: window[SUM + i] / count,
        min: window[MIN + i],
        max: window[MAX + i],
      };
    }
    const startTime = window[0];
    const watermark = this.greatest - this.lateness;
    emit({topic: "telemetry-windows", sessionTime: startTime + LENGTH, car, startTime, watermark, channels});
  }
}

function accumulate(window: Window, row: TelemetryRow): void {
  for (let i = 0; i < SPAN; i++) {
    const value = row[FIRST + i];
    if (Number.isNaN(value)) continue;
    window[COUNT + i]++;
    window[SUM + i] += value;
    if (value < window[MIN + i]) window[MIN + i] = value;
    if (value > window[MAX + i]) window[MAX + i] = value;
  }
}
