import type {RelayFrame} from "./frame.js";
import type {Subscription} from "./subscription.js";

/** A frame queued for one of a client's subscriptions. */
export interface QueuedFrame {
  frame: RelayFrame;
  subscription: Subscription;
}

/** Frames kept for a slow client: the latest telemetry of each car, and up to `mostEvents` events. */
export class Latest {
  #frames = new Map<string, QueuedFrame>();
  #events = 0;

  constructor(private readonly mostEvents: number) {}

  get empty(): boolean {
    return this.#frames.size === 0;
  }

  /** size of the kept values */
  get bytes(): number {
    let bytes = 0;
    for (const {frame} of this.#frames.values()) bytes += frame.value.length;
    return bytes;
  }

  /** Keeps a frame; returns how many older ones it replaced. */
  keep(one: QueuedFrame): number {
    const {frame, subscription} = one;
    const id = subscription.request.id;
    if (frame.name === "telemetry") {
      const key = `${id} ${frame.car}`;
      const replaced = this.#frames.delete(key);
      this.#frames.set(key, one);
      return replaced ? 1 : 0;
    }
    // Events are few and none replaces another, up to a limit.
    this.#frames.set(`${id} ${frame.name} ${frame.entry.partition} ${frame.entry.offset}`, one);
    if (++this.#events <= this.mostEvents) return 0;
    for (const [key, {frame: oldest}] of this.#frames) {
      if (oldest.name === "telemetry") continue;
      this.#frames.delete(key);
      this.#events--;
      return 1;
    }
    return 0;
  }

  /** Removes and returns everything kept, in order. */
  take(): QueuedFrame[] {
    const frames = [...this.#frames.values()];
    this.clear();
    return frames;
  }

  clear(): void {
    this.#frames.clear();
    this.#events = 0;
  }
}
