import {ibtBytes} from "./ibtBytes.js";
import {ldBytes} from "./ldBytes.js";

/** A small file of a format, written from one simulated drive as the format's tool would; what is in it is known. */
export interface ForeignSample {
  format: string;
  name: string;
  bytes: Uint8Array;
  companions?: {name: string; bytes: Uint8Array}[];
  /** the table or the tree it was written from, to write others of it */
  table?: Table;
  json?: unknown;
  /** times of the finished laps, ms, and how far they may be from the drive's */
  lapsMs: number[];
  withinMs: number;
}

export interface Table {
  names: string[];
  /** what stands above the names */
  head: string;
  rows: (string | number)[][];
}

const RADIUS = 120;
/** The line is crossed at 10 s, and every 20 s from there on; the log ends at 75 s. */
export const LAP_S = 20;
const LINE_S = 10;
export const END_S = 75;
const STARTED = Date.UTC(2024, 4, 6, 7, 8, 9) / 1000;
const utf8 = (text: string) => new TextEncoder().encode(text);
const LENGTH = 2 * Math.PI * RADIUS;

/** What a car does `t` seconds into the log: to the right round a circle. */
export function stateAt(t: number) {
  const since = t - LINE_S;
  const lap = Math.floor(since / LAP_S) + 1;
  const lapTime = since - (lap - 1) * LAP_S;
  const angle = (2 * Math.PI * lapTime) / LAP_S;
  const kmh = (LENGTH / LAP_S) * 3.6;
  return {
    ...{t, lap, lapTime, share: lapTime / LAP_S, distance: (LENGTH * lapTime) / LAP_S, kmh},
    ...{throttle: 0.6 + 0.3 * Math.sin(angle), brake: Math.max(0, -Math.sin(angle)) * 0.4, steer: 0.2},
    ...{gear: 3 + Math.round(Math.sin(angle)), rpm: Math.round(7000 + 800 * Math.sin(angle))},
    ...{
      x: RADIUS * Math.cos(angle),
      z: RADIUS * Math.sin(angle),
      sector: Math.min(2, Math.floor((3 * lapTime) / LAP_S)),
    },
    lastLap: lap > 1 ? LAP_S : 0,
  };
}
type State = ReturnType<typeof stateAt>;

const states = (hz: number, from = 0, to = END_S): State[] =>
  Array.from({length: Math.round((to - from) * hz)}, (_, i) => stateAt(from + i / hz));
const lapStates = (lap: number, hz: number): State[] =>
  states(hz, LINE_S + (lap - 1) * LAP_S, Math.min(END_S, LINE_S + lap * LAP_S));
/** As pandas writes a duration. */
const timedelta = (s: number) =>
  `0 days 00:${String(Math.floor(s / 60)).padStart(2, "0")}:${(s % 60).toFixed(6).padStart(9, "0")}`;
const fixed = (value: number, digits = 4) => Number(value.toFixed(digits));

/** A table as a text; `eol`, `separator` and `decimal` as a country or a tool has them. */
export function tableBytes(
  {names, head, rows}: Table,
  {
    separator = ",",
    decimal = ".",
    eol = "\n",
    bom = "",
  }: Partial<Record<"separator" | "decimal" | "eol" | "bom", string>> = {},
): Uint8Array {
  const cell = (v: string | number) => (typeof v === "number" ? String(v).replace(".", decimal) : v);
  const lines = [names, ...rows.map((row) => row.map(cell))].map((fields) => fields.join(separator));
  return utf8(bom + head + lines.join(eol) + eol);
}

function csv(
  format: string,
  name: string,
  hz: number,
  columns: Record<string, (s: State, i: number) => string | number>,
  {lapsMs = [20_000, 20_000, 20_000], withinMs = 1, head = "", from = 0, to = END_S} = {},
): ForeignSample {
  const all = states(hz, from, to);
  const rows = all.map((s, i) => Object.values(columns).map((of) => of(s, i)));
  const table = {names: Object.keys(columns), head, rows};
  return {
    format,
    name,
    table,
    bytes: tableBytes(table, name.endsWith(".tsv") ? {separator: "\t"} : {}),
    lapsMs,
    withinMs,
  };
}

function tree(format: string, name: string, json: unknown, lapsMs: number[], more: Partial<ForeignSample> = {}) {
  return {format, name, json, bytes: utf8(JSON.stringify(json)), lapsMs, withinMs: 1, ...more};
}

const python = (flag: boolean) => (flag ? "True" : "False");
const iso = (s: State) => new Date((STARTED + s.t) * 1000).toISOString();

const TABLES = (): ForeignSample[] => [
  csv("motec-csv", "run.csv", 20, {
    Time: (s) => fixed(s.t, 3),
    "Ground Speed": (s) => fixed(s.kmh),
    "Engine RPM": (s) => s.rpm,
    "Throttle Pos": (s) => fixed(s.throttle * 100),
    "Brake Pos": (s) => fixed(s.brake * 100),
    "G Force Lat": () => 1.2,
    Gear: (s) => s.gear,
    "Lap Distance": (s) => fixed(s.distance),
    "Running Lap Time": (s) => fixed(s.lapTime),
    "Fuel Level": (s) => fixed(40 - s.t / 60),
  }),
  csv("ac-shared-memory-csv", "telemetry.csv", 10, {
    Timestamp: (s) => Math.floor(STARTED + s.t),
    Speed_kmh: (s) => fixed(s.kmh),
    RPM: (s) => s.rpm,
    Throttle: (s) => fixed(s.throttle),
    Brake: (s) => fixed(s.brake),
    Steering: (s) => s.steer,
    Gear: (s) => s.gear,
    CompletedLaps: (s) => Math.max(0, s.lap - 1),
    iCurrentTime_ms: (s) => Math.round(s.lapTime * 1000),
    iLastTime_ms: (s) => s.lastLap * 1000,
    DistanceTraveled_m: (s) => fixed((LENGTH / LAP_S) * s.t),
    CurrentSectorIndex: (s) => s.sector,
    IsInPitLane: () => "False",
    TyreCompound: () => "Soft (S)",
    CarX: (s) => fixed(s.x),
    CarY: () => 1,
    CarZ: (s) => fixed(s.z),
  }),
  csv(
    "acc-shared-memory-csv",
    "live.csv",
    20,
    {
      timestamp: (s) => fixed(STARTED + s.t, 3),
      speed_kmh: (s) => fixed(s.kmh),
      gas: (s) => fixed(s.throttle),
      brake: (s) => fixed(s.brake),
      steer_angle: (s) => s.steer,
      rpm: (s) => s.rpm,
      gear: (s) => s.gear + 1,
      g_force_x: () => -1.2,
      angular_velocity_y: () => -0.3,
      normalized_car_position: (s) => fixed(s.share, 6),
      completed_lap: (s) => Math.max(0, s.lap - 1),
      is_valid_lap: () => "True",
    },
    {withinMs: 5},
  ),
  csv(
    "ac-lap-log",
    "lap_0.tsv",
    20,
    {
      lapTime: (s) => fixed(s.lapTime),
      speed_Mph: (s) => fixed(s.kmh / 1.609344),
      gas: (s) => fixed(s.throttle),
      brake: (s) => fixed(s.brake),
      steer: () => 20,
      gear: (s) => s.gear + 1,
      x: (s) => fixed(s.x),
      y: () => 1,
      z: (s) => fixed(s.z),
    },
    {from: LINE_S, to: LINE_S + LAP_S, lapsMs: [20_000], withinMs: 60},
  ),
  csv("crew-chief-csv", "session.csv", 10, {
    _time: (s) => `${iso(s).slice(0, -1)}+00:00`.replace("T", " "),
    CarModel: () => "GT3 Car",
    CurrentLap: (s) => s.lap + 1,
    GameName: () => "RaceRoom",
    SessionTypeName: () => "Practice",
    TrackCode: () => "oval",
    Brake: (s) => fixed(s.brake),
    CurrentLapIsValid: () => "True",
    DistanceRoundTrack: (s) => fixed(s.distance),
    Gear: (s) => s.gear,
    LapTimePrevious: (s) => (s.lastLap > 0 ? s.lastLap : -1),
    PreviousLapWasValid: () => "True",
    Rpms: (s) => s.rpm,
    SpeedMs: (s) => fixed(s.kmh / 3.6),
    Throttle: (s) => fixed(s.throttle),
  }),
  csv(
    "fastf1-csv",
    "car.csv",
    4,
    {
      Date: iso,
      SessionTime: (s) => timedelta(600 + s.t),
      Speed: (s) => Math.round(s.kmh),
      RPM: (s) => s.rpm,
      nGear: (s) => s.gear,
      Throttle: (s) => Math.round(s.throttle * 100),
      Brake: (s) => python(s.brake > 0),
      DRS: () => 0,
      X: (s) => fixed(s.x * 10),
      Y: (s) => fixed(-s.z * 10),
      Driver: () => "ANT",
      LapNumber: (s) => s.lap + 1,
    },
    {withinMs: 250},
  ),
  csv(
    "fastf1-laps-csv",
    "laps.csv",
    1,
    {
      index: (s) => Math.round(s.t),
      Time: (s) => timedelta(700 + s.t),
      Driver: () => "ANT",
      DriverNumber: () => 12,
      LapTime: () => timedelta(LAP_S),
      LapNumber: (s) => `${Math.round(s.t) + 1}.0`,
      Stint: (s) => `${s.t < 20 ? 1 : 2}.0`,
      PitInTime: (s) => (Math.round(s.t) === 20 ? timedelta(715) : ""),
      Sector1Time: (s) => (s.t < 1 ? "" : timedelta(6)),
      Sector2Time: () => timedelta(7),
      Sector3Time: () => timedelta(7),
      Compound: (s) => (s.t < 20 ? "SOFT" : "HARD"),
      TyreLife: (s) => `${Math.round(s.t) + 1}.0`,
      Team: () => "A",
      LapStartTime: (s) => timedelta(600 + LAP_S * s.t),
      LapStartDate: (s) => new Date((STARTED + LAP_S * s.t) * 1000).toISOString().slice(0, 23).replace("T", " "),
      Deleted: (s) => python(Math.round(s.t) === 3),
      IsAccurate: () => python(true),
    },
    {lapsMs: []},
  ),
  csv("f1-quix-csv", "quix.csv", 10, {
    Timestamp: (s) => Math.round((STARTED + s.t) * 1000),
    Motion_WorldPositionZ: (s) => fixed(s.z),
    Motion_WorldPositionX: (s) => fixed(s.x),
    Speed: (s) => Math.round(s.kmh),
    LapDistance: (s) => fixed(s.distance),
    Gear: (s) => s.gear,
    EngineRPM: (s) => s.rpm,
    Brake: (s) => fixed(s.brake),
    Steer: (s) => s.steer,
    LapNumber: (s) => s.lap + 1,
    LapValidity: () => "Valid",
    Sector: (s) => s.sector,
  }),
  csv("csv", "any.csv", 10, {
    time: (s) => fixed(s.t, 3),
    lap: (s) => s.lap + 1,
    "lap time [s]": (s) => fixed(s.lapTime),
    "speed [km/h]": (s) => fixed(s.kmh),
    throttle: (s) => fixed(s.throttle),
    brake: (s) => fixed(s.brake),
    gear: (s) => s.gear,
    rpm: (s) => s.rpm,
    x: (s) => fixed(s.x),
    z: (s) => fixed(s.z),
  }),
];

function telemetry(lap: number) {
  const own = lapStates(lap, 5);
  const of = (value: (s: State) => number) => own.map((s) => fixed(value(s), 3));
  return {
    tel: {
      ...{time: of((s) => s.lapTime), rpm: of((s) => s.rpm), speed: of((s) => s.kmh), gear: of((s) => s.gear)},
      ...{throttle: of((s) => Math.round(s.throttle * 100)), brake: of((s) => Number(s.brake > 0)), drs: of(() => 0)},
      ...{distance: of((s) => s.distance), x: of((s) => s.x * 10), y: of((s) => -s.z * 10), z: of(() => 10)},
      dataKey: `2026-Oval-Practice 3-ANT-${lap}`,
    },
  };
}

const TREES = (): ForeignSample[] => [
  tree(
    "gt7-json",
    "laps.json",
    [3, 2, 1].map((number) => {
      const own = lapStates(number, 20);
      const of = (value: (s: State) => number) => own.map((s) => fixed(value(s), 3));
      return {
        ...{title: "0:20.000", lap_ticks: 1200, lap_finish_time: 20_000, number, car_id: 7, is_manual: false},
        lap_start_timestamp: iso(own[0]).replace("T", " ").slice(0, -1),
        ...{data_time: of((s) => s.lapTime + 0.05), data_speed: of((s) => s.kmh), data_rpm: of((s) => s.rpm)},
        ...{data_throttle: of((s) => s.throttle * 100), data_braking: of((s) => s.brake * 100)},
        ...{data_gear: of((s) => s.gear), data_position_x: of((s) => s.x), data_position_z: of((s) => s.z)},
        ...{fuel_at_start: 100, fuel_at_end: 99},
      };
    }),
    [20_000, 20_000, 20_000],
  ),
  tree(
    "ac-pdata",
    "laps.json",
    {
      ...{lapCount: 3, sessionType: "PRACTICE", car: "f40", track: "oval"},
      laps: [1, 2, 3].map((lap_number) => ({
        ...{lap_number, pit_lap: false, invalid: lap_number === 2, lap_time: 20_000},
        lap_data: lapStates(lap_number, 5).map((s) => ({
          ...{speed: fixed(s.kmh), gas: s.throttle, brake: s.brake, steer: 3, gear: s.gear + 1, rpm: s.rpm},
          ...{pos: [fixed(s.x), 1, fixed(s.z)], lapTime: Math.round(s.lapTime * 1000)},
        })),
      })),
    },
    [20_000, 20_000, 20_000],
  ),
  tree(
    "purple-sector",
    "demo.json",
    {
      ...{track: "oval", car: "f40"},
      laps: [1, 2].map((lapNumber) => ({
        ...{lapNumber, lapTime: 20_000},
        frames: lapStates(lapNumber, 5).map((s) => ({
          ...{lapTime: Math.round(s.lapTime * 1000), speed: fixed(s.kmh), throttle: s.throttle, brake: s.brake},
          ...{steering: s.steer, gear: s.gear, rpm: s.rpm},
        })),
      })),
    },
    [20_000, 20_000],
  ),
  tree(
    "f1-laptimes",
    "laptimes.json",
    {
      ...{time: [20.001, "None", 20.003], lap: [1, 2, 3], compound: ["SOFT", "SOFT", "None"], stint: [1, 1, 2]},
      ...{s1: [6, "None", 6], s2: [7, 7, 7], s3: [7.001, 7, 7.003], life: [1, 2, 1], pos: [1, 1, 2]},
    },
    [20_001, 20_003],
    {companions: [1, 2, 3].map((lap) => ({name: `${lap}_tel.json`, bytes: utf8(JSON.stringify(telemetry(lap)))}))},
  ),
  tree("f1-telemetry", "2_tel.json", telemetry(2), []),
  tree(
    "openf1",
    "car_data.json",
    [1, 44].flatMap((driver_number) =>
      states(4).map((s) => ({
        ...{date: iso(s), driver_number, speed: Math.round(s.kmh), rpm: s.rpm, n_gear: s.gear, drs: 0},
        ...{throttle: Math.round(s.throttle * 100), brake: s.brake > 0 ? 100 : 0, session_key: 9},
      })),
    ),
    [20_000, 20_000, 20_000, 20_000, 20_000, 20_000],
    {
      companions: [
        {
          name: "laps.json",
          bytes: utf8(
            JSON.stringify(
              [1, 44].flatMap((driver_number) =>
                [1, 2, 3].map((lap_number) => ({
                  ...{driver_number, lap_number, lap_duration: LAP_S, is_pit_out_lap: false},
                  date_start: iso(stateAt(LINE_S + (lap_number - 1) * LAP_S)),
                })),
              ),
            ),
          ),
        },
      ],
    },
  ),
  tree(
    "f1-formula-tools",
    "lap_2_data.json",
    {
      laptime: 20_000,
      dataPoints: {
        2: lapStates(2, 20).map((s) => ({
          ...{LapDistance: fixed(s.distance), LapTime: Math.round(s.lapTime * 1000)},
          CarTelemetryData: {
            ...{Speed: Math.round(s.kmh), Throttle: s.throttle, Steer: s.steer, Brake: s.brake, Gear: s.gear},
            ...{EngineRPM: s.rpm, Drs: 0, BrakesTemperature: [600, 601, 602, 603], TyresInnerTemperature: "ZGRkZA=="},
          },
        })),
      },
    },
    [20_000],
  ),
  tree(
    "f1-trace",
    "trace.json",
    {
      session: {track_name: "Oval", packet_format: 2025, track_length: 754, session_type_name: "Time Trial"},
      lap: {lap_num: 2, lap_time_ms: 20_000, s1_ms: 6000, s2_ms: 7000, s3_ms: 7000, valid: 1, car_role: "player"},
      samples: Object.fromEntries(
        Object.entries({
          t: (s: State) => Math.round(s.lapTime * 1000),
          d: (s: State) => fixed(s.distance),
          x: (s: State) => fixed(s.x),
          z: (s: State) => fixed(s.z),
          spd: (s: State) => Math.round(s.kmh),
          thr: (s: State) => Math.round(s.throttle * 100),
          brk: (s: State) => Math.round(s.brake * 100),
          gear: (s: State) => s.gear,
          rpm: (s: State) => s.rpm,
        }).map(([name, of]) => [name, lapStates(2, 20).map(of)]),
      ),
    },
    [20_000],
  ),
  tree(
    "f1-session-json",
    "race.json",
    {
      "game-year": 25,
      "session-info": {"track-id": "Oval", "session-type": "Race", "track-length": 754},
      "classification-data": [0, 3].map((index) => ({
        ...{index, "is-player": index === 3, "driver-name": `D${index}`, team: "A"},
        "session-history": {
          "lap-history-data": Array.from({length: 20}, (_, i) => ({
            ...{"lap-time-in-ms": 20_000 + i, "sector-1-time-in-ms": 6000, "sector-2-time-in-ms": 7000},
            ...{"sector-3-time-in-ms": 7000 + i, "lap-valid-bit-flags": 15},
          })),
        },
      })),
    },
    [],
  ),
];

const BINARIES = (): ForeignSample[] => {
  const channel = (name: string, unit: string, rate: number, of: (s: State) => number) => ({
    ...{name, unit, rate},
    raw: states(rate).map(of),
  });
  const ld = ldBytes([
    channel("Ground Speed", "km/h", 20, (s) => s.kmh),
    channel("Engine RPM", "rpm", 20, (s) => s.rpm),
    channel("Throttle Pos", "%", 20, (s) => s.throttle * 100),
    channel("Brake Pos", "%", 10, (s) => s.brake * 100),
    channel("Gear", "", 5, (s) => s.gear),
    channel("Fuel Level", "l", 1, (s) => 40 - s.t / 60),
  ]);
  const beacons = [0, 1, 2, 3].map((k) => LINE_S + k * LAP_S);
  const ldx = `<?xml version="1.0"?>\n<LDXFile Locale="English" DefaultLocale="C" Version="1.6"><Layers><Layer><MarkerBlock><MarkerGroup Name="Beacons" Index="2">${beacons
    .map((s, i) => `<Marker Version="100" ClassName="BCN" Name="Manual.${i + 1}" Flags="77" Time="${s * 1e6}"/>`)
    .join("")}</MarkerGroup></MarkerBlock></Layer></Layers></LDXFile>\n`;
  const at = (r: number) => stateAt(r / 60);
  const ibt = ibtBytes(
    [
      {name: "SessionTime", type: 5, unit: "s", value: (r) => 100 + r / 60},
      {name: "Lap", type: 2, value: (r) => at(r).lap + 1},
      {name: "LapDistPct", type: 4, unit: "%", value: (r) => at(r).share},
      {name: "LapLastLapTime", type: 4, unit: "s", value: (r) => at(r).lastLap || -1},
      {name: "Speed", type: 4, unit: "m/s", value: (r) => at(r).kmh / 3.6},
      {name: "RPM", type: 4, unit: "revs/min", value: (r) => at(r).rpm},
      {name: "Throttle", type: 4, unit: "%", value: (r) => at(r).throttle},
      {name: "Gear", type: 2, value: (r) => at(r).gear},
      {name: "OnPitRoad", type: 1, value: () => 0},
    ],
    60 * END_S,
  );
  return [
    {
      ...{format: "motec-ld", name: "run.ld", bytes: ld, lapsMs: [20_000, 20_000, 20_000], withinMs: 1},
      companions: [{name: "run.ldx", bytes: utf8(ldx)}],
    },
    {format: "iracing-ibt", name: "run.ibt", bytes: ibt, lapsMs: [20_000, 20_000, 20_000], withinMs: 1},
  ];
};

/** A sample of every format that there is a reader for. */
export function foreignSamples(): ForeignSample[] {
  return [...BINARIES(), ...TABLES(), ...TREES()];
}
