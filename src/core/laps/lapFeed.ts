import type {LapEvent} from "../messages/events.js";

/** Data of a session while it runs or is replayed: its finished laps and its rows up to the play head. */
export interface LapFeed {
  readonly session: {id: string; track: {lengthM: number; sectorStartsM: [number, number] | null}} | null;
  /** session time at the play head, s */
  readonly time: number;
  /** session time of the oldest rows, s */
  readonly range: {from: number};
  /** the last value of a channel of a car; NaN when there is none */
  latest(car: number, channel: string): number;
  /** the last `seconds` before the play head, oldest first; views, valid until more rows come */
  window(car: number, channel: string, seconds: number): {time: Float64Array; values: Float64Array};
  events(topic: "lap-events"): readonly LapEvent[];
}
