import type {ImportedLap} from "../importedLog.js";
import {fractionCrossings, lapStartsByCounter, lapsFromCrossings} from "../laps/lapSplit.js";
import {type LapBounds, reportedLapTimes} from "../laps/reportedTimes.js";

/** A logged quantity with the time of each sample, s. */
export interface Series {
  name: string;
  time: Float64Array;
  values: Float64Array;
}

/** Everything in a log that may show line crossings. */
export interface LapSources {
  /** markers of the .ldx, s */
  beacons?: readonly number[];
  beacon?: Series;
  /** s, from the line */
  running?: Series;
  lapNumber?: Series;
  /** m from the line */
  distance?: Series;
  /** share of the lap, 0–1 */
  fraction?: Series;
  /** s, of the lap before, held until the next crossing */
  lastLap?: Series;
}

/** A lap shorter than this share of the median has a marker within it. */
const SHORT = 0.6;

/** A channel whose laps have a shorter mean, s, is not about laps. */
const SHORTEST = 10;

/**
 * Laps of a log by its best source: markers of the .ldx, a beacon channel, running lap time, lap number, distance in the lap. Lap times are
 * those between crossings, or the log's own where they agree.
 */
export function motecLaps(time: Float64Array, sources: LapSources, notes: string[]): ImportedLap[] {
  const last = time[time.length - 1];
  const first = time[0];
  // a crossing up to one step after the last row is in the log
  const slack = time.length > 1 ? 2 * (time[1] - time[0]) : 0;
  const beacons = sources.beacons?.filter((t) => t <= last + slack);
  const outside = (sources.beacons?.length ?? 0) - (beacons?.length ?? 0);
  if (outside > 0)
    notes.push(
      `${outside} of ${sources.beacons!.length} crossings lie after the end of the log and are left out${beacons!.length ? "" : ": the .ldx belongs to another log"}`,
    );
  const {crossings: reported, from} = findCrossings({...sources, beacons}, first, last);
  const crossings = reported.filter((t) => t <= last + slack);
  notes.push(
    crossings.length
      ? `laps: ${crossings.length} crossings of the line from ${from}`
      : "laps: no line crossings found in the log: one incomplete lap",
  );
  const laps = lapsFromCrossings(time, crossings);
  ownTimes(laps, time, crossings, sources.lastLap, notes);
  endOfLog(laps, time, sources, notes);
  noteShort(laps, notes);
  return laps;
}

function findCrossings(
  {beacons, beacon, running, lapNumber, distance, fraction}: LapSources,
  first: number,
  last: number,
): {crossings: number[]; from: string} {
  if (beacons?.length) return {crossings: [...beacons], from: "the .ldx"};
  const found: [number[], string][] = [];
  if (beacon) found.push([ofBeacon(beacon), beacon.name]);
  if (running) found.push([ofRunning(running, first), running.name]);
  const ofNumber: [number[], string][] = lapNumber
    ? [
        [
          lapStartsByCounter(lapNumber.values)
            .slice(1)
            .map((row) => lapNumber.time[row]),
          lapNumber.name,
        ],
      ]
    : [];
  const step = lapNumber && lapNumber.time.length > 1 ? lapNumber.time[1] - lapNumber.time[0] : 1;
  if (step <= 0.05) found.push(...ofNumber);
  if (distance) found.push([ofDistance(distance), distance.name]);
  if (fraction) found.push([fractionCrossings(fraction.time, fraction.values), fraction.name]);
  if (step > 0.05) found.push(...ofNumber);
  const best = found.find(
    ([crossings]) => crossings.some((t) => t <= last) && crossings.length <= 1 + (last - first) / SHORTEST,
  ) ?? [[], ""];
  return {crossings: best[0], from: best[1]};
}

/** Crossings by pulses on a channel that is otherwise zero, or by steps of a counter; none for other channels. */
function ofBeacon({time, values}: Series): number[] {
  let zeros = 0;
  for (const v of values) if (v === 0) zeros++;
  if (zeros < 0.95 * values.length) return [];
  const crossings: number[] = [];
  for (let i = 1; i < values.length; i++)
    if (values[i] !== 0 && values[i - 1] === 0 && time[i] - (crossings.at(-1) ?? -10) >= 5) crossings.push(time[i]);
  return crossings;
}

/** Crossings one running lap time before each sample where it restarted. */
function ofRunning({time, values}: Series, first: number): number[] {
  const crossings: number[] = [];
  if (values[0] > 0 && values[0] <= 1) crossings.push(time[0] - values[0]);
  let lastMoved = 0;
  for (let i = 1; i < values.length; i++) {
    const [before, now] = [values[i - 1], values[i]];
    if (Number.isNaN(now) || Number.isNaN(before)) continue;
    const line = time[i] - now;
    // it was zero and runs from here on: the first crossing
    if (before === 0 && now > 0 && time[i] - time[lastMoved] >= 5 && line > first + 1) crossings.push(line);
    else if (before - now > 1 && now < time[i] - time[i - 1] + 3) crossings.push(line);
    if (now !== 0 || before !== 0) lastMoved = i;
  }
  return crossings;
}

/** Crossings before each sample where the distance restarted, by that distance and the speed after it. */
function ofDistance({time, values}: Series): number[] {
  const crossings: number[] = [];
  let top = 0;
  for (const v of values) if (v > top) top = v;
  for (let i = 1; i < values.length - 1; i++) {
    if (!(values[i - 1] - values[i] > Math.max(100, top / 2))) continue;
    const speed = (values[i + 1] - values[i]) / (time[i + 1] - time[i]);
    const back = speed > 0 ? values[i] / speed : 0;
    crossings.push(Math.max(time[i] - back, time[i - 1]));
  }
  return crossings;
}

/** Takes the lap times that the log reports. */
function ownTimes(
  laps: ImportedLap[],
  time: Float64Array,
  crossings: number[],
  lastLap: Series | undefined,
  notes: string[],
): void {
  if (!lastLap || lastLap.time.length < 2) return;
  const bounds = laps.map(
    ({lap, first}): LapBounds => ({
      first: time[first],
      from: crossings[lap - 1] ?? null,
      to: crossings[lap] ?? null,
      uncertainS: time.length > 1 ? time[1] - time[0] : 0,
    }),
  );
  let taken = 0;
  const reported = reportedLapTimes(bounds, {time: lastLap.time, ms: lastLap.values.map((s) => s * 1000)});
  for (const [k, ms] of reported.entries()) {
    if (typeof ms !== "number") continue;
    laps[k].lapTimeMs = ms;
    taken++;
  }
  if (taken) notes.push(`lap times: ${taken} from ${lastLap.name}`);
}

/**
 * Completes the last lap of an export by distance if it is as long as the others: the export ends at the line. Rows by time do not show
 * this: driven distances differ by more than a row.
 */
function endOfLog(laps: ImportedLap[], time: Float64Array, {running, distance}: LapSources, notes: string[]): void {
  const lap = laps.at(-1);
  if (!lap || lap.complete || lap.lap === 0 || !running || !distance || distance.values.length !== time.length) return;
  const {values} = distance;
  const others = laps.filter((l) => l.complete);
  if (!others.length || ![...others, lap].every((l) => evenRows(values, l))) return;
  const reach = (l: ImportedLap) => values[l.end - 1];
  const stride = (reach(lap) - values[lap.first]) / (lap.end - 1 - lap.first);
  if (!(Math.abs(reach(lap) - Math.max(...others.map(reach))) <= 2 * stride)) return;
  const seconds = running.values[lap.end - 1];
  if (!(Math.abs(time[lap.end - 1] - time[lap.first] - seconds) < 1)) return;
  lap.complete = true;
  lap.lapTimeMs = Math.round(seconds * 1000);
  notes.push(
    `lap ${lap.lap} ends with the log and is as long as the others: its time is the last value of ${running.name}`,
  );
}

/** Whether rows are evenly spaced in distance: at a quarter, half and three quarters of them within 2 % of the lap. */
function evenRows(distance: Float64Array, {first, end}: ImportedLap): boolean {
  const rows = end - 1 - first;
  const length = distance[end - 1] - distance[first];
  if (rows < 20 || !(length > 0)) return false;
  return [0.25, 0.5, 0.75].every(
    (part) => Math.abs((distance[first + Math.round(part * rows)] - distance[first]) / length - part) < 0.02,
  );
}

function noteShort(laps: readonly ImportedLap[], notes: string[]): void {
  const times = laps
    .flatMap(({complete, lapTimeMs}) => (complete && lapTimeMs ? [lapTimeMs] : []))
    .sort((a, b) => a - b);
  if (times.length < 3) return;
  const middle = times[times.length >> 1];
  for (const {lap, complete, lapTimeMs} of laps)
    if (complete && lapTimeMs !== null && lapTimeMs < SHORT * middle)
      notes.push(
        `lap ${lap} takes ${lapTimeMs / 1000} s, the median lap ${middle / 1000} s: probably a marker within a lap; kept`,
      );
}
