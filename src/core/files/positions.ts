import type {LogReport} from "../archive/types.js";
import {fromFirstFix, knownPlaces} from "../geometry/placesOnEarth.js";
import type {ChannelColumns} from "./columns/column.js";
import {countKnown} from "./columns/columnFigures.js";

/**
 * Positions in the catalogue's axes: x and z on the map (x right, z down), y up. The height in a file is its second or third axis: the
 * one that changes least. Without x and z, latitude and longitude become metres east and south of the first fix. Changes `columns`, and
 * adds to `notes` and `used`.
 */
export function setPositions(columns: ChannelColumns, {used, notes}: Pick<LogReport, "used" | "notes">): void {
  const {worldX: x, worldY: y, worldZ: z} = columns;
  if (columns.latitude && columns.longitude) {
    Object.assign(columns, knownPlaces(columns.latitude, columns.longitude));
    for (const entry of used)
      if (entry.channel === "latitude" || entry.channel === "longitude")
        entry.coverage = countKnown(columns[entry.channel]) / columns.latitude.length;
  }
  if (x && y && isHorizontal(y, x, z)) {
    // on the map, y grows upward and z downward
    columns.worldZ = y.map((v) => -v);
    if (z) columns.worldY = z;
    else delete columns.worldY;
    notes.push("positions: x and y are horizontal, so z on the map is −y");
  }
  if (columns.worldX && columns.worldZ) return;
  const {latitude, longitude} = columns;
  const found = latitude && longitude && fromFirstFix(latitude, longitude);
  if (!found) return;
  if (columns.worldX) {
    notes.push("x without a second horizontal axis is no map: latitude and longitude are used");
    const alone = used.findIndex(({channel}) => channel === "worldX");
    if (alone >= 0) used.splice(alone, 1);
  }
  columns.worldX = found.x;
  columns.worldZ = found.z;
  const coverage = countKnown(found.x) / found.x.length;
  for (const channel of ["worldX", "worldZ"]) used.push({channel, from: "derived", unit: "", coverage});
  const [lat, lon] = found.fix.map((v) => v.toFixed(6));
  notes.push(`positions: from latitude and longitude, in metres east and south of the first fix (${lat}°, ${lon}°)`);
}

/** Without a third axis a y that changes by a smaller share of x is a height. */
const LEAST_SPAN = 0.1;

/** Whether y is the second horizontal axis beside x, and z, if there is one, the height: it changes least. */
export function isHorizontal(y: Float64Array, x: Float64Array, z: Float64Array | undefined): boolean {
  if (!z) return span(y) > LEAST_SPAN * span(x);
  return span(z) < Math.min(span(x), span(y)) && span(y) > 2 * span(z);
}

function span(values: Float64Array): number {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const v of values) {
    if (v < min) min = v;
    if (v > max) max = v;
  }
  return max - min;
}
