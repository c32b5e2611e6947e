import {readColumns} from "../columns/readColumns.js";
import type {Rule} from "../columns/rules.js";
import {oneCarLog} from "../derive.js";
import {LogFileError, PLAIN_LAP} from "../importedLog.js";
import {hasKeys, type JsonObject, jsonColumns, lapNumber, list, number, object, parseJson, text} from "../jsonFile.js";
import {joinLaps, type LapPiece} from "../laps/joinLaps.js";
import type {LogFileReader} from "../reader.js";

/** Known at both ends of a lap only. */
const FUEL = "fuel_at_start, fuel_at_end";

const RULES: readonly Rule[] = [
  {from: "data_speed", channel: "speedKmh", unit: "km/h"},
  {from: "data_throttle", channel: "throttle", unit: "%"},
  {from: "data_braking", channel: "brake", unit: "%"},
  {from: "data_rpm", channel: "rpm", unit: "rpm"},
  // the game counts reverse as 0 and shows 15 between gears
  {from: "data_gear", channel: "gear", value: (v) => (v === 15 ? 0 : v === 0 ? -1 : v)},
  // −1 bar where there is no turbo
  {from: "data_boost", channel: "turboBoostBar", unit: "bar", value: (v) => (v > -1 ? v : Number.NaN)},
  {from: FUEL, channel: "fuelLitres", unit: "l"},
  {from: "data_position_x", channel: "worldX", unit: "m"},
  {from: "data_position_y", channel: "worldY", unit: "m"},
  {from: "data_position_z", channel: "worldZ", unit: "m"},
];

const KNOWN = [...RULES.map(({from}) => from), "data_time"];

const REASONS = {
  data_time: "used for the row times",
  data_coasting: "follows from throttle and brake",
  data_tires: "one value for the slip of all wheels",
  data_rotation_yaw: "one part of a quaternion",
  data_absolute_yaw_rate_per_second: "has no sign",
};

/** Laps of Gran Turismo 7 saved by snipem/gt7dashboard: a list of laps, 60 samples a second. */
export const gt7JsonReader: LogFileReader = {
  format: "gt7-json",
  label: "Gran Turismo 7 laps (JSON)",
  extensions: [".json"],
  recognises: (head) => hasKeys(head, "[", ["lap_ticks", "lap_finish_time"]),
  read({bytes}, {onProgress} = {}) {
    const laps = list(parseJson(bytes), "file").map((lap, i) => object(lap, `lap [${i}]`));
    if (laps.length === 0) throw new LogFileError("no laps");
    onProgress?.(0.5);
    const begins = laps.map(({lap_start_timestamp}) => stamp(text(lap_start_timestamp)));
    const first = Math.min(...begins.filter((ms) => !Number.isNaN(ms)));
    const pieces = laps.map((lap, i) => piece(lap, `lap [${i}]`, (begins[i] - first) / 1000));
    // the newest lap comes first
    pieces.sort((a, b) => a.lap - b.lap);
    const {rows, sessionTime, currentLapTimeMs, raw, laps: joined, notes} = joinLaps(pieces);
    const {columns, report} = readColumns(raw, RULES, {reasons: REASONS});
    Object.assign(columns, {sessionTime, currentLapTimeMs});
    report.notes.push(...notes, "lap times: lap_finish_time, which is also the time of each lap's last sample");
    const codes = new Set(laps.map(({car_id}) => number(car_id, "car_id")));
    const [code] = codes;
    const named = new Set(laps.map(({car_name}) => text(car_name)).filter(Boolean));
    const team = named.size === 1 ? [...named][0] : codes.size === 1 && Number.isFinite(code) ? `car ${code}` : "";
    onProgress?.(1);
    return oneCarLog({team, rows, columns, laps: joined}, report, {
      format: "gt7-json",
      game: "Gran Turismo 7",
      track: {name: text(laps[0].circuit_name)},
      startedAt: Number.isFinite(first) ? first : null,
    });
  },
};

function piece(lap: JsonObject, place: string, startS: number): LapPiece {
  const lists = Object.fromEntries(Object.entries(lap).filter(([key]) => key.startsWith("data_")));
  const {raw} = jsonColumns(lists, KNOWN, place);
  const reported = raw.get("data_time")?.values;
  if (!reported) throw new LogFileError("missing data_time", place);
  raw.delete("data_time");
  // optional lists may be shorter: some versions start one later
  for (const [name, {values}] of raw)
    if (!KNOWN.includes(name) && values.length !== reported.length)
      raw.set(name, {unit: "", values: new Float64Array(reported.length).fill(Number.NaN)});
  const fuel = [lap.fuel_at_start, lap.fuel_at_end].map((value) => number(value ?? Number.NaN, `${place}.fuel`));
  if (reported.length > 1 && fuel.every(Number.isFinite)) {
    const values = new Float64Array(reported.length).fill(Number.NaN);
    [values[0], values[reported.length - 1]] = fuel;
    raw.set(FUEL, {values, unit: "l"});
  }
  const finish = number(lap.lap_finish_time, `${place}.lap_finish_time`);
  const finished = finish > 0 && finish < 86_400_000;
  // the tool keeps recording until it notices the new lap
  const late = finished && reported.length ? reported[reported.length - 1] - finish / 1000 : 0;
  if (finished && reported.length && !(Math.abs(late) < 1))
    throw new LogFileError(
      `lap time is ${finish} ms, but the samples end at ${reported[reported.length - 1]} s`,
      place,
    );
  return {
    ...PLAIN_LAP,
    lap: lapNumber(lap.number, `${place}.number`),
    startS: Number.isFinite(startS) ? startS : null,
    time: reported.map((t) => t - late),
    raw,
    lapTimeMs: finished ? Math.round(finish) : null,
    pit: lap.is_pit_lap === true,
    complete: finished && lap.is_manual !== true && lap.is_complete !== false,
  };
}

/** ms since 1970 of `2023-07-06 12:46:43.189594`, taken as UTC; NaN for anything else. */
function stamp(value: string): number {
  return /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/.test(value)
    ? Date.parse(`${value.slice(0, 23).replace(" ", "T")}Z`)
    : Number.NaN;
}
