import {type ImportedLap, LogFileError, PLAIN_LAP} from "../importedLog.js";
import {sectors, wholeMs} from "../jsonFile.js";
import type {LmuEvent} from "./lmuFile.js";

/** The time of a lap is written this long after the line at most, s. */
const TOLD_WITHIN_S = 5;
/** It may differ this much from the clock between two crossings, s: events are written at the game's steps. */
const AGREE_S = 0.5;
/** Events of one crossing may come in any order within this, s. */
const TOGETHER_S = 0.2;

/** Events by name; absent ones are undefined. */
export type LmuEvents = Partial<
  Record<"Lap" | "Lap Time" | "Last Sector1" | "Last Sector2" | "Current Sector", LmuEvent>
>;

/**
 * Laps: they begin where the event "Lap" changes. The event "Lap Time" after the end of a lap is its time, if it fits the clock between the
 * crossings; 0: the game does not count the lap. "Last Sector2" counts from the line.
 *
 * @param time of the rows, s on the clock of the events
 */
export function lmuLaps(events: LmuEvents, time: Float64Array, notes: string[]): ImportedLap[] {
  const counted = events.Lap;
  if (!counted || counted.times.length === 0) {
    notes.push("laps: the event Lap is missing: one lap without a time");
    return [{...PLAIN_LAP, lap: 1, first: 0, end: time.length}];
  }
  const starts = changes(counted);
  const laps: ImportedLap[] = [];
  const uncounted: number[] = [];
  for (const [k, {at: start, value}] of starts.entries()) {
    const end = starts[k + 1]?.at ?? null;
    const lap = {...PLAIN_LAP, lap: lapNumber(value), first: k === 0 ? 0 : rowAt(time, start), end: time.length};
    if (laps.length > 0 && lap.lap <= laps.at(-1)!.lap)
      throw new LogFileError(`lap ${lap.lap} after lap ${laps.at(-1)!.lap}`, "event Lap");
    laps.push(lap);
    if (end === null) continue;
    lap.end = rowAt(time, end);
    // the log may begin anywhere in its first lap
    const isWhole = k > 0;
    const measured = end - start;
    const told = reportedAfter(events["Lap Time"], end, {next: starts[k + 2]?.at, holds: isWhole});
    if (told === undefined) continue;
    if (told > 0 && (isWhole ? Math.abs(told - measured) <= AGREE_S : told >= measured - AGREE_S)) {
      lap.lapTimeMs = wholeMs(told * 1000);
      lap.complete = isWhole;
      lap.sectorsMs = sectorsOf(events, {start: isWhole ? start : end - told, end, told});
    } else if (told === 0) {
      lap.valid = false;
      if (isWhole) lap.lapTimeMs = wholeMs(measured * 1000);
      lap.complete = isWhole;
      uncounted.push(lap.lap);
    } else
      notes.push(
        `lap ${lap.lap}: its time in the file, ${told} s, does not fit the ${measured.toFixed(3)} s between the crossings: left out`,
      );
  }
  notes.push(`laps: ${starts.length - 1} crossings of the line from the event Lap; times from the event Lap Time`);
  if (uncounted.length > 0)
    notes.push(`not counted by the game, with the time between the crossings: lap ${uncounted.join(", ")}`);
  return laps;
}

/** Where an event's value changes, its first one included. */
function changes({times, values}: LmuEvent): {at: number; value: number}[] {
  const found: {at: number; value: number}[] = [];
  values.forEach((value, row) => {
    if (Number.isFinite(value) && value !== found.at(-1)?.value) found.push({at: times[row], value});
  });
  return found;
}

function lapNumber(value: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= 9999) return value;
  throw new LogFileError(`invalid lap: ${value}`, "event Lap");
}

/** The first row at a time or after it. */
function rowAt(time: Float64Array, at: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[middle] < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The value that an event gets at a crossing or soon after it, before the next one; undefined where there is none. The file has an event
 * only where the value changes; with `holds`, a value of 0 that stays 0 counts as reported at this crossing too.
 */
function reportedAfter(
  event: LmuEvent | undefined,
  end: number,
  {next = Number.POSITIVE_INFINITY, holds}: {next?: number; holds: boolean},
): number | undefined {
  if (!event) return undefined;
  const row = event.times.findIndex((at) => at >= end - TOGETHER_S);
  if (row >= 0 && event.times[row] <= Math.min(end + TOLD_WITHIN_S, next - TOGETHER_S)) return event.values[row];
  return holds && heldAfter(event, end) === 0 ? 0 : undefined;
}

/** The sectors of a lap, if the end of the first fits the clock of the event "Current Sector". */
function sectorsOf(
  events: LmuEvents,
  {start, end, told}: {start: number; end: number; told: number},
): ImportedLap["sectorsMs"] {
  const first = heldAfter(events["Last Sector1"], end);
  const second = heldAfter(events["Last Sector2"], end);
  if (!(first > 0 && second > first && told > second)) return null;
  const {times, values} = events["Current Sector"] ?? {times: new Float64Array(0), values: new Float64Array(0)};
  const fits = times.some((at, row) => values[row] === 2 && Math.abs(at - start - first) <= AGREE_S);
  if (!fits) return null;
  const [one, two, whole] = [first, second, told].map((s) => Math.round(s * 1000));
  return sectors(one, two - one, whole - two);
}

/** The value that holds shortly after a crossing. */
function heldAfter(event: LmuEvent | undefined, end: number): number {
  let value = Number.NaN;
  for (let row = 0; row < (event?.times.length ?? 0) && event!.times[row] <= end + TOGETHER_S; row++)
    value = event!.values[row];
  return value;
}
