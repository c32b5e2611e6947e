import type {DatagramBatch} from "../../src/core/capture/batch.js";

/** After this long without a reading the machine may have slept. */
const IDLE_MS = 10_000;
/** A larger difference between the clocks is no drift. */
const JUMP_MS = 1000;

export interface ClockSources {
  /** monotonic, ms, and the time since 1970 at its zero */
  now?: () => number;
  origin?: number;
  /** wall clock, ms since 1970 */
  wall?: () => number;
}

/**
 * Arrival times of datagrams: time since 1970 that never goes back. It follows the monotonic clock: setting the wall clock must not
 * reorder datagrams. After a silence in which the wall clock advanced much further (the machine slept, and its monotonic clock
 * stopped) it catches up.
 */
export class ArrivalClock {
  /** the last reading: whole seconds since 1970-01-01 UTC, and ns to add */
  seconds = 0;
  nanos = 0;
  private base: number;
  private baseNanos: number;
  private last = 0;
  private readonly now: () => number;
  private readonly wall: () => number;

  constructor({now = () => performance.now(), origin = performance.timeOrigin, wall = Date.now}: ClockSources = {}) {
    this.now = now;
    this.wall = wall;
    this.last = now();
    const started = wall() - this.last;
    const ms = Math.abs(started - origin) > JUMP_MS ? started : origin;
    this.base = Math.floor(ms / 1000);
    this.baseNanos = Math.round((ms - this.base * 1000) * 1e6);
  }

  /** ms since 1970 of the last reading */
  get ms(): number {
    return this.seconds * 1000 + this.nanos / 1e6;
  }

  /** Reads the time into `seconds` and `nanos`. */
  read(): void {
    const now = this.now();
    if (now - this.last > IDLE_MS) this.wake(now);
    this.last = now;
    const whole = Math.floor(now / 1000);
    let nanos = this.baseNanos + Math.round((now - whole * 1000) * 1e6);
    let seconds = this.base + whole;
    while (nanos >= 1e9) {
      nanos -= 1e9;
      seconds++;
    }
    this.seconds = seconds;
    this.nanos = nanos;
  }

  /** Sets the arrival time of every datagram in the batch to now. */
  stamp(batch: DatagramBatch): void {
    this.read();
    batch.seconds.fill(this.seconds, 0, batch.count);
    batch.nanos.fill(this.nanos, 0, batch.count);
  }

  private wake(now: number): void {
    const ahead = this.wall() - (this.base * 1000 + this.baseNanos / 1e6 + now);
    if (ahead > JUMP_MS) this.base += Math.floor(ahead / 1000);
  }
}
