import type {LogReport} from "../archive/types.js";
import type {ChannelColumns} from "./columns/column.js";
import type {ColumnChoices} from "./columns/columnChoices.js";
import {countKnown} from "./columns/columnFigures.js";

/** Positions are compared over at least this time to either side, s. */
const WINDOW_S = 0.4;
/** Positions further apart in time show no speed, s. */
const GAP_S = 5;
/** Rows below this speed are not compared, km/h. */
const MOVING_KMH = 25;
/** Fewer rows are no evidence. */
const FEWEST = 30;
/** What a speed in another unit is multiplied by, where it was read as km/h or converted to it. */
const MISTAKES = [
  {factor: 1.609344, unit: "mph"},
  {factor: 1.852, unit: "knots"},
  {factor: 3.6, unit: "m/s"},
  // read as m/s
  {factor: 1 / 3.6, unit: "km/h"},
  {factor: 1.609344 / 3.6, unit: "mph"},
  {factor: 1.852 / 3.6, unit: "knots"},
  // read as mph or knots
  {factor: 1 / 1.609344, unit: "km/h"},
  {factor: 1 / 1.852, unit: "km/h"},
];
/** Tolerance of a ratio (of its logarithm): positions cut corners, wheels slip. */
const SAME = 0.05;
const SURE = 0.02;

/** Speed along the driven path, km/h; NaN where positions are unknown or far apart in time. */
export function pathSpeed({worldX: x, worldZ: z, sessionTime: time}: ChannelColumns): Float64Array {
  const rows = time.length;
  const out = new Float64Array(rows).fill(Number.NaN);
  let before = 0;
  let after = 0;
  for (let i = 0; i < rows; i++) {
    while (before + 1 < i && time[i] - time[before + 1] >= WINDOW_S) before++;
    while (after < rows - 1 && (after <= i || time[after] - time[i] < WINDOW_S)) after++;
    const seconds = time[after] - time[before];
    if (seconds > 0 && seconds < GAP_S)
      out[i] = (3.6 * Math.hypot(x[after] - x[before], z[after] - z[before])) / seconds;
  }
  return out;
}

/**
 * Corrects the unit of a speed by the positions, and derives the speed from them where the file has none. Exporters write one unit's
 * name over another's values. A disagreement that no unit explains is only noted. What the user chose stays. Changes `columns` and the
 * report.
 */
export function checkSpeed(columns: ChannelColumns, {used, notes}: LogReport, choices: ColumnChoices): void {
  const {worldX, worldZ, speedKmh} = columns;
  if (!worldX || !worldZ || Object.values(choices).some((choice) => choice?.channel === "speedKmh")) return;
  const driven = pathSpeed(columns);
  if (!speedKmh) {
    const known = countKnown(driven);
    // a column that the user took for something else may be the speed
    if (known === 0 || Object.keys(choices).length > 0) return;
    columns.speedKmh = driven;
    used.push({channel: "speedKmh", from: "derived", unit: "", coverage: known / driven.length});
    notes.push("speedKmh is derived from positions and time");
    return;
  }
  const ratios: number[] = [];
  for (let i = 0; i < driven.length; i++)
    if (driven[i] > MOVING_KMH && speedKmh[i] > 0) ratios.push(driven[i] / speedKmh[i]);
  if (ratios.length < FEWEST) return;
  ratios.sort((a, b) => a - b);
  const ratio = ratios[ratios.length >> 1];
  const off = (factor: number) => Math.abs(Math.log(ratio / factor));
  if (off(1) < SAME) return;
  const mistake = MISTAKES.find(({factor}) => off(factor) < SURE);
  if (mistake) {
    columns.speedKmh = speedKmh.map((v) => v * mistake.factor);
    notes.push(
      `speedKmh: the positions show that its values are ${mistake.unit}, which is used (ratio ${ratio.toFixed(3)})`,
    );
  } else notes.push(`speedKmh: positions and time give ${ratio.toFixed(2)} times as much; left as in the file`);
}
