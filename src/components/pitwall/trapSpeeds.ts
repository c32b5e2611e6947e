import type {LiveSource} from "../../core/live/timeline/liveSource.js";

/** The greatest speed of each car in the game's speed trap, km/h, up to the play head; NaN before its first. */
export function trapSpeeds(source: Pick<LiveSource, "events">): {update(): void; of(car: number): number} {
  const most = new Map<number, number>();
  let read = 0;
  let last: unknown;
  return {
    update() {
      const events = source.events("session-events");
      // the play head went back, or another session began
      if (events[read - 1] !== last) {
        most.clear();
        read = 0;
      }
      for (; read < events.length; read++) {
        const {kind, car, details} = events[read];
        if (kind === "SPTP" && details.speed > (most.get(car) ?? 0)) most.set(car, details.speed);
      }
      last = events[read - 1];
    },
    of: (car) => most.get(car) ?? Number.NaN,
  };
}
