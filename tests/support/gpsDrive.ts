/** What a receiver sees `t` seconds into a drive round an oval, counter-clockwise as seen from above. */
export interface GpsState {
  t: number;
  latitude: number;
  longitude: number;
  /** m/s */
  speed: number;
  /** degrees clockwise from north */
  heading: number;
}

export interface GpsDrive {
  /** times of the line crossings, s; the last lap does not end */
  crossings: readonly number[];
  endS: number;
  latitude: number;
  longitude: number;
}

/** Half axes, m. */
const [EAST_M, NORTH_M] = [210, 90];
const METRES_PER_DEGREE = 111_320;

/** Two laps of 24.6 and 25.1 s, from 7.3 s on. */
export const OVAL: GpsDrive = {crossings: [7.3, 31.9, 57], endS: 70, latitude: 45.62, longitude: 9.28};
export const OVAL_LAPS_MS = [24_600, 25_100];
/** The line lies at the east end, where the car drives north: ends 6 m to either side. */
export const lineAt = (drive: GpsDrive = OVAL, metres = 6): {inner: [number, number]; outer: [number, number]} => ({
  inner: place(drive, EAST_M - metres, 0),
  outer: place(drive, EAST_M + metres, 0),
});

/** Degrees of a place so many metres east and north of the oval's middle. */
export function place({latitude, longitude}: GpsDrive, east: number, north: number): [number, number] {
  return [
    latitude + north / METRES_PER_DEGREE,
    longitude + east / (METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180)),
  ];
}

function metresAt({crossings}: GpsDrive, t: number): [east: number, north: number] {
  // before the first and after the last crossing as fast as in the laps beside
  const k = Math.max(
    0,
    Math.min(
      crossings.length - 2,
      crossings.findLastIndex((c) => c <= t),
    ),
  );
  const share = (t - crossings[k]) / (crossings[k + 1] - crossings[k]);
  const angle = 2 * Math.PI * share + 0.2 * Math.sin(4 * Math.PI * share);
  return [EAST_M * Math.cos(angle), NORTH_M * Math.sin(angle)];
}

export function gpsStates(hz: number, drive: GpsDrive = OVAL): GpsState[] {
  return Array.from({length: Math.round(drive.endS * hz)}, (_, i) => {
    const t = i / hz;
    const [east, north] = metresAt(drive, t);
    const [e1, n1] = metresAt(drive, t + 1e-3);
    const [latitude, longitude] = place(drive, east, north);
    const heading = (Math.atan2(e1 - east, n1 - north) * 180) / Math.PI;
    return {t, latitude, longitude, speed: Math.hypot(e1 - east, n1 - north) * 1e3, heading: (heading + 360) % 360};
  });
}
