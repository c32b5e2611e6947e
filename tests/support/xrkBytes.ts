import {zlibSync} from "fflate";
import {type GpsDrive, gpsStates, OVAL} from "./gpsDrive.js";

/** An .xrk file spelled byte by byte from the public descriptions of its layout, with none of the project's own: it judges the reader. */
export interface XrkOptions {
  drive?: GpsDrive;
  /** layout of the LAP records */
  lapBytes?: 20 | 32;
  /** message of the engine's samples */
  rpmBy?: "S" | "M" | "G" | "c";
  texts?: [token: string, text: string][];
  /** shares of a lap at which splits are */
  splits?: number[];
  /** logger's time of a fix, ms */
  fixTime?: (ms: number, index: number) => number;
  gps?: boolean;
  /** false: no LAP records */
  laps?: boolean;
  /** degrees of the track's start line */
  startPlace?: [latitude: number, longitude: number];
}

/** GPS time of 4 May 2026, 10:00 UTC: 18 leap seconds. */
const STARTED_MS = Date.UTC(2026, 4, 4, 10) - Date.UTC(1980, 0, 6) + 18_000;
const WEEK_MS = 7 * 86_400_000;
/** The logger's clock when the drive begins. */
export const XRK_START_MS = 40_000;

const ascii = (text: string, length: number) => Array.from({length}, (_, i) => text.charCodeAt(i) || 0);
const bytesOf = (size: number, write: (view: DataView) => void): number[] => {
  const view = new DataView(new ArrayBuffer(size));
  write(view);
  return [...new Uint8Array(view.buffer)];
};
const u16 = (value: number) => [value & 255, value >> 8];
const i32 = (value: number) => bytesOf(4, (view) => view.setInt32(0, value, true));

/** `<hTOK…>` payload `<TOK…>` */
export function headMessage(token: string, payload: number[]): number[] {
  const name = ascii(token, 4);
  const sum = payload.reduce((a, b) => a + b, 0) & 0xffff;
  return [0x3c, 0x68, ...name, ...i32(payload.length), 0, 0x3e, ...payload, 0x3c, ...name, ...u16(sum), 0x3e];
}

function chs(index: number, name: string, unit: number, type: number, size: number, rate: number): number[] {
  const payload = Array<number>(112).fill(0);
  payload.splice(0, 2, ...u16(index));
  payload[12] = unit;
  payload[20] = type;
  payload.splice(24, 8, ...ascii(name.slice(0, 8), 8));
  payload.splice(32, 24, ...ascii(name, 24));
  payload[64] = rate;
  payload[72] = size;
  return headMessage("CHS", payload);
}

function fix(ms: number, gpsMs: number, latitude: number, longitude: number, speed: number, heading: number): number[] {
  const [lat, lon, way] = [latitude, longitude, heading].map((v) => (v * Math.PI) / 180);
  const e2 = 0.00669437999014;
  const n = 6_378_137 / Math.sqrt(1 - e2 * Math.sin(lat) ** 2);
  const h = 200;
  const [east, north] = [speed * Math.sin(way), speed * Math.cos(way)];
  const position = [
    (n + h) * Math.cos(lat) * Math.cos(lon),
    (n + h) * Math.cos(lat) * Math.sin(lon),
    (n * (1 - e2) + h) * Math.sin(lat),
  ];
  const velocity = [
    -Math.sin(lon) * east - Math.sin(lat) * Math.cos(lon) * north,
    Math.cos(lon) * east - Math.sin(lat) * Math.sin(lon) * north,
    Math.cos(lat) * north,
  ];
  return bytesOf(56, (view) => {
    view.setInt32(0, ms, true);
    view.setUint32(4, gpsMs % WEEK_MS, true);
    view.setUint16(12, Math.floor(gpsMs / WEEK_MS), true);
    for (let i = 0; i < 3; i++) {
      view.setInt32(16 + 4 * i, Math.round(position[i] * 100), true);
      view.setInt32(32 + 4 * i, Math.round(velocity[i] * 100), true);
    }
    view.setUint8(51, 11);
  });
}

function lapRecord(
  bytes: 20 | 32,
  segment: number,
  lap: number,
  durationMs: number,
  endMs: number,
  isRest: boolean,
): number[] {
  return headMessage(
    "LAP",
    bytesOf(bytes, (view) => {
      view.setUint8(1, segment);
      view.setUint16(2, lap, true);
      view.setUint32(4, durationMs, true);
      view.setUint8(bytes === 20 ? 12 : 24, isRest ? 6 : bytes === 20 ? 4 : 3);
      view.setUint32(bytes - 4, endMs, true);
    }),
  );
}

/** rpm of the drive at a time, s: what the samples hold */
export const xrkRpm = (t: number) => 6000 + Math.round(1500 * Math.sin(t));

export function xrkBytes({
  drive = OVAL,
  lapBytes = 20,
  rpmBy = "M",
  texts = [],
  splits = [],
  fixTime = (ms) => ms,
  gps = true,
  laps = true,
  startPlace = [0, 0],
}: XrkOptions = {}): Uint8Array {
  const out: number[] = [];
  const put = (bytes: number[]) => {
    for (const byte of bytes) out.push(byte);
  };
  const configuration = [
    ...chs(3, "RPM", 15, 6, 4, 80),
    ...chs(5, "Water Temp", 17, 11, 2, 160),
    ...chs(6, "Int Batt Voltage", 21, 6, 4, 160),
    ...chs(7, "Gear", 31, 15, 2, 160),
    ...headMessage("GRP", [...u16(2), ...u16(2), ...u16(3), ...u16(5)]),
  ];
  put(headMessage("CNF", configuration));
  for (const [token, text] of [
    ["RCR", "Ada Example"],
    ["VEH", "Kart 7"],
    ["TMD", "05/04/2026"],
    ["TMT", "12:00:00"],
    ...texts,
  ])
    put(headMessage(token, ascii(text, text.length + 1)));
  const degrees = startPlace.flatMap((value) => i32(Math.round(value * 1e7)));
  put(headMessage("TRK", [...ascii("Test Oval", 32), ...i32(0), ...degrees, ...i32(0)]));
  const events = drive.crossings.flatMap((end, k) => {
    const begin = k === 0 ? 0 : drive.crossings[k - 1];
    const at = (share: number) => begin + (end - begin) * share;
    return [
      ...(k > 0 ? splits.map((share, s) => ({t: at(share), begin, segment: s + 1, lap: k + 1, isRest: false})) : []),
      {t: end, begin, segment: 0, lap: k + 1, isRest: false},
    ];
  });
  events.push({t: drive.endS, begin: drive.crossings.at(-1)!, segment: 0, lap: events.length + 1, isRest: true});
  for (const [i, s] of gpsStates(10, drive).entries()) {
    const ms = XRK_START_MS + i * 100;
    const rpm = [0, 0.05].map((later) => xrkRpm(s.t + later));
    const float = (value: number) => bytesOf(4, (view) => view.setFloat32(0, value, true));
    const water = bytesOf(2, (view) => view.setInt16(0, 88, true));
    for (const [k, value] of rpm.entries()) {
      const at = i32(ms + 50 * k);
      if (rpmBy === "S") put([0x28, 0x53, ...at, ...u16(3), ...float(value), 0x29]);
      if (rpmBy === "c") put([0x28, 0x63, 0, ...u16((3 << 3) | 4), 0x84, 6, ...at, ...float(value), 0x29]);
      if (rpmBy === "G") put([0x28, 0x47, ...at, ...u16(2), ...float(value), ...water, 0x29]);
    }
    if (rpmBy === "M") put([0x28, 0x4d, ...i32(ms), ...u16(3), ...u16(2), ...rpm.flatMap(float), 0x29]);
    if (rpmBy !== "G") put([0x28, 0x53, ...i32(ms), ...u16(5), ...water, 0x29]);
    put([0x28, 0x53, ...i32(ms), ...u16(6), ...float(12_600), 0x29]);
    if (i % 10 === 0) put([0x28, 0x53, ...i32(ms), ...u16(7), "N123".charCodeAt((i / 10) % 4), 0, 0x29]);
    if (gps)
      put(headMessage("GPS", fix(fixTime(ms, i), STARTED_MS + i * 100, s.latitude, s.longitude, s.speed, s.heading)));
    for (const event of (laps ? events : []).filter(({t}) => t >= s.t && t < s.t + 0.1 - 1e-9)) {
      const end = XRK_START_MS + Math.round(event.t * 1000);
      const begin = XRK_START_MS + Math.round(event.begin * 1000);
      put(lapRecord(lapBytes, event.segment, event.lap, end - begin, end, event.isRest));
    }
  }
  const {t, begin, segment, lap} = events.at(-1)!;
  if (laps)
    put(lapRecord(lapBytes, segment, lap, Math.round((t - begin) * 1000), XRK_START_MS + Math.round(t * 1000), true));
  return Uint8Array.from(out);
}

export const xrzBytes = (options: XrkOptions = {}): Uint8Array => zlibSync(xrkBytes(options));
