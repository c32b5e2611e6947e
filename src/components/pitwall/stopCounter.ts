import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {PIT_IN} from "../../core/messages/events.js";

/** How often each car has come into the pit lane up to the play head. */
export function stopCounter(source: Pick<LiveSource, "events">): {update(): void; of(car: number): number} {
  let counts = new Map<number, number>();
  let seen = -1;
  return {
    update() {
      const messages = source.events("session-events");
      if (messages.length === seen) return;
      seen = messages.length;
      counts = new Map();
      for (const {kind, car} of messages) if (kind === PIT_IN) counts.set(car, (counts.get(car) ?? 0) + 1);
    },
    of: (car) => counts.get(car) ?? 0,
  };
}
