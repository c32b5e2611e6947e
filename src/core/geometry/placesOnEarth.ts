/** On a sphere of the earth's mean circumference, along a meridian. */
export const METRES_PER_DEGREE = 111_320;

/** A place on the earth, degrees. */
export type Fix = [latitude: number, longitude: number];

/** Origin of game coordinates on the earth, for formats that need latitude and longitude: far from 0° in both. */
export const PLANE_ORIGIN = {latitude: 45, longitude: 9};
const PLANE_EAST = METRES_PER_DEGREE * Math.cos((PLANE_ORIGIN.latitude * Math.PI) / 180);
/** Tolerance, m: a 32-bit latitude at 45° is exact to 0.2 m. */
const SAME_M = 1;

/** Game coordinates on the earth: x east and z south of PLANE_ORIGIN. */
export function planeOnEarth(x: Float64Array, z: Float64Array): {latitude: Float64Array; longitude: Float64Array} {
  return {
    latitude: z.map((v) => PLANE_ORIGIN.latitude - v / METRES_PER_DEGREE),
    longitude: x.map((v) => PLANE_ORIGIN.longitude + v / PLANE_EAST),
  };
}

/** Whether latitude and longitude were made by planeOnEarth, and are no real places. */
export function isPlaneOnEarth(
  latitude: Float64Array,
  longitude: Float64Array,
  x: Float64Array,
  z: Float64Array,
): boolean {
  let known = 0;
  for (let i = 0; i < x.length; i++) {
    const north = (latitude[i] - PLANE_ORIGIN.latitude) * METRES_PER_DEGREE + z[i];
    const east = (longitude[i] - PLANE_ORIGIN.longitude) * PLANE_EAST - x[i];
    if (Number.isNaN(north + east)) continue;
    if (Math.abs(north) > SAME_M || Math.abs(east) > SAME_M) return false;
    known++;
  }
  return known > 0;
}

/** Impossible values, and the 0°, 0° that receivers write before their first fix, become NaN in both. */
export function knownPlaces(
  latitude: Float64Array,
  longitude: Float64Array,
): {latitude: Float64Array; longitude: Float64Array} {
  const known = (i: number) =>
    Math.abs(latitude[i]) <= 90 && Math.abs(longitude[i]) <= 360 && (latitude[i] !== 0 || longitude[i] !== 0);
  return {
    latitude: latitude.map((v, i) => (known(i) ? v : Number.NaN)),
    longitude: longitude.map((v, i) => (known(i) ? v : Number.NaN)),
  };
}

/** Metres east (x) and south (z) of the first known place; undefined where there is none. */
export function fromFirstFix(
  latitude: Float64Array,
  longitude: Float64Array,
): {x: Float64Array; z: Float64Array; fix: Fix} | undefined {
  const first = latitude.findIndex((v, i) => Number.isFinite(v + longitude[i]));
  if (first < 0) return undefined;
  const fix: Fix = [latitude[first], longitude[first]];
  const scale = metresPerDegree(fix);
  return {
    x: longitude.map((v) => (v - fix[1]) * scale.east),
    z: latitude.map((v) => (fix[0] - v) * scale.north),
    fix,
  };
}

/** A place in metres east (x) and south (z) of a fix. */
export function fromFix(fix: Fix, [latitude, longitude]: Fix): {x: number; z: number} {
  const scale = metresPerDegree(fix);
  return {x: (longitude - fix[1]) * scale.east, z: (fix[0] - latitude) * scale.north};
}

/** Latitude and longitude of a place in metres east (x) and south (z) of a fix. */
export function toEarth(fix: Fix, {x, z}: {x: number; z: number}): Fix {
  const scale = metresPerDegree(fix);
  return [fix[0] - z / scale.north, fix[1] + x / scale.east];
}

function metresPerDegree([latitude]: Fix): {east: number; north: number} {
  return {east: METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180), north: METRES_PER_DEGREE};
}
