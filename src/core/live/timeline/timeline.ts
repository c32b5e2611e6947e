import type {LiveEvent} from "../../messages/events.js";
import {concatenate} from "../../signal/concatenate.js";
import {EventStore} from "./eventStore.js";
import type {ChannelWindow} from "./liveSource.js";
import type {PageClock} from "./pageClock.js";
import {PlayHead} from "./playHead.js";
import {RowBuffer} from "./rowBuffer.js";

/** Rows that are older than those in the buffers, or all rows of a replay. */
export interface EarlierRows {
  /** session time of the first and the last row, s; NaN while unknown */
  readonly from: number;
  readonly to: number;
  readonly cars: readonly number[];
  at(car: number, channel: string, time: number): number;
  between(car: number, channel: string, from: number, to: number): ChannelWindow;
  /** loads the rows about a session time, if they are missing; the timeline's `changed` follows */
  request(time: number): void;
}

/** s that a row must go back in time to count as a flashback, not as disorder */
const FLASHBACK = 0.5;

/** Rows and events by session time, with a play head over them. */
export class Timeline {
  earlier: EarlierRows | null = null;
  /** session time at which a replay ends; null: the newest row */
  end: number | null = null;
  readonly head = new PlayHead();
  readonly #buffers = new Map<number, RowBuffer>();
  readonly #events: EventStore;
  #cars: number[] = [];
  readonly #listeners = new Set<() => void>();
  #cancelFrame: (() => void) | null = null;
  #closed = false;

  /** @param keepS s of rows that are kept; 0: none, all are in `earlier` */
  constructor(
    readonly clock: PageClock,
    readonly keepS: number,
  ) {
    this.#events = new EventStore(keepS);
  }

  get newest(): number {
    if (this.end !== null) return this.end;
    let newest = Number.NaN;
    for (const {to} of this.#buffers.values()) if (!(newest >= to)) newest = to;
    return Number.isNaN(newest) ? (this.earlier?.to ?? newest) : newest;
  }

  get oldest(): number {
    let oldest = this.earlier?.from ?? Number.NaN;
    for (const {from} of this.#buffers.values()) if (!(oldest <= from)) oldest = from;
    return oldest;
  }

  get time(): number {
    return this.head.time(this.newest);
  }

  get following(): boolean {
    return this.head.following(this.newest);
  }

  get paused(): boolean {
    return this.head.paused;
  }

  get speed(): number {
    return this.head.speed;
  }

  get cars(): readonly number[] {
    return this.#cars.length > 0 ? this.#cars : (this.earlier?.cars ?? []);
  }

  /** Adds a row of a car; `value` is called for the index of each name. */
  append(car: number, time: number, names: readonly string[], value: (index: number) => number): void {
    let buffer = this.#buffers.get(car);
    if (!buffer) {
      buffer = new RowBuffer(this.keepS);
      this.#buffers.set(car, buffer);
      this.#cars = [...this.#buffers.keys()].sort((a, b) => a - b);
    }
    if (time < buffer.to - FLASHBACK) this.#events.rewind(car, time);
    buffer.append(time, names, value);
  }

  addEvent(event: LiveEvent): void {
    this.#events.add(event);
  }

  latest(car: number, channel: string): number {
    const {time} = this;
    const buffer = this.#buffers.get(car);
    if (buffer && time >= buffer.from) return buffer.at(channel, time);
    return this.earlier?.at(car, channel, time) ?? Number.NaN;
  }

  window(car: number, channel: string, seconds: number): ChannelWindow {
    const {time: to, earlier} = this;
    const from = to - seconds;
    const buffer = this.#buffers.get(car);
    const recent = buffer?.between(channel, from, to) ?? {time: new Float64Array(0), values: new Float64Array(0)};
    if (!earlier || (buffer && buffer.from <= from)) return recent;
    // the buffer has every row from its first one on
    const before = earlier.between(car, channel, from, Math.min(to, buffer ? buffer.from - 1e-9 : to));
    if (recent.time.length === 0) return before;
    if (before.time.length === 0) return recent;
    return {
      time: concatenate([before.time, recent.time]),
      values: concatenate([before.values, recent.values]),
    };
  }

  events<T extends LiveEvent["topic"]>(topic: T): readonly Extract<LiveEvent, {topic: T}>[] {
    // an event may be slightly newer than the newest row
    return this.#events.upTo(topic, this.head.following(this.newest) ? Number.POSITIVE_INFINITY : this.time);
  }

  pause(): void {
    const {time} = this;
    if (!Number.isNaN(time)) this.head.set(time, this.clock.now(), false);
    this.changed();
  }

  play(): void {
    this.head.play(this.newest, this.clock.now());
    this.changed();
  }

  seek(time: number | null): void {
    const {newest} = this;
    if (time === null) this.head.follow();
    else if (!Number.isNaN(newest)) {
      const place = Math.min(newest, Math.max(this.oldest, time));
      this.head.set(place, this.clock.now(), !this.head.paused);
      this.earlier?.request(place);
    }
    this.changed();
  }

  setSpeed(speed: number): void {
    this.head.setSpeed(speed, this.newest, this.clock.now());
    this.changed();
  }

  subscribe(notify: () => void): () => void {
    this.#listeners.add(notify);
    return () => this.#listeners.delete(notify);
  }

  /** Notifies the listeners before the next picture, and before each one while the head plays. */
  changed(): void {
    if (this.#closed || this.#cancelFrame) return;
    this.#cancelFrame = this.clock.frame(() => this.#frame());
  }

  beginPicture(): void {
    if (!this.#cancelFrame) return;
    this.#cancelFrame();
    this.#frame();
  }

  #frame(): void {
    this.#cancelFrame = null;
    this.head.advance(this.clock.now());
    const {playing} = this.head;
    if (playing) this.earlier?.request(this.time);
    for (const notify of [...this.#listeners]) notify();
    if (playing) this.changed();
  }

  /** Removes everything: another session follows. */
  reset(): void {
    this.#clear();
    this.head.follow();
    this.end = null;
    this.changed();
  }

  close(): void {
    this.#closed = true;
    this.#cancelFrame?.();
    this.#cancelFrame = null;
    this.#listeners.clear();
    this.#clear();
  }

  #clear(): void {
    this.#buffers.clear();
    this.#cars = [];
    this.#events.clear();
    this.earlier = null;
  }
}
