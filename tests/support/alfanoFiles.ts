import {type LogSample, utf8} from "./loggedDrive.js";

/** Times of the laps, s; the way to the pits after them. */
export const ALFANO_LAPS_S = [20.43, 20.07];
const IN_LAP_S = 6;
const RADIUS = 90;
const METRES_PER_DEGREE = 111_320;
const NAME = "SN77_301025_17H02_Driver_Ring_2_2007";

/** A row of a lap of `seconds` round a circle to the right, in the device's whole numbers; begun at the east end. */
function row(t: number, seconds: number): string {
  const angle = (2 * Math.PI * t) / seconds;
  const speed = (2 * Math.PI * RADIUS) / seconds;
  const latitude = 47 - (RADIUS * Math.sin(angle)) / METRES_PER_DEGREE;
  const longitude = 11 + (RADIUS * Math.cos(angle)) / (METRES_PER_DEGREE * Math.cos((47 * Math.PI) / 180));
  const heading = ((180 + (angle * 180) / Math.PI) % 360) * 100;
  const lateral = 1000 + (100 * speed ** 2) / RADIUS / 9.80665;
  const numbers = [1, 9000 + 100 * t, speed * 36, 355, 0, lateral, 1000, heading, 0, latitude * 1e6, longitude * 1e6];
  return [...numbers.map(Math.round), 5010].join(",");
}

/** Rows 0.1 s apart, the last one on the line. */
function lapText(seconds: number, whole = true): string {
  const rows: string[] = [];
  for (let i = 0; i / 10 < seconds; i++) rows.push(row(i / 10, whole ? seconds : 20));
  rows.push(whole ? row(seconds, seconds) : row(seconds, 20));
  return `Partiel,RPM,Speed GPS,T1,T2,Gf. X,Gf. Y,Orientation,Speed rear,Lat.,Lon.,Altitude\n${rows.join("\n")}\n`;
}

/** The files of a session of two laps as an Alfano 6 stores them, with the way to the pits as a third lap file. */
export function alfanoFiles({date = "30-10-2025", lapsS = ALFANO_LAPS_S} = {}) {
  const facts = `${date},17:02,0${lapsS.length},77,Ring,Driver,00,',20,'',07,ALFANO 6,END,1,0, ,no delete partiel,,10,MINI,FREE`;
  const names = "lap,time lap,time partiel 1,Min RPM,Max RPM";
  const rows = lapsS.map((s, k) => `${k + 1},${Math.round(s * 1000)},${Math.round(s * 1000)},9000,11000`);
  const laps = [...lapsS.map((s) => lapText(s)), lapText(IN_LAP_S, false)];
  return {
    name: `${NAME}.csv`,
    bytes: utf8([facts, names, ...rows, ""].join("\n")),
    companions: laps.map((text, k) => ({name: `LAP_${k + 1}_ALFANO6_LAP_${NAME}.csv`, bytes: utf8(text)})),
  };
}

export const alfanoSample = (): LogSample => ({
  ...{format: "alfano-raw", ...alfanoFiles(), isStream: true},
  ...{lapsMs: ALFANO_LAPS_S.map((s) => Math.round(s * 1000)), withinMs: 0},
});
