import type {RelayFrame} from "./frame.js";
import type {Subscription} from "./subscription.js";

/** A frame for one of a client's subscriptions. */
export interface Waiting {
  frame: RelayFrame;
  subscription: Subscription;
}

/** What a slow client is to get once it reads again: the latest of each car, and every event, as many as `mostEvents`. */
export class Latest {
  #frames = new Map<string, Waiting>();
  #events = 0;

  constructor(private readonly mostEvents: number) {}

  get empty(): boolean {
    return this.#frames.size === 0;
  }

  /** of the values that are kept */
  get bytes(): number {
    let bytes = 0;
    for (const {frame} of this.#frames.values()) bytes += frame.value.length;
    return bytes;
  }

  /** Keeps it; returns how many others had to go for it. */
  keep(one: Waiting): number {
    const {frame, subscription} = one;
    const id = subscription.request.id;
    if (frame.name === "telemetry") {
      const key = `${id} ${frame.car}`;
      const gone = this.#frames.delete(key);
      this.#frames.set(key, one);
      return gone ? 1 : 0;
    }
    // events are few and each counts; but not without end
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

  /** Everything kept, in order; nothing is kept any more. */
  take(): Waiting[] {
    const frames = [...this.#frames.values()];
    this.clear();
    return frames;
  }

  clear(): void {
    this.#frames.clear();
    this.#events = 0;
  }
}
