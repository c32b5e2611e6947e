import type {LiveEvent} from "../../messages/events.js";
import type {ChannelWindow, LiveHealth, LiveSession, LiveSource, LiveState} from "./liveSource.js";

/** A live source that passes everything on to another one; a class over it changes a part. */
export class SourceOver implements LiveSource {
  constructor(readonly source: LiveSource) {}

  get session(): LiveSession | null {
    return this.source.session;
  }
  get state(): LiveState {
    return this.source.state;
  }
  get time(): number {
    return this.source.time;
  }
  get range(): {from: number; to: number} {
    return this.source.range;
  }
  get following(): boolean {
    return this.source.following;
  }
  get paused(): boolean {
    return this.source.paused;
  }
  get speed(): number {
    return this.source.speed;
  }
  get cars(): readonly number[] {
    return this.source.cars;
  }
  get health(): LiveHealth {
    return this.source.health;
  }
  latest(car: number, channel: string): number {
    return this.source.latest(car, channel);
  }
  window(car: number, channel: string, seconds: number): ChannelWindow {
    return this.source.window(car, channel, seconds);
  }
  events<T extends LiveEvent["topic"]>(topic: T): readonly Extract<LiveEvent, {topic: T}>[] {
    return this.source.events(topic);
  }
  eventsNote(topic: LiveEvent["topic"]): string {
    return this.source.eventsNote?.(topic) ?? "";
  }
  subscribe(notify: () => void): () => void {
    return this.source.subscribe(notify);
  }
  beginPicture(): void {
    this.source.beginPicture?.();
  }
  pause(): void {
    this.source.pause();
  }
  play(): void {
    this.source.play();
  }
  seek(time: number | null): void {
    this.source.seek(time);
  }
  setSpeed(speed: number): void {
    this.source.setSpeed(speed);
  }
  close(): void {
    this.source.close();
  }
}
