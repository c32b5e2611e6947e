import type {LiveEvent} from "../../messages/events.js";
import {eventKey, LIVE_TOPICS, TOPICS} from "../../messages/topics.js";
import {LiveRing} from "./rowBuffer.js";

/** Time and frames of a page, so that tests move them by hand. */
export interface PageClock {
  /** ms since 1970 */
  now(): number;
  after(ms: number, work: () => void): () => void;
  /** before the next picture is drawn */
  frame(work: () => void): () => void;
}

/** Rows that are not in the rings: before them, or all of a replay. */
export interface Past {
  /** session time of its first and last row, s; NaN while unknown */
  readonly from: number;
  readonly to: number;
  readonly cars: readonly number[];
  at(car: number, channel: string, time: number): number;
  between(car: number, channel: string, from: number, to: number): {time: Float64Array; values: Float64Array};
  /** asks for the rows about a time; `changed` follows when they have come */
  want(time: number): void;
}

const MOST_EVENTS = 20_000;
/** Frequent events are kept as long as the rows are; of sectors the best ones stay, and laps repeat the others' times. */
const PASSING: ReadonlySet<string> = new Set(LIVE_TOPICS.filter((topic) => "frequent" in TOPICS[topic]));

/** Rows and events by session time, and a play head over them. */
export class Timeline {
  speed = 1;
  past: Past | null = null;
  /** the end of a replay; absent: the newest row */
  end: number | null = null;
  #rings = new Map<number, LiveRing>();
  #cars: number[] = [];
  #events = new Map<string, Map<string, LiveEvent>>();
  /** null: follows the newest */
  #anchor: {time: number; at: number; playing: boolean} | null = null;
  /** ms, of the frame: all that is read for one picture is of one moment */
  #frameAt = 0;
  #listeners = new Set<() => void>();
  #cancel: (() => void) | null = null;
  #closed = false;

  constructor(
    readonly clock: PageClock,
    readonly keepS: number,
  ) {}

  get newest(): number {
    if (this.end !== null) return this.end;
    let newest = Number.NaN;
    for (const {to} of this.#rings.values()) if (!(newest >= to)) newest = to;
    return Number.isNaN(newest) ? (this.past?.to ?? newest) : newest;
  }

  get oldest(): number {
    let oldest = this.past?.from ?? Number.NaN;
    for (const {from} of this.#rings.values()) if (!(oldest <= from)) oldest = from;
    return oldest;
  }

  get time(): number {
    const {newest} = this;
    const anchor = this.#anchor;
    if (!anchor) return newest;
    if (!anchor.playing) return anchor.time;
    const time = anchor.time + ((this.#frameAt - anchor.at) / 1000) * this.speed;
    if (time < newest) return time;
    this.#anchor = null;
    return newest;
  }

  get following(): boolean {
    return this.#anchor === null || (this.#anchor.playing && this.time >= this.newest);
  }

  /** True while the head stands still. */
  get paused(): boolean {
    return this.#anchor !== null && !this.#anchor.playing;
  }

  get cars(): readonly number[] {
    return this.#cars.length > 0 ? this.#cars : (this.past?.cars ?? []);
  }

  append(car: number, time: number, names: readonly string[], value: (index: number) => number): void {
    let ring = this.#rings.get(car);
    if (!ring) {
      ring = new LiveRing(this.keepS);
      this.#rings.set(car, ring);
      this.#cars = [...this.#rings.keys()].sort((a, b) => a - b);
    }
    if (time < ring.to - 0.5) this.#takeBack(car, time);
    ring.append(time, names, value);
  }

  /** A later event of the same car and lap takes the place of the earlier one. */
  addEvent(event: LiveEvent): void {
    const events = this.#events.get(event.topic) ?? new Map<string, LiveEvent>();
    this.#events.set(event.topic, events);
    events.set(eventKey(event), event);
    // a replay keeps no rows of its own, and all events
    if (this.keepS > 0 && PASSING.has(event.topic))
      for (const [key, old] of events) {
        if (old.sessionTime >= event.sessionTime - this.keepS) break;
        if (!(old.topic === "sector-times" && old.best)) events.delete(key);
      }
    if (events.size > MOST_EVENTS) events.delete(events.keys().next().value!);
  }

  latest(car: number, channel: string): number {
    const {time} = this;
    const ring = this.#rings.get(car);
    if (ring && time >= ring.from) return ring.at(channel, time);
    return this.past?.at(car, channel, time) ?? Number.NaN;
  }

  window(car: number, channel: string, seconds: number): {time: Float64Array; values: Float64Array} {
    const {time: to, past} = this;
    const from = to - seconds;
    const ring = this.#rings.get(car);
    const recent = ring?.between(channel, from, to) ?? {time: new Float64Array(0), values: new Float64Array(0)};
    if (!past || (ring && ring.from <= from)) return recent;
    // below the ring's first row: it has everything after
    const before = past.between(car, channel, from, Math.min(to, ring ? ring.from - 1e-9 : to));
    if (recent.time.length === 0) return before;
    return before.time.length === 0
      ? recent
      : {time: joined(before.time, recent.time), values: joined(before.values, recent.values)};
  }

  events<T extends LiveEvent["topic"]>(topic: T): readonly Extract<LiveEvent, {topic: T}>[] {
    const {time} = this;
    const all = [...(this.#events.get(topic)?.values() ?? [])] as Extract<LiveEvent, {topic: T}>[];
    // an event may be a moment ahead of the newest sample of the page
    const until = this.following ? Number.POSITIVE_INFINITY : time;
    return all.filter(({sessionTime}) => sessionTime <= until).sort((a, b) => a.sessionTime - b.sessionTime);
  }

  pause(): void {
    const {time} = this;
    if (!Number.isNaN(time)) this.#set(time, false);
    this.changed();
  }

  play(): void {
    const {time} = this;
    if (this.#anchor) this.#set(time, true);
    this.changed();
  }

  seek(time: number | null): void {
    const playing = !this.paused;
    if (time === null) this.#anchor = null;
    else if (!Number.isNaN(this.newest)) {
      const place = Math.min(this.newest, Math.max(this.oldest, time));
      this.#set(place, playing);
      this.past?.want(place);
    }
    this.changed();
  }

  subscribe(notify: () => void): () => void {
    this.#listeners.add(notify);
    return () => this.#listeners.delete(notify);
  }

  /** Tells the listeners before the next picture; and again while the head runs by itself. */
  changed(): void {
    if (this.#closed || this.#cancel) return;
    this.#cancel = this.clock.frame(() => {
      this.#cancel = null;
      this.#frameAt = this.clock.now();
      const running = this.#anchor?.playing;
      if (running) this.past?.want(this.time);
      for (const notify of [...this.#listeners]) notify();
      if (running) this.changed();
    });
  }

  /** Another session. */
  reset(): void {
    this.#rings.clear();
    this.#cars = [];
    this.#events.clear();
    this.#anchor = null;
    this.past = null;
    this.end = null;
    this.changed();
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#cancel = null;
    this.#listeners.clear();
    this.#rings.clear();
    this.#events.clear();
    this.past = null;
  }

  #set(time: number, playing: boolean): void {
    this.#frameAt = this.clock.now();
    this.#anchor = {time, at: this.#frameAt, playing};
  }

  /** After a flashback: what the car did beyond that moment did not happen. */
  #takeBack(car: number, time: number): void {
    for (const events of this.#events.values())
      for (const [key, event] of events) if (event.car === car && event.sessionTime > time) events.delete(key);
  }
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
