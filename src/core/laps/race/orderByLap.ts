import type {LapEvent} from "../../messages/events.js";

/** The place of a car at the end of a lap, counted among the cars that have finished it. */
export interface OrderPlace {
  car: number;
  lap: number;
  position: number;
}

/**
 * The order of a running race by lap: cars by the session time at which they finished it, ascending. It is as exact as the session's clock,
 * and corrected by nothing: penalties and cars that joined late count as they are. See raceChart for a finished race.
 */
export function orderByLap(laps: readonly LapEvent[]): OrderPlace[] {
  const byLap = new Map<number, LapEvent[]>();
  for (const lap of laps) {
    const own = byLap.get(lap.lap);
    if (own) own.push(lap);
    else byLap.set(lap.lap, [lap]);
  }
  return [...byLap]
    .sort(([a], [b]) => a - b)
    .flatMap(([lap, ends]) =>
      ends
        .sort((a, b) => a.sessionTime - b.sessionTime || a.car - b.car)
        .map(({car}, i): OrderPlace => ({car, lap, position: i + 1})),
    );
}
