import type {LiveEvent} from "../../messages/events.js";
import type {ChannelWindow, LiveHealth, LiveSession, LiveSource, LiveState} from "./liveSource.js";
import type {PageClock} from "./pageClock.js";
import {Timeline} from "./timeline.js";

/** A LiveSource over a timeline: the common base of running and replayed sessions. */
export abstract class TimelineSource implements LiveSource {
  session: LiveSession | null = null;
  readonly timeline: Timeline;

  /** @param keepS s of rows that are kept */
  constructor(clock: PageClock, keepS: number) {
    this.timeline = new Timeline(clock, keepS);
  }

  abstract readonly state: LiveState;
  abstract readonly health: LiveHealth;

  get time(): number {
    return this.timeline.time;
  }

  get range(): {from: number; to: number} {
    return {from: this.timeline.oldest, to: this.timeline.newest};
  }

  get following(): boolean {
    return this.timeline.following;
  }

  get cars(): readonly number[] {
    return this.timeline.cars;
  }

  latest(car: number, channel: string): number {
    return this.timeline.latest(car, channel);
  }

  window(car: number, channel: string, seconds: number): ChannelWindow {
    return this.timeline.window(car, channel, seconds);
  }

  events<T extends LiveEvent["topic"]>(topic: T): readonly Extract<LiveEvent, {topic: T}>[] {
    return this.timeline.events(topic);
  }

  subscribe(notify: () => void): () => void {
    return this.timeline.subscribe(notify);
  }

  pause(): void {
    this.timeline.pause();
  }

  play(): void {
    this.timeline.play();
  }

  seek(time: number | null): void {
    this.timeline.seek(time);
  }

  close(): void {
    this.timeline.close();
  }
}
