import type {ChannelColumns} from "../columns/column.js";
import {LAP_WHOLE} from "../columns/targets.js";
import type {ImportedLap} from "../importedLog.js";
import {isInvalid, rowsOfCounter, rowsOfReset} from "./lapSplit.js";

/** What the laps of a table are found by. */
export const LAP_SOURCES = ["lapNumber", "lapTime", "fraction", "distance", "none"] as const;
export type LapSource = (typeof LAP_SOURCES)[number];

/** A lap that begins within this of the line began at it: m, s, share of the lap. */
const AT_LINE = {metres: 60, seconds: 1, share: 0.02};
/** A path that ends within so many strides of where it began is a lap, and within so many metres at most. */
const CLOSED = {strides: 2.2, least: 5, most: 60};
/** Shorter paths are no laps, m. */
const SHORTEST_PATH = 400;

/** What tells where laps end when nobody chooses: a lap column, else what begins anew at the line. */
export function usualLapSource(columns: ChannelColumns): LapSource {
  return LAP_SOURCES.find((source) => lapStarts(columns, source).length > 1) ?? "none";
}

/** First rows of the laps, 0 included. */
export function lapStarts(columns: ChannelColumns, source: LapSource): number[] {
  const {lapNumber, currentLapTimeMs, lapDistance, lapFraction} = columns;
  if (source === "lapNumber" && lapNumber) return rowsOfCounter(lapNumber);
  if (source === "lapTime" && currentLapTimeMs) return rowsOfReset(currentLapTimeMs, 5000);
  if (source === "distance" && lapDistance) return rowsOfReset(lapDistance, 200);
  if (source === "fraction" && lapFraction) return rowsOfReset(lapFraction, 0.5);
  return [0];
}

/**
 * Laps of a table. A crossing lies between two rows: where the running lap time or the distance tells how far behind it
 * the first row lies, it is taken from there, else it is the first row's own time.
 */
export function tableLaps(columns: ChannelColumns, from: LapSource | undefined, notes: string[]): ImportedLap[] {
  const {sessionTime: time, lapNumber, lastLapTimeMs} = columns;
  const rows = time.length;
  const source = from ?? usualLapSource(columns);
  const starts = lapStarts(columns, source);
  const numbers = lapNumbers(starts, source === "lapNumber" ? lapNumber : undefined);
  const startsAtLine = atLine(columns, starts[1] ?? rows);
  const crossings = starts.map((row, k) =>
    k === 0 ? (startsAtLine ? crossing(columns, 0) : null) : crossing(columns, row),
  );
  const laps = starts.map((first, k): ImportedLap => {
    const last = k === starts.length - 1;
    const end = last ? rows : starts[k + 1];
    const begun = crossings[k];
    const ended = last ? null : crossings[k + 1];
    const complete = begun !== null && ended !== null;
    return {
      ...{lap: numbers[k], first, end, sectorsMs: null, pit: false, complete},
      valid: !(columns.lapInvalid && isInvalid(columns.lapInvalid, {first, end})),
      lapTimeMs: complete ? Math.max(0, Math.round((ended - begun) * 1000)) : null,
    };
  });
  const final = laps.at(-1)!;
  const seconds = crossings.at(-1) === null ? undefined : closing(columns, final, laps);
  if (seconds !== undefined) {
    final.complete = true;
    final.lapTimeMs = Math.round((seconds - crossings.at(-1)!) * 1000);
    notes.push(`lap ${final.lap} ends with the file, where it began: its time is that of its rows`);
  }
  if (lastLapTimeMs) ownTimes(laps, lastLapTimeMs, time, notes);
  if (columns[LAP_WHOLE]) partsAreParts(laps, columns[LAP_WHOLE]);
  const names = {
    lapNumber: "the lap column",
    lapTime: "the running lap time",
    distance: "the distance in the lap",
    fraction: "the share of the lap",
    none: "",
  };
  notes.push(
    starts.length > 1
      ? `laps: ${starts.length - 1} crossings of the line from ${names[source]}`
      : "laps: nothing in the file tells of a second one",
  );
  return laps;
}

/** Laps of which the file says that they are parts, whatever lies between two crossings. */
function partsAreParts(laps: ImportedLap[], whole: Float64Array): void {
  for (const lap of laps) {
    if (whole.subarray(lap.first, lap.end).find((v) => !Number.isNaN(v)) !== 0) continue;
    lap.complete = false;
    lap.lapTimeMs = null;
  }
}

/** The file's own numbers where they are whole and rise, else 1, 2, 3 (0 for what comes before the line). */
function lapNumbers(starts: number[], counter: Float64Array | undefined): number[] {
  const own = starts.map((row) => {
    if (!counter) return Number.NaN;
    let at = row;
    while (at < counter.length && Number.isNaN(counter[at])) at++;
    return counter[at] ?? Number.NaN;
  });
  const rise = own.every((n, k) => Number.isInteger(n) && n >= 0 && n < 65_536 && (k === 0 || n > own[k - 1]));
  return rise ? own : starts.map((_, k) => k + 1);
}

/** Whether the table's first lap, of rows up to `end`, begins at the line. */
function atLine({sessionTime, currentLapTimeMs, lapDistance, lapFraction}: ChannelColumns, end: number): boolean {
  if (currentLapTimeMs) {
    const row = currentLapTimeMs.findIndex((ms) => !Number.isNaN(ms));
    // told of later laps only: nobody knows when this one began
    if (row >= end) return false;
    if (row >= 0) return Math.abs(currentLapTimeMs[row] / 1000 - (sessionTime[row] - sessionTime[0])) < AT_LINE.seconds;
  }
  if (lapFraction && !Number.isNaN(lapFraction[0])) return lapFraction[0] < AT_LINE.share;
  if (lapDistance && !Number.isNaN(lapDistance[0])) return Math.abs(lapDistance[0]) < AT_LINE.metres;
  return false;
}

/** When the line was crossed before this row, the first of a lap, s. */
function crossing({sessionTime, currentLapTimeMs, lapDistance, speedKmh}: ChannelColumns, row: number): number {
  const at = sessionTime[row];
  const before = row > 0 ? sessionTime[row - 1] : Number.NEGATIVE_INFINITY;
  let behind = 0;
  if (currentLapTimeMs && currentLapTimeMs[row] >= 0) behind = currentLapTimeMs[row] / 1000;
  else if (lapDistance && speedKmh && lapDistance[row] >= 0 && speedKmh[row] > 5)
    behind = lapDistance[row] / (speedKmh[row] / 3.6);
  // a lap time that does not begin at the line would put the crossing far back
  return behind < 3 ? Math.max(at - behind, before) : at;
}

/** When the last lap ended, s, if the file ends at the line: the path closes, the share is 1, or it is as long as the others. */
function closing(columns: ChannelColumns, {first, end}: ImportedLap, laps: readonly ImportedLap[]): number | undefined {
  const {sessionTime: time, worldX, worldZ, lapFraction, lapDistance, currentLapTimeMs, speedKmh} = columns;
  if (end - first < 10) return undefined;
  const step = time[end - 1] - time[end - 2];
  if (worldX && worldZ) {
    const gap = Math.hypot(worldX[end - 1] - worldX[first], worldZ[end - 1] - worldZ[first]);
    let length = 0;
    let stride = 0;
    for (let i = first + 1; i < end; i++) {
      const d = Math.hypot(worldX[i] - worldX[i - 1], worldZ[i] - worldZ[i - 1]);
      if (d > 0) length += stride = d;
    }
    const near = Math.min(CLOSED.most, Math.max(CLOSED.least, CLOSED.strides * stride));
    if (!(gap <= near) || length < SHORTEST_PATH) return undefined;
    const speed = speedKmh ? speedKmh[end - 1] / 3.6 : step > 0 ? length / (time[end - 1] - time[first]) : 0;
    // the line lies where the first row was, less what that row was past it
    const past = currentLapTimeMs ? currentLapTimeMs[first] / 1000 : 0;
    return time[end - 1] + Math.max(0, (speed > 1 ? Math.min(gap / speed, 3 * step + 1) : 0) - past);
  }
  if (lapFraction) {
    const [before, last] = [lapFraction[end - 2], lapFraction[end - 1]];
    if (!(last > 1 - AT_LINE.share)) return undefined;
    return time[end - 1] + (last > before ? Math.min(3 * step, ((1 - last) / (last - before)) * step) : 0);
  }
  const others = laps.filter((lap) => lap.complete);
  if (!lapDistance || !others.length) return undefined;
  const reach = Math.max(...others.map((lap) => lapDistance[lap.end - 1]));
  const stride = lapDistance[end - 1] - lapDistance[end - 2];
  return Math.abs(lapDistance[end - 1] - reach) <= Math.max(2 * stride, 1)
    ? // rows that begin on the line end a step before it
      time[end - 1] + (lapDistance[first] < stride / 4 ? step : 0)
    : undefined;
}

/** The file's own lap time, where it stands soon after the crossing and agrees with the time between crossings. */
function ownTimes(laps: ImportedLap[], lastLap: Float64Array, time: Float64Array, notes: string[]): void {
  let taken = 0;
  for (const [k, lap] of laps.entries()) {
    const next = laps[k + 1];
    if (!next || next.first === 0) continue;
    const step = time[next.first] - time[next.first - 1];
    for (let row = next.first; row < next.end && time[row] <= time[next.first] + Math.max(2, 3 * step); row++) {
      const own = Math.round(lastLap[row]);
      const between = lap.lapTimeMs;
      if (!(own > 0)) continue;
      const agrees = between !== null && Math.abs(own - between) <= 1500 * Math.max(0.05, step);
      if (!agrees) continue;
      lap.lapTimeMs = own;
      taken++;
      break;
    }
  }
  if (taken) notes.push(`lap times: ${taken} as the file says them`);
}
