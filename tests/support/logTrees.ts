import {
  fixed,
  iso,
  LAP_S,
  LINE_S,
  type LogSample,
  lapStates,
  type State,
  stateAt,
  states,
  tree,
  utf8,
} from "./loggedDrive.js";

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

/** The formats in JSON. */
export const TREES = (): LogSample[] => [
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
