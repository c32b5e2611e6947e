import {type GpsDrive, type GpsState, gpsStates, lineAt, OVAL, place} from "./gpsDrive.js";

/** Seconds of the day as HHMMSS.ss. */
const clock = (s: number, digits = 2): string => {
  const day = ((s % 86_400) + 86_400) % 86_400;
  const [h, m] = [Math.floor(day / 3600), Math.floor(day / 60) % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(h)}${two(m)}${(day % 60).toFixed(digits).padStart(3 + digits, "0")}`;
};

/** Minutes as a .vbo file has them: signed, digits before the point. */
const minutes = (degrees: number, digits: number, scale = 60): string => {
  const text = Math.abs(degrees * scale).toFixed(6);
  return (degrees < 0 ? "-" : "+") + text.padStart(digits + 7, "0");
};

export interface VboOptions {
  drive?: GpsDrive;
  hz?: number;
  /** s of the day of the first row */
  beginS?: number;
  created?: string;
  comments?: string[];
  /** lines of `[laptiming]` */
  timing?: string[];
  speedTitle?: string;
  /** value of the velocity column by m/s */
  speed?: (metresPerSecond: number) => number;
  /** 60: minutes, 1: degrees */
  scale?: number;
  /** −1: west positive */
  east?: 1 | -1;
  /** further columns: name, title and value */
  more?: {name: string; title?: string; value: (s: GpsState) => string}[];
  units?: string[];
}

/** A .vbo file spelled from Racelogic's description. */
export function vboText({
  drive = OVAL,
  hz = 10,
  beginS = 36_000,
  created = "File created on 04/05/2026 at 10:00:00",
  comments = ["Log Rate (Hz) : 10.00"],
  timing = [],
  speedTitle = "velocity kmh",
  speed = (v) => v * 3.6,
  scale = 60,
  east = -1,
  more = [],
  units,
}: VboOptions = {}): string {
  const titles = ["satellites", "time", "latitude", "longitude", speedTitle, "heading", "height"];
  const names = ["sats", "time", "lat", "long", "velocity", "heading", "height"];
  const rows = gpsStates(hz, drive).map((s) =>
    [
      "012",
      clock(beginS + s.t),
      minutes(s.latitude, 5, scale),
      minutes(east * s.longitude, 5, scale),
      speed(s.speed).toFixed(3).padStart(7, "0"),
      s.heading.toFixed(2).padStart(6, "0"),
      "+00201.50",
      ...more.map(({value}) => value(s)),
    ].join(" "),
  );
  const section = (name: string, lines: string[]) => [`[${name}]`, ...lines, ""];
  return [
    created,
    "",
    ...section("header", [...titles, ...more.map(({name, title}) => title ?? name)]),
    ...(units ? section("channel units", units) : []),
    ...section("comments", comments),
    ...(timing.length ? section("laptiming", timing) : []),
    ...section("column names", [[...names, ...more.map(({name}) => name)].join(" ")]),
    "[data]",
    ...rows,
    "",
  ].join("\r\n");
}

/** The oval's line as the three kinds of tools write it. */
export function timingLine(by: "racelogic" | "racebox" | "racechrono", drive: GpsDrive = OVAL, metres = 6): string {
  const lat = ([latitude]: [number, number]) => minutes(latitude, 5);
  const long = ([, longitude]: [number, number]) => minutes(-longitude, 5);
  const {inner, outer} = lineAt(drive, metres);
  if (by === "racebox")
    return `Start        ${lat(inner)} ${long(inner)} ${lat(outer)} ${long(outer)} ¬   Start / Finish`;
  if (by === "racelogic") return `Start ${long(inner)} ${lat(inner)} ${long(outer)} ${lat(outer)} ¬ Start / Finish`;
  // the middle, and a place 30 m before it
  const middle = place(drive, 210, 0);
  const before = place(drive, 207.6, -30);
  return `Start   ${long(middle)} ${lat(middle)} ${long(before)} ${lat(before)} ¬ Start`;
}

const iso = (ms: number) => new Date(ms).toISOString();

export interface GpxOptions {
  drive?: GpsDrive;
  hz?: number;
  startMs?: number;
  /** elements of a point after its time */
  inside?: (s: GpsState) => string;
  head?: string;
  time?: (s: GpsState, ms: number) => string;
}

export function gpxText({
  drive = OVAL,
  hz = 5,
  startMs = Date.UTC(2026, 4, 4, 10),
  inside = (s) => `<speed>${s.speed.toFixed(3)}</speed>`,
  head = '<gpx version="1.0" creator="test" xmlns="http://www.topografix.com/GPX/1/0">',
  time = (_, ms) => `<time>${iso(ms)}</time>`,
}: GpxOptions = {}): string {
  const points = gpsStates(hz, drive).map(
    (s) =>
      `<trkpt lat="${s.latitude.toFixed(8)}" lon="${s.longitude.toFixed(8)}"><ele>201.5</ele>${time(s, startMs + s.t * 1000)}${inside(s)}</trkpt>`,
  );
  return `<?xml version="1.0"?>\n${head}<trk><name>drive</name><trkseg>\n${points.join("\n")}\n</trkseg></trk></gpx>\n`;
}

/** With its checksum. */
export function sentence(body: string): string {
  let sum = 0;
  for (const c of body) sum ^= c.charCodeAt(0);
  return `$${body}*${sum.toString(16).toUpperCase().padStart(2, "0")}`;
}

export interface NmeaOptions {
  drive?: GpsDrive;
  hz?: number;
  startMs?: number;
  talker?: string;
}

/** RMC of every state, and GGA once a second. */
export function nmeaText({drive = OVAL, hz = 10, startMs = Date.UTC(2026, 4, 4, 10), talker = "GN"}: NmeaOptions = {}) {
  const lines = gpsStates(hz, drive).flatMap((s) => {
    const at = startMs + s.t * 1000;
    const day = iso(at);
    const date = `${day.slice(8, 10)}${day.slice(5, 7)}${day.slice(2, 4)}`;
    const part = (value: number, digits: number) => {
      const whole = Math.floor(Math.abs(value));
      return String(whole).padStart(digits, "0") + ((Math.abs(value) - whole) * 60).toFixed(6).padStart(9, "0");
    };
    const lat = `${part(s.latitude, 2)},${s.latitude < 0 ? "S" : "N"}`;
    const lon = `${part(s.longitude, 3)},${s.longitude < 0 ? "W" : "E"}`;
    const time = clock(at / 1000, 3);
    const rmc = `${talker}RMC,${time},A,${lat},${lon},${((s.speed * 3600) / 1852).toFixed(3)},${s.heading.toFixed(2)},${date},,,A`;
    const gga = `${talker}GGA,${time},${lat},${lon},1,11,0.8,201.5,M,45.0,M,,`;
    return Math.abs(s.t - Math.round(s.t)) < 1e-6 ? [sentence(rmc), sentence(gga)] : [sentence(rmc)];
  });
  return `${lines.join("\r\n")}\r\n`;
}
