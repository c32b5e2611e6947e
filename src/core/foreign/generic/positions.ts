import type {Columns} from "./timeBase.js";

/** Metres a degree of latitude on a sphere of the earth's mean circumference. */
const DEGREE = 111_320;

/**
 * Positions as the catalogue has them: x and z on the map (x right, z down), y up. A file's third axis may be the height,
 * or its second: the one that moves least. Latitude and longitude become metres east and south of the first fix.
 * Changes `columns`; says in `notes` what was turned.
 */
export function setPositions(columns: Columns, notes: string[]): void {
  const {worldX: x, worldY: y, worldZ: z, latitude, longitude} = columns;
  delete columns.latitude;
  delete columns.longitude;
  if (x && y) {
    const zIsHeight = !z || span(z) < Math.min(span(x), span(y));
    if (zIsHeight && (z ? span(y) > 2 * span(z) : true)) {
      // seen from above, y grows upward on paper and z downward
      columns.worldZ = y.map((v) => -v);
      if (z) columns.worldY = z;
      else delete columns.worldY;
      notes.push("positions: x and y lie in the plane, so z of the map is −y");
    }
  }
  if (columns.worldX && columns.worldZ) return;
  if (!latitude || !longitude) return;
  const first = latitude.findIndex((v, i) => Number.isFinite(v + longitude[i]) && (v !== 0 || longitude[i] !== 0));
  if (first < 0) return;
  const [lat, lon] = [latitude[first], longitude[first]];
  const east = DEGREE * Math.cos((lat * Math.PI) / 180);
  columns.worldX = longitude.map((v) => (v - lon) * east);
  columns.worldZ = latitude.map((v) => (lat - v) * DEGREE);
  notes.push("positions: from latitude and longitude, in metres from the first fix");
}

function span(values: Float64Array): number {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const v of values) {
    if (v < min) min = v;
    if (v > max) max = v;
  }
  return max - min;
}
