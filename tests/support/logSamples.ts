import {alfanoSample} from "./alfanoFiles.js";
import {OVAL, OVAL_LAPS_MS} from "./gpsDrive.js";
import {gpxText, nmeaText, timingLine, vboText} from "./gpsTexts.js";
import {ibtBytes} from "./ibtBytes.js";
import {ldBytes} from "./ldBytes.js";
import {END_S, LAP_S, LINE_S, type LogSample, type State, stateAt, states, utf8} from "./loggedDrive.js";
import {RESULTS} from "./logResults.js";
import {TABLES} from "./logTables.js";
import {TREES} from "./logTrees.js";
import {trackAddictSample} from "./trackAddictText.js";
import {xrkBytes} from "./xrkBytes.js";

const BINARIES = (): LogSample[] => {
  const channel = (name: string, unit: string, rate: number, of: (s: State) => number) => ({
    ...{name, unit, rate},
    raw: states(rate).map(of),
  });
  const ld = ldBytes([
    channel("Ground Speed", "km/h", 10, (s) => s.kmh),
    channel("Engine RPM", "rpm", 10, (s) => s.rpm),
    channel("Throttle Pos", "%", 10, (s) => s.throttle * 100),
    channel("Brake Pos", "%", 10, (s) => s.brake * 100),
    channel("Gear", "", 5, (s) => s.gear),
    channel("Fuel Level", "l", 1, (s) => 40 - s.t / 60),
  ]);
  const beacons = [0, 1, 2, 3].map((k) => LINE_S + k * LAP_S);
  const ldx = `<?xml version="1.0"?>\n<LDXFile Locale="English" DefaultLocale="C" Version="1.6"><Layers><Layer><MarkerBlock><MarkerGroup Name="Beacons" Index="2">${beacons
    .map((s, i) => `<Marker Version="100" ClassName="BCN" Name="Manual.${i + 1}" Flags="77" Time="${s * 1e6}"/>`)
    .join("")}</MarkerGroup></MarkerBlock></Layer></Layers></LDXFile>\n`;
  const rate = 20;
  const at = (r: number) => stateAt(r / rate);
  const ibt = ibtBytes(
    [
      {name: "SessionTime", type: 5, unit: "s", value: (r) => 100 + r / rate},
      {name: "Lap", type: 2, value: (r) => at(r).lap + 1},
      {name: "LapDistPct", type: 4, unit: "%", value: (r) => at(r).share},
      {name: "LapLastLapTime", type: 4, unit: "s", value: (r) => at(r).lastLap || -1},
      {name: "Speed", type: 4, unit: "m/s", value: (r) => at(r).kmh / 3.6},
      {name: "RPM", type: 4, unit: "revs/min", value: (r) => at(r).rpm},
      {name: "Throttle", type: 4, unit: "%", value: (r) => at(r).throttle},
      {name: "Gear", type: 2, value: (r) => at(r).gear},
      {name: "OnPitRoad", type: 1, value: () => 0},
    ],
    rate * END_S,
    {rate},
  );
  return [
    {
      ...{format: "motec-ld", name: "run.ld", bytes: ld, lapsMs: [20_000, 20_000, 20_000], withinMs: 1},
      companions: [{name: "run.ldx", bytes: utf8(ldx)}],
    },
    {format: "iracing-ibt", name: "run.ibt", bytes: ibt, lapsMs: [20_000, 20_000, 20_000], withinMs: 1},
  ];
};

/** Logs of satellite receivers. Those without a timing line have less than a lap: where a lap begins is then found in the drive. */
const RECEIVERS = (): LogSample[] => {
  const short = {...OVAL, endS: 20};
  return [
    {
      ...{format: "racelogic-vbo", name: "run.vbo", bytes: utf8(vboText({timing: [timingLine("racelogic")]}))},
      ...{isStream: true, lapsMs: OVAL_LAPS_MS, withinMs: 3},
    },
    {
      ...{format: "aim-xrk", name: "run.xrk", bytes: xrkBytes()},
      ...{isStream: true, lapsMs: OVAL_LAPS_MS, withinMs: 0},
    },
    {format: "gpx", name: "run.gpx", bytes: utf8(gpxText({drive: short})), lapsMs: [], withinMs: 0},
    {format: "nmea", name: "run.nmea", bytes: utf8(nmeaText({drive: short})), isStream: true, lapsMs: [], withinMs: 0},
  ];
};

let made: readonly LogSample[] | undefined;

/** A sample of every format that there is a reader for; they are made once. */
export function logSamples(): readonly LogSample[] {
  return (made ??= [
    ...BINARIES(),
    trackAddictSample(),
    alfanoSample(),
    ...RECEIVERS(),
    ...RESULTS(),
    ...TABLES(),
    ...TREES(),
  ]);
}
