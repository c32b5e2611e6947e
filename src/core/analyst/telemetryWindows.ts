import {CHANNELS} from "../channels/catalogue.js";
import {CHANNEL_PLACES, ROW_LENGTH, type TelemetryRow} from "../channels/telemetryRow.js";
import type {TelemetryWindow} from "../messages/events.js";
import {AT, type Emit} from "./reducer.js";

const LENGTH = 3;
/** Windows that may be open: those that the allowed lateness reaches, and no more however late is allowed. */
const MOST_OPEN = 8;
/** The first of a row's values that windows look at: not identity and time. */
const FIRST = CHANNELS.filter((c) => c.part === "frame").length;

/** start, then by place in the row: counts, sums, least, greatest */
type Window = Float64Array;
const COUNT = 1;
const SUM = COUNT + ROW_LENGTH;
const MIN = SUM + ROW_LENGTH;
const MAX = MIN + ROW_LENGTH;

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
    let held = this.open.find((w) => w[0] === start);
    if (!held) {
      held = new Float64Array(MAX + ROW_LENGTH);
      held[0] = start;
      held.fill(Number.POSITIVE_INFINITY, MIN, MAX).fill(Number.NEGATIVE_INFINITY, MAX);
      this.open.push(held);
      this.open.sort((a, b) => a[0] - b[0]);
    }
    accumulate(held, row);
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
    for (const held of this.open.splice(0)) this.tell(held, car, emit);
  }

  /** The state as vectors, to be taken back by `load`. */
  save(): Float64Array[] {
    return [new Float64Array([this.greatest]), ...this.open];
  }

  load([[greatest], ...open]: Float64Array[]): void {
    this.greatest = greatest;
    this.open = open;
  }

  private isDue(held: Window): boolean {
    return this.open.length > MOST_OPEN || held[0] + LENGTH <= this.greatest - this.lateness;
  }

  private tell(held: Window, car: number, emit: Emit): void {
    const channels: TelemetryWindow["channels"] = {};
    CHANNELS.forEach(({name}, c) => {
      const place = CHANNEL_PLACES[c];
      const count = held[COUNT + place];
      if (count > 0)
        channels[name] = {count, mean: held[SUM + place] / count, min: held[MIN + place], max: held[MAX + place]};
    });
    const startTime = held[0];
    const watermark = this.greatest - this.lateness;
    emit({topic: "telemetry-windows", sessionTime: startTime + LENGTH, car, startTime, watermark, channels});
  }
}

function accumulate(held: Window, row: TelemetryRow): void {
  const end = row.length;
  for (let i = FIRST; i < end; i++) {
    const value = row[i];
    if (Number.isNaN(value)) continue;
    held[COUNT + i]++;
    held[SUM + i] += value;
    if (value < held[MIN + i]) held[MIN + i] = value;
    if (value > held[MAX + i]) held[MAX + i] = value;
  }
}
