import {OVERALL_FRAME, type TelemetryRow} from "../channels/telemetryRow.js";
import {AT} from "./reducer.js";

/** Samples of a car held back for earlier ones still to come: an eighth of a second at 60 Hz. */
const WAITING = 8;
/** Samples remembered to recognise a late second copy: more than the open windows hold. */
const REMEMBERED = 512;
/** Where a source sends no overall frame, a frame this much lower than the last is a flashback, not disorder. */
const FLASHBACK = 120;

export type SampleOutcome = "taken" | "duplicate" | "late";

/** Sorts the samples of one car by overall frame and drops second copies. */
export class Sequencer {
  /** overall frame of the last sample added, or its substitute (see orderOf) */
  order = Number.NaN;
  private waiting: TelemetryRow[] = [];
  private readonly free: TelemetryRow[] = [];
  private released = Number.NEGATIVE_INFINITY;
  private readonly recent = new Float64Array(REMEMBERED).fill(Number.NaN);
  private count = 0;
  /** frames that flashbacks undid, where a source sends no overall frame */
  private offset = 0;
  private newest = Number.NEGATIVE_INFINITY;

  /** Takes a copy of `row`; calls `release` with samples that are in order. */
  add(row: TelemetryRow, release: (row: TelemetryRow) => void): SampleOutcome {
    const order = this.orderOf(row);
    this.order = order;
    if (order <= this.released) return this.recent.includes(order) ? "duplicate" : "late";
    const {waiting} = this;
    let place = waiting.length;
    while (place > 0 && waiting[place - 1][OVERALL_FRAME] > order) place--;
    if (place > 0 && waiting[place - 1][OVERALL_FRAME] === order) return "duplicate";
    // a row of another length is from another source, and its copy is not reused
    const free = this.free.pop();
    const copy = free?.length === row.length ? free : new Float64Array(row.length);
    copy.set(row);
    copy[OVERALL_FRAME] = order;
    waiting.splice(place, 0, copy);
    if (waiting.length > WAITING) this.next(release);
    return "taken";
  }

  /** Remembers the last sample, which was late, so that its second copy is recognised. */
  remember(): void {
    this.recent[this.count++ % REMEMBERED] = this.order;
  }

  /** Releases all samples held back. */
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
