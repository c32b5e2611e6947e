import {OVERALL_FRAME, type TelemetryRow} from "../channels/telemetryRow.js";
import {AT} from "./reducer.js";

/** Samples of a car that wait for ones that should come before them: an eighth of a second at 60 Hz. */
const WAITING = 8;
/** Samples by which a second copy is known even when it comes late: more than the open windows hold. */
const REMEMBERED = 512;
/** Without an order of its own, a frame this much lower than the last is a flashback, not disorder. */
const FLASHBACK = 120;

export type SampleOutcome = "taken" | "duplicate" | "late";

/** Puts the samples of one car into the order of their overall frames, each once. */
export class Sequencer {
  /** of the last sample added: its overall frame, or what stands for it */
  order = Number.NaN;
  private waiting: TelemetryRow[] = [];
  private readonly free: TelemetryRow[] = [];
  private released = Number.NEGATIVE_INFINITY;
  private readonly recent = new Float64Array(REMEMBERED).fill(Number.NaN);
  private count = 0;
  /** frames that flashbacks took back, where a source tells no overall frame */
  private offset = 0;
  private newest = Number.NEGATIVE_INFINITY;

  /** Takes a copy of `row`; samples whose turn has come go to `release`. */
  add(row: TelemetryRow, release: (row: TelemetryRow) => void): SampleOutcome {
    const order = this.orderOf(row);
    this.order = order;
    if (order <= this.released) return this.recent.includes(order) ? "duplicate" : "late";
    const {waiting} = this;
    let place = waiting.length;
    while (place > 0 && waiting[place - 1][OVERALL_FRAME] > order) place--;
    if (place > 0 && waiting[place - 1][OVERALL_FRAME] === order) return "duplicate";
    // rows of another length are of another source: theirs are not used again
    const free = this.free.pop();
    const copy = free?.length === row.length ? free : new Float64Array(row.length);
    copy.set(row);
    copy[OVERALL_FRAME] = order;
    waiting.splice(place, 0, copy);
    if (waiting.length > WAITING) this.next(release);
    return "taken";
  }

  /** Notes the last sample, found late, as seen, so that its second copy is known. */
  remember(): void {
    this.recent[this.count++ % REMEMBERED] = this.order;
  }

  /** Releases all that wait. */
  end(release: (row: TelemetryRow) => void): void {
    while (this.waiting.length) this.next(release);
  }

  save(): Float64Array[] {
    return [Float64Array.of(this.released, this.count, this.offset, this.newest), this.recent, ...this.waiting];
  }

  load([scalars, recent, ...waiting]: Float64Array[]): void {
    [this.released, this.count, this.offset, this.newest] = scalars;
    this.recent.set(recent);
    this.waiting = waiting;
  }

  private orderOf(row: TelemetryRow): number {
    const overall = row[OVERALL_FRAME];
    if (!Number.isNaN(overall)) return overall;
    const order = row[AT.frame] + this.offset;
    if (order < this.newest - FLASHBACK) this.offset += this.newest + 1 - order;
    this.newest = Math.max(this.newest, row[AT.frame] + this.offset);
    return row[AT.frame] + this.offset;
  }

  private next(release: (row: TelemetryRow) => void): void {
    const row = this.waiting.shift()!;
    this.released = row[OVERALL_FRAME];
    this.recent[this.count++ % REMEMBERED] = this.released;
    release(row);
    this.free.push(row);
  }
}
