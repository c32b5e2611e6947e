import type {LapRow} from "../archive/types.js";
import type {TelemetryRow} from "../channels/telemetryRow.js";
import type {LiveEvent} from "../messages/events.js";
import {sessionStats} from "./sessionStats.js";
import {TelemetryWindows} from "./telemetryWindows.js";

/** s of a tumbling window, and of the rhythm of the session's statistics */
export const WINDOW_S = 3;
export const STATS_S = 5;

/** The windows that these samples of one car lie in, told as the analyst tells them of a running session. */
export function windowsOf(car: number, rows: Iterable<TelemetryRow>): LiveEvent[] {
  const events: LiveEvent[] = [];
  const emit = (event: LiveEvent) => void events.push(event);
  const windows = new TelemetryWindows(0);
  for (const row of rows) windows.add(row, emit);
  windows.end(car, emit);
  return events;
}

/**
 * The statistics of the session every 5 s of its running lap: the finished laps count with their archived means, the samples
 * of the running one through the analyst's own reducer.
 */
export function statsOf(before: readonly LapRow[], rows: Iterable<TelemetryRow>): LiveEvent[] {
  const state = Float64Array.from(sessionStats.initial);
  for (const {samples, averageSpeedKmh, topSpeedKmh} of before) {
    state[0] += averageSpeedKmh === null ? 0 : samples;
    state[1] += (averageSpeedKmh ?? 0) * samples;
    if (topSpeedKmh !== null && !(topSpeedKmh <= state[2])) state[2] = topSpeedKmh;
  }
  const events: LiveEvent[] = [];
  for (const row of rows) sessionStats.reduce(state, row, (event) => void events.push(event));
  return events;
}

/** What a reducer tells of these samples of one car from its beginning. */
export function toldBy(reducer: typeof sessionStats, rows: Iterable<TelemetryRow>): LiveEvent[] {
  const events: LiveEvent[] = [];
  const state = Float64Array.from(reducer.initial);
  for (const row of rows) reducer.reduce(state, row, (event) => void events.push(event));
  return events;
}
