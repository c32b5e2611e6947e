import type {SessionMessage} from "../../messages/events.js";

/** What the race control of a running race has announced. */
export interface RaceState {
  /** distance of the race; NaN where it is unknown or no race */
  laps: number;
  /** number of the safety car's state in the game: 0 none, 1 safety car, 2 virtual safety car, 3 formation lap */
  safetyCar: number;
  /** probability of rain, %, by minutes ahead, ascending; empty without a forecast */
  rain: readonly (readonly [minutes: number, percent: number])[];
}

/**
 * The state after the last of a session's messages (see games/f1/sessionChanges: other games send none of them).
 *
 * @param messages up to the play head, oldest first
 */
export function raceState(messages: readonly SessionMessage[]): RaceState {
  const last = (kind: string) => messages.findLast((message) => message.kind === kind)?.details ?? {};
  const rain = Object.entries(last("forecast")).map(([key, percent]) => [Number(key.slice(2)), percent] as const);
  return {
    laps: last("raceLaps").laps ?? Number.NaN,
    safetyCar: last("safetyCar").to ?? 0,
    rain: rain.sort(([a], [b]) => a - b),
  };
}
