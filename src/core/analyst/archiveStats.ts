import type {LapRow} from "../archive/types.js";
import type {TelemetryRow} from "../channels/telemetryRow.js";
import type {LiveEvent} from "../messages/events.js";
import type {Reducer} from "./reducer.js";
import {restoreStats, sessionStats} from "./sessionStats.js";
import {TelemetryWindows} from "./telemetryWindows.js";

/** The events that a reducer emits for rows of one car, from a given state on. */
export function eventsFrom(
  reducer: Reducer,
  rows: Iterable<TelemetryRow>,
  state: Float64Array = Float64Array.from(reducer.initial),
): LiveEvent[] {
  const events: LiveEvent[] = [];
  for (const row of rows) reducer.reduce(state, row, (event) => void events.push(event));
  return events;
}

/** The windows that rows of one car fill, as the analyst publishes them for a running session. */
export function windowEvents(car: number, rows: Iterable<TelemetryRow>): LiveEvent[] {
  const events: LiveEvent[] = [];
  const emit = (event: LiveEvent) => void events.push(event);
  const windows = new TelemetryWindows(0);
  for (const row of rows) windows.add(row, emit);
  windows.end(car, emit);
  return events;
}

/** Session statistics of one car during a lap: its earlier laps count with their archived means, the rows of this lap one by one. */
export function statsEvents(before: readonly LapRow[], rows: Iterable<TelemetryRow>): LiveEvent[] {
  return eventsFrom(sessionStats, rows, restoreStats(before));
}
