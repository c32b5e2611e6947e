import {LogFileError} from "../importedLog.js";

/** How a .vbo file writes positions: its numbers times these are degrees, east and north positive. */
export interface VboPlaces {
  latitude(value: number): number;
  longitude(value: number): number;
}

/** No circuit lies further north: greater "minutes" are degrees and minutes in one number, DDMM.mmmm. */
const MOST_MINUTES = 75 * 60;
/** Weaker agreement of path and heading is no evidence. */
const EVIDENCE = 0.5;
/** Fewer steps are none either. */
const FEWEST = 20;
/** Rows below this speed have no heading worth comparing, km/h. */
const MOVING_KMH = 15;

interface Drive {
  lat: Float64Array;
  long: Float64Array;
  heading?: Float64Array;
  speedKmh?: Float64Array;
}

/**
 * The units and signs of the positions. The format's are minutes, west positive; files of other tools have degrees or DDMM.mmmm, or count
 * east positive. The size of the numbers shows the first, the headings of the moving car the second.
 *
 * @throws LogFileError where the numbers are no positions in any of these
 */
export function vboPlaces({lat, long, heading, speedKmh}: Drive, notes: string[]): VboPlaces {
  const known = Array.from(lat.keys()).filter(
    (i) => Number.isFinite(lat[i] + long[i]) && (lat[i] !== 0 || long[i] !== 0),
  );
  const most = (values: Float64Array) => known.reduce((top, i) => Math.max(top, Math.abs(values[i])), 0);
  const [topLat, topLong] = [most(lat), most(long)];
  const packs = (values: Float64Array) => known.every((i) => Math.abs(values[i]) % 100 < 60);
  let degrees = (v: number): number => v / 60;
  if (topLat <= 90 && topLong <= 180 && known.length) {
    degrees = (v) => v;
    notes.push("positions: degrees, by their size (the format has minutes)");
  } else if (topLat > MOST_MINUTES && topLat < 9060 && topLong < 18_060 && packs(lat) && packs(long)) {
    degrees = (v) => Math.sign(v) * (Math.floor(Math.abs(v) / 100) + (Math.abs(v) % 100) / 60);
    notes.push("positions: degrees and minutes in one number, by their size (the format has minutes)");
  } else if (topLat > 90 * 60 || topLong > 180 * 60)
    throw new LogFileError(`not a position: latitude ${topLat}, longitude ${topLong} minutes`, "column lat");
  const eastward = eastSign({lat, long, heading, speedKmh}, known);
  if (eastward > 0) notes.push("longitude: east is positive, by the headings (the format has west positive)");
  return {latitude: degrees, longitude: (v) => (eastward > 0 ? degrees(v) : -degrees(v))};
}

/** 1 where longitudes grow while the car heads east, else −1, the format's sign. */
function eastSign({long, heading, speedKmh}: Drive, known: readonly number[]): 1 | -1 {
  if (!heading) return -1;
  let [sum, size, steps] = [0, 0, 0];
  for (let k = 1; k < known.length; k++) {
    const [a, b] = [known[k - 1], known[k]];
    if (b - a > 1 || (speedKmh && !(speedKmh[b] > MOVING_KMH))) continue;
    const east = (long[b] - long[a]) * Math.sin((heading[b] * Math.PI) / 180);
    if (Number.isNaN(east)) continue;
    sum += east;
    size += Math.abs(east);
    steps++;
  }
  return steps >= FEWEST && sum > EVIDENCE * size ? 1 : -1;
}
