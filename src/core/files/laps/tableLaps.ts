import type {ChannelColumns} from "../columns/column.js";
import {LAP_WHOLE} from "../columns/targets.js";
import {type ImportedLap, PLAIN_LAP} from "../importedLog.js";
import {isInvalid, lapStartsByCounter, lapStartsByReset, startsAtLines} from "./lapSplit.js";
import {type LapBounds, reportedLapTimes} from "./reportedTimes.js";

/** Sources of the laps of a table, the preferred first. */
export const LAP_SOURCES = ["lapNumber", "lapTime", "fraction", "distance", "none"] as const;
export type LapSource = (typeof LAP_SOURCES)[number];

/** Note on a file in which no lap was found. */
export const NO_SECOND_LAP = "laps: no second lap found in the file";

/** A first row this close to the line begins the lap at it. */
const AT_LINE = {metres: 60, seconds: 1, share: 0.02};
/** A path is closed if its end is this close to its beginning: in steps between rows, with limits in m. */
const CLOSED = {steps: 2.2, min: 5, max: 60};
/** A lap is at least this share of the others. */
const WHOLE = 0.9;
/** Shorter paths are no laps, m. */
const SHORTEST_PATH = 400;

/** The source of laps if the user does not choose one: the first that shows more than one lap. */
export function usualLapSource(columns: ChannelColumns): LapSource {
  return LAP_SOURCES.find((source) => lapStarts(columns, source).length > 1) ?? "none";
}

/** First rows of the laps, 0 included. */
export function lapStarts(columns: ChannelColumns, source: LapSource): number[] {
  const {lapNumber, currentLapTimeMs, lapDistance, lapFraction} = columns;
  if (source === "lapNumber" && lapNumber) return lapStartsByCounter(lapNumber);
  if (source === "lapTime" && currentLapTimeMs) return lapStartsByReset(currentLapTimeMs, 5000);
  if (source === "distance" && lapDistance) return lapStartsByReset(lapDistance, 200);
  if (source === "fraction" && lapFraction) return lapStartsByReset(lapFraction, 0.5);
  return [0];
}

/**
 * Laps of a table. A crossing is between two rows: running lap time, or distance and speed, give how long before the first row it was;
 * else it is at the first row.
 */
export function tableLaps(columns: ChannelColumns, from: LapSource | undefined, notes: string[]): ImportedLap[] {
  const {sessionTime: time, lapNumber, lastLapTimeMs} = columns;
  const rows = time.length;
  const source = from ?? usualLapSource(columns);
  const counted = source === "lapNumber" && lapNumber ? atTheLine(columns) : undefined;
  const starts = counted?.map(({row}) => row) ?? lapStarts(columns, source);
  const numbers = lapNumbers(counted?.map(({turn}) => turn) ?? starts, counted && lapNumber);
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
      ...PLAIN_LAP,
      lap: numbers[k],
      first,
      end,
      complete,
      valid: !(columns.lapInvalid && isInvalid(columns.lapInvalid, {first, end})),
      lapTimeMs: complete ? Math.max(0, Math.round((ended - begun) * 1000)) : null,
    };
  });
  if (startsAtLine) dropShortStart(laps, columns, notes);
  const final = laps.at(-1)!;
  const seconds = crossings.at(-1) === null ? undefined : closing(columns, final, laps);
  if (seconds !== undefined) {
    final.complete = true;
    final.lapTimeMs = Math.round((seconds - crossings.at(-1)!) * 1000);
    notes.push(`lap ${final.lap} ends with the file, at the place where it began: its time is from its rows`);
  }
  if (columns[LAP_WHOLE]) markParts(laps, columns[LAP_WHOLE]);
  const taken = lastLapTimeMs ? reportedTimes(laps, crossings, columns) : 0;
  if (taken) notes.push(`lap times: ${taken} taken from the file`);
  const names = {
    lapNumber: "the lap column",
    lapTime: "the running lap time",
    distance: "the distance in the lap",
    fraction: "the fraction of the lap",
    none: "",
  };
  notes.push(
    starts.length > 1 ? `laps: ${starts.length - 1} crossings of the line from ${names[source]}` : NO_SECOND_LAP,
  );
  return laps;
}

/** A first lap whose clock began with the file is none if less of a lap was driven in it than in the others: the way from the pits. */
function dropShortStart(laps: ImportedLap[], columns: ChannelColumns, notes: string[]): void {
  const [start, ...others] = laps;
  const whole = others.filter(({complete}) => complete).map((lap) => drivenMetres(columns, lap));
  if (!start.complete || whole.length === 0) return;
  const usual = whole.sort((a, b) => a - b)[whole.length >> 1];
  if (!(drivenMetres(columns, start) < WHOLE * usual)) return;
  start.complete = false;
  start.lapTimeMs = null;
  notes.push(`lap ${start.lap} is shorter than the others: it did not begin at the line, and has no time`);
}

/** Along the path, else by the speed; NaN without both. */
function drivenMetres(
  {sessionTime: time, worldX, worldZ, speedKmh}: ChannelColumns,
  {first, end}: ImportedLap,
): number {
  let metres = worldX || speedKmh ? 0 : Number.NaN;
  for (let row = first + 1; row < end; row++) {
    const step =
      worldX && worldZ
        ? Math.hypot(worldX[row] - worldX[row - 1], worldZ[row] - worldZ[row - 1])
        : ((speedKmh?.[row] ?? Number.NaN) / 3.6) * (time[row] - time[row - 1]);
    if (step > 0) metres += step;
  }
  return metres;
}

/** First rows of the laps of a counter, at the line by the position where the file has one: a counter may turn later. */
function atTheLine({sessionTime: time, lapNumber, lapFraction, lapDistance, currentLapTimeMs}: ChannelColumns) {
  const lines = lapFraction
    ? lapStartsByReset(lapFraction, 0.5)
    : lapDistance
      ? lapStartsByReset(lapDistance, 200)
      : currentLapTimeMs
        ? lapStartsByReset(currentLapTimeMs, 5000)
        : [0];
  return startsAtLines(lapStartsByCounter(lapNumber), lines.slice(1), time);
}

/** Marks laps as incomplete that the file gives as parts, even between two crossings. */
function markParts(laps: ImportedLap[], whole: Float64Array): void {
  for (const lap of laps) {
    if (whole.subarray(lap.first, lap.end).find((v) => !Number.isNaN(v)) !== 0) continue;
    lap.complete = false;
    lap.lapTimeMs = null;
  }
}

/** The file's lap numbers if they are whole and rise, else 1, 2, 3 … */
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
    // known of later laps only: the beginning of this one is not known
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
  // a running time that did not start at the line would put the crossing far back
  return behind < 3 ? Math.max(at - behind, before) : at;
}

/** When the last lap ended, s, if the file ends at the line: the path is closed, the share is 1, or the distance that of other laps. */
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
    const near = Math.min(CLOSED.max, Math.max(CLOSED.min, CLOSED.steps * stride));
    if (!(gap <= near) || length < SHORTEST_PATH) return undefined;
    const speed = speedKmh ? speedKmh[end - 1] / 3.6 : step > 0 ? length / (time[end - 1] - time[first]) : 0;
    // the line is at the first row's place, minus the time that row was past it
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
    ? // rows that begin on the line end one step before it
      time[end - 1] + (lapDistance[first] < stride / 4 ? step : 0)
    : undefined;
}

/** Takes the lap times that the file reports, of a first lap that began before the file too. */
function reportedTimes(laps: ImportedLap[], crossings: readonly (number | null)[], columns: ChannelColumns): number {
  const {sessionTime: time, lastLapTimeMs, currentLapTimeMs} = columns;
  const stepTo = (row: number) => (row > 0 && row < time.length ? time[row] - time[row - 1] : 0);
  const bounds = laps.map(({first, end}, k): LapBounds => {
    const running = currentLapTimeMs?.[first] ?? Number.NaN;
    const begun = crossings[k] ?? (running > 0 ? time[first] - running / 1000 : null);
    return {
      first: time[first],
      from: begun,
      to: crossings[k + 1] ?? null,
      uncertainS: Math.max(stepTo(first), stepTo(end)),
    };
  });
  let taken = 0;
  for (const [k, ms] of reportedLapTimes(bounds, {time, ms: lastLapTimeMs}).entries()) {
    if (typeof ms !== "number") continue;
    laps[k].lapTimeMs = ms;
    taken++;
  }
  return taken;
}
