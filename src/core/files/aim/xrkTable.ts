import {interpolate} from "../../signal/interpolate.js";
import type {RawColumns} from "../columns/column.js";
import {LogFileError} from "../importedLog.js";
import type {XrkChannel} from "./xrkChannel.js";
import type {FixColumns} from "./xrkGps.js";

/** Rows are at most and at least this far apart, ms. */
const [MOST_STEP, LEAST_STEP] = [100, 20];
/** Fewer samples show no rate. */
const FEWEST = 10;
/** Continuous values are not joined over a longer gap, ms, or ten steps of the channel. */
const GAP_MS = 2000;
/** Names of channels that are the logger's own clocks. */
const CLOCKS = new Set(["StrtRec", "Master Clk"]);

export interface XrkTable {
  /** of the rows, s from 0 */
  time: Float64Array;
  /** by the names that RaceStudio's CSV has */
  raw: RawColumns;
  /** logger's time at 0 s, ms */
  startMs: number;
}

interface Series {
  name: string;
  unit: string;
  times: ArrayLike<number>;
  values: ArrayLike<number>;
  isDiscrete: boolean;
}

/** All channels on rows at the rate of the fastest, 50 Hz at most, where any channel has samples. */
export function xrkTable(channels: readonly XrkChannel[], fixes: FixColumns): XrkTable {
  const series = [...seriesOf(channels), ...gpsSeries(fixes)];
  const steps = series.filter(({times}) => times.length >= FEWEST).map(({times}) => medianStep(times));
  const step = Math.min(MOST_STEP, Math.max(LEAST_STEP, Math.min(MOST_STEP, ...steps)));
  const cells = series.flatMap(({times, isDiscrete}) =>
    isDiscrete ? [] : Array.from(times, (time) => Math.round(time / step)),
  );
  const rows = Float64Array.from(new Set(cells)).sort();
  if (rows.length < 2) throw new LogFileError("no samples in the file: it is cut", "byte 0");
  const startMs = rows[0] * step;
  const at = rows.map((cell) => cell * step);
  const raw: RawColumns = new Map();
  for (const {name, unit, times, values, isDiscrete} of series) {
    const on = interpolate(times, values, at, {discrete: isDiscrete});
    if (!isDiscrete) blankGaps(on, at, times);
    raw.set(uniqueName(name, raw), {unit, values: on});
  }
  return {time: at.map((ms) => (ms - startMs) / 1000), raw, startMs};
}

function* seriesOf(channels: readonly XrkChannel[]): Generator<Series> {
  for (const {name, unit, times, values, isDiscrete} of channels) {
    if (CLOCKS.has(name) || times.length === 0) continue;
    // some loggers write millivolts under the code of volts
    const isMilli = unit === "V" && values.some((v) => Math.abs(v) > 100);
    yield {name, unit: isMilli ? "mV" : unit, times, values, isDiscrete};
  }
}

function gpsSeries({times, latitude, longitude, height, speedKmh, heading, satellites}: FixColumns): Series[] {
  if (times.length === 0) return [];
  const series = (name: string, unit: string, values: number[], isDiscrete = false): Series => ({
    ...{name, unit, times, values, isDiscrete},
  });
  return [
    series("GPS Speed", "km/h", speedKmh),
    series("GPS Latitude", "deg", latitude),
    series("GPS Longitude", "deg", longitude),
    series("GPS Altitude", "m", height),
    // between 359° and 1° there is no mean
    series("GPS Heading", "deg", heading, true),
    series("GPS Nsat", "", satellites, true),
  ];
}

function medianStep(times: ArrayLike<number>): number {
  const steps = Array.from({length: times.length - 1}, (_, i) => times[i + 1] - times[i]);
  return steps.sort((a, b) => a - b)[steps.length >> 1];
}

function blankGaps(on: Float64Array, at: Float64Array, times: ArrayLike<number>): void {
  const most = Math.max(GAP_MS, times.length >= FEWEST ? 10 * medianStep(times) : 0);
  let after = 0;
  for (let row = 0; row < at.length; row++) {
    while (after < times.length && times[after] < at[row]) after++;
    if (after > 0 && after < times.length && times[after] !== at[row] && times[after] - times[after - 1] > most)
      on[row] = Number.NaN;
  }
}

function uniqueName(name: string, raw: RawColumns): string {
  let unique = name;
  for (let n = 2; raw.has(unique); n++) unique = `${name} (${n})`;
  return unique;
}
