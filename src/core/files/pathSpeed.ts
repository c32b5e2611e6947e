import type {LogReport} from "../archive/types.js";
import type {ChannelColumns} from "./columns/column.js";
import type {ColumnChoices} from "./columns/columnChoices.js";
import {countKnown} from "./columns/columnFigures.js";

/** Positions are compared over at least this time to either side, s. */
const WINDOW_S = 0.4;
/** Positions further apart in time show no speed, s. */
const GAP_S = 5;
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

/** Derives the speed from the positions where the file has none. Changes `columns` and the report. */
export function deriveSpeed(columns: ChannelColumns, {used, notes}: LogReport, choices: ColumnChoices): void {
  const {worldX, worldZ, speedKmh} = columns;
  // a column that the user took for something else may be the speed
  if (speedKmh || !worldX || !worldZ || Object.keys(choices).length > 0) return;
  const driven = pathSpeed(columns);
  const known = countKnown(driven);
  if (known === 0) return;
  columns.speedKmh = driven;
  used.push({channel: "speedKmh", from: "derived", unit: "", coverage: known / driven.length});
  notes.push("speedKmh is derived from positions and time");
}
