/** A record of the satellite receiver, as it is in the file. */
export interface XrkFix {
  /** of the logger, ms */
  time: number;
  /** ms since 6 January 1980, GPS time; NaN where the receiver has none */
  gpsMs: number;
  /** position and velocity from the earth's centre, m and m/s */
  position: readonly [x: number, y: number, z: number];
  velocity: readonly [x: number, y: number, z: number];
  satellites: number;
}

const FIX_BYTES = 56;
const WEEK_MS = 7 * 86_400_000;
const GPS_EPOCH_MS = Date.UTC(1980, 0, 6);
/** GPS time is ahead of UTC by this many seconds, from each date on. IERS Bulletin C. */
const LEAP_SECONDS: readonly (readonly [from: number, seconds: number])[] = [
  [Date.UTC(2017, 0, 1), 18],
  [Date.UTC(2015, 6, 1), 17],
  [Date.UTC(2012, 6, 1), 16],
  [Date.UTC(2009, 0, 1), 15],
  [0, 14],
];
/** A logger's time that differs from the receiver's by more is damaged, ms. */
const SAME_MS = 500;
/** The surface of the earth lies between these distances from its centre, m; some km of height to spare. */
const SURFACE = [6_340_000, 6_400_000];

/**
 * ```
 *  0 i32 time     4 u32 time of the week   12 u16 week
 * 16, 20, 24 i32 position, cm              32, 36, 40 i32 velocity, cm/s     51 u8 satellites
 * ```
 */
export function readFixes(payload: DataView): XrkFix[] {
  const fixes: XrkFix[] = [];
  for (let at = 0; at + FIX_BYTES <= payload.byteLength; at += FIX_BYTES) {
    const metres = (offset: number) => payload.getInt32(at + offset, true) / 100;
    const week = payload.getUint16(at + 12, true);
    fixes.push({
      time: payload.getInt32(at, true),
      gpsMs: week > 0 ? week * WEEK_MS + payload.getUint32(at + 4, true) : Number.NaN,
      position: [metres(16), metres(20), metres(24)],
      velocity: [metres(32), metres(36), metres(40)],
      satellites: payload.getUint8(at + 51),
    });
  }
  return fixes;
}

/** UTC, ms since 1970, of GPS time. */
export function utcOf(gpsMs: number): number {
  const about = GPS_EPOCH_MS + gpsMs;
  return about - LEAP_SECONDS.find(([from]) => about >= from)![1] * 1000;
}

/** Fixes in order of time, as columns; times of the logger, ms. */
export interface FixColumns {
  times: number[];
  latitude: number[];
  longitude: number[];
  /** above the ellipsoid, m */
  height: number[];
  speedKmh: number[];
  /** degrees clockwise from north */
  heading: number[];
  satellites: number[];
  /** logger's time − GPS time, ms; NaN without GPS time */
  offsetMs: number;
}

/** Positions on the earth. Damaged times of the logger (some firmware garbles them) are replaced by the receiver's. */
export function fixColumns(fixes: readonly XrkFix[], notes: string[]): FixColumns {
  const offsets = fixes.map(({time, gpsMs}) => time - gpsMs).filter(Number.isFinite);
  const offsetMs = offsets.sort((a, b) => a - b)[offsets.length >> 1] ?? Number.NaN;
  const out: FixColumns = {
    ...{times: [], latitude: [], longitude: [], height: [], speedKmh: [], heading: [], satellites: []},
    offsetMs,
  };
  let [repaired, lost, last] = [0, 0, Number.NEGATIVE_INFINITY];
  for (const {time: own, gpsMs, position, velocity, satellites} of fixes) {
    const isDamaged = Math.abs(own - gpsMs - offsetMs) > SAME_MS;
    const time = isDamaged ? gpsMs + offsetMs : own;
    if (isDamaged) repaired++;
    const radius = Math.hypot(...position);
    if (!(radius > SURFACE[0] && radius < SURFACE[1]) || time <= last) {
      lost++;
      continue;
    }
    last = time;
    const {latitude, longitude, height} = onEarth(position);
    const {east, north} = onGround(velocity, latitude, longitude);
    out.times.push(time);
    out.latitude.push(degrees(latitude));
    out.longitude.push(degrees(longitude));
    out.height.push(height);
    out.speedKmh.push(3.6 * Math.hypot(east, north));
    out.heading.push((degrees(Math.atan2(east, north)) + 360) % 360);
    out.satellites.push(satellites);
  }
  if (repaired) notes.push(`positions: ${repaired} damaged times are replaced by the receiver's`);
  if (lost)
    notes.push(`positions: ${lost} of ${fixes.length} are no place on the earth, or repeated, and are left out`);
  return out;
}

/** WGS 84, m. */
const [A, E2] = [6_378_137, 6.694379990141e-3];

/** Geodetic coordinates, rad and m, by the iteration of Heiskanen and Moritz (1967). */
function onEarth([x, y, z]: readonly [number, number, number]): {latitude: number; longitude: number; height: number} {
  const p = Math.hypot(x, y);
  let latitude = Math.atan2(z, p * (1 - E2));
  let n = A;
  for (let i = 0; i < 5; i++) {
    n = A / Math.sqrt(1 - E2 * Math.sin(latitude) ** 2);
    latitude = Math.atan2(z + E2 * n * Math.sin(latitude), p);
  }
  return {latitude, longitude: Math.atan2(y, x), height: p / Math.cos(latitude) - n};
}

function onGround([x, y, z]: readonly [number, number, number], latitude: number, longitude: number) {
  const [sinLat, cosLat, sinLon, cosLon] = [latitude, longitude].flatMap((v) => [Math.sin(v), Math.cos(v)]);
  return {east: cosLon * y - sinLon * x, north: cosLat * z - sinLat * (cosLon * x + sinLon * y)};
}

function degrees(rad: number): number {
  return (rad * 180) / Math.PI;
}
