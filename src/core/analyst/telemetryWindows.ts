import {CHANNELS} from "../channels/catalogue.js";
import {CHANNEL_PLACES, ROW_LENGTH, type TelemetryRow} from "../channels/telemetryRow.js";
import type {TelemetryWindow} from "../messages/events.js";
import {AT, type Emit} from "./reducer.js";

/** s of session time in a window */
export const WINDOW_S = 3;
/** Windows open at a time; beyond it the oldest is published although late samples could still come. */
const MOST_OPEN = 8;
/** Index of the first channel in a row that windows summarise: identity and time come before it. */
const FIRST = CHANNELS.filter((c) => c.part === "frame").length;

/** start time, then counts, sums, minima and maxima by index in the row */
type OpenWindow = Float64Array;
const COUNT = 1;
const SUM = COUNT + ROW_LENGTH;
const MIN = SUM + ROW_LENGTH;
const MAX = MIN + ROW_LENGTH;

/**
 * Tumbling windows of 3 s of session time of one car. The watermark is the greatest time seen less the allowed lateness; a
 * window is published when the watermark reaches its end, and samples that come after that are late.
 */
export class TelemetryWindows {
  private open: OpenWindow[] = [];
  private newest = Number.NEGATIVE_INFINITY;

  constructor(private readonly lateness: number) {}

  /** Adds a sample; false when its window was already published. */
  add(row: TelemetryRow, emit: Emit): boolean {
    const time = row[AT.sessionTime];
    const start = Math.floor(time / WINDOW_S) * WINDOW_S;
    if (start + WINDOW_S <= this.newest - this.lateness) return false;
    let sums = this.open.find((w) => w[0] === start);
    if (!sums) {
      sums = new Float64Array(MAX + ROW_LENGTH);
      sums[0] = start;
      sums.fill(Number.POSITIVE_INFINITY, MIN, MAX).fill(Number.NEGATIVE_INFINITY, MAX);
      this.open.push(sums);
      this.open.sort((a, b) => a[0] - b[0]);
    }
    accumulate(sums, row);
    if (time > this.newest) {
      this.newest = time;
      while (this.open.length && this.isDue(this.open[0])) this.publish(this.open.shift()!, row[AT.car], emit);
    }
    return true;
  }

  /**
   * A flashback to `time`: drops the windows after it and restarts the one that contains it, because samples before and after `time`
   * cannot be separated in its sums.
   */
  rewind(time: number): void {
    this.open = this.open.filter((w) => w[0] + WINDOW_S <= time);
    this.newest = time;
  }

  /** Publishes every open window: no more samples will come. */
  end(car: number, emit: Emit): void {
    for (const sums of this.open.splice(0)) this.publish(sums, car, emit);
  }

  /** The state as vectors, for `load`. */
  save(): Float64Array[] {
    return [new Float64Array([this.newest]), ...this.open];
  }

  load([[newest], ...open]: Float64Array[]): void {
    this.newest = newest;
    this.open = open;
  }

  private isDue(sums: OpenWindow): boolean {
    return this.open.length > MOST_OPEN || sums[0] + WINDOW_S <= this.newest - this.lateness;
  }

  private publish(sums: OpenWindow, car: number, emit: Emit): void {
    const channels: TelemetryWindow["channels"] = {};
    CHANNELS.forEach(({name}, c) => {
      const place = CHANNEL_PLACES[c];
      const count = sums[COUNT + place];
      if (count > 0)
        channels[name] = {count, mean: sums[SUM + place] / count, min: sums[MIN + place], max: sums[MAX + place]};
    });
    const startTime = sums[0];
    const watermark = this.newest - this.lateness;
    emit({topic: "telemetry-windows", sessionTime: startTime + WINDOW_S, car, startTime, watermark, channels});
  }
}

function accumulate(sums: OpenWindow, row: TelemetryRow): void {
  const end = row.length;
  for (let i = FIRST; i < end; i++) {
    const value = row[i];
    if (Number.isNaN(value)) continue;
    sums[COUNT + i]++;
    sums[SUM + i] += value;
    if (value < sums[MIN + i]) sums[MIN + i] = value;
    if (value > sums[MAX + i]) sums[MAX + i] = value;
  }
}
