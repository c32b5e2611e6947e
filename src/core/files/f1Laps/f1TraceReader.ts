import {readColumns} from "../columns/readColumns.js";
import {type Rule, wheelRules} from "../columns/rules.js";
import {oneCarLog} from "../derive.js";
import {LogFileError, PLAIN_LAP} from "../importedLog.js";
import {
  hasKeys,
  type JsonObject,
  jsonColumns,
  lapNumber,
  number,
  object,
  parseJson,
  sectors,
  text,
  wholeMs,
} from "../jsonFile.js";
import {joinLaps, type LapPiece} from "../laps/joinLaps.js";
import type {LogFileReader} from "../reader.js";
import {withoutFlashbacks} from "./flashbacks.js";

/** As the F1 games number them. */
const WEATHER = ["clear", "light cloud", "overcast", "light rain", "heavy rain", "storm"];

const RULES: readonly Rule[] = [
  {from: "d", channel: "lapDistance", unit: "m"},
  {from: "x", channel: "worldX", unit: "m"},
  {from: "y", channel: "worldY", unit: "m"},
  {from: "z", channel: "worldZ", unit: "m"},
  {from: "spd", channel: "speedKmh", unit: "km/h"},
  {from: "thr", channel: "throttle", unit: "%"},
  {from: "brk", channel: "brake", unit: "%"},
  {from: "str", channel: "steering", unit: "%"},
  {from: "gear", channel: "gear"},
  {from: "drs", channel: "drs"},
  {from: "ot", channel: "overtakeActive"},
  {from: "rpm", channel: "rpm", unit: "rpm"},
  {from: "fuel", channel: "fuelMass", unit: "kg"},
  {from: "tyre_visual", channel: "tyreCompound"},
  {from: "ers", channel: "ersStore", unit: "MJ", value: (v) => v * 1e6},
  ...wheelRules({Rl: "rl", Rr: "rr", Fl: "fl", Fr: "fr"}, "t{w}", "tyreSurfaceTemp{w}C", {unit: "°C"}),
];

const KNOWN = RULES.map(({from}) => from);

/** A lap of an F1 game exported by LMC4S/F1-25-Trace: session, lap and columns of samples. */
export const f1TraceReader: LogFileReader = {
  format: "f1-trace",
  label: "F1 game lap (F1 trace JSON)",
  extensions: [".json"],
  recognises: (head) => hasKeys(head, "{", ["session", "packet_format", "lap_time_ms", "samples"]),
  read({bytes}, {onProgress} = {}) {
    const file = object(parseJson(bytes), "file");
    onProgress?.(0.5);
    const session = object(file.session, "session");
    const lap = object(file.lap, "lap");
    const {raw, texts} = jsonColumns(object(file.samples, "samples"), [...KNOWN, "t"], "samples");
    const time = raw.get("t")?.values.map((ms) => ms / 1000);
    if (!time || time.length === 0) throw new LogFileError("no sample times", "samples.t");
    raw.delete("t");
    const tyre = number(lap.tyre_visual, "lap.tyre_visual");
    if (tyre > 0) raw.set("tyre_visual", {unit: "", values: new Float64Array(time.length).fill(tyre)});
    const ms = (name: string) => wholeMs(number(lap[name], `lap.${name}`));
    const lapTimeMs = ms("lap_time_ms");
    const last = time[time.length - 1] * 1000;
    if (lapTimeMs !== null && !(last <= lapTimeMs + 100))
      throw new LogFileError(`lap time is ${lapTimeMs} ms, but the last sample is at ${last} ms`, "lap.lap_time_ms");
    const taken: string[] = [];
    const piece: LapPiece = {
      ...PLAIN_LAP,
      lap: lapNumber(lap.lap_num, "lap.lap_num"),
      startS: 0,
      time,
      raw,
      lapTimeMs,
      sectorsMs: sectors(ms("s1_ms"), ms("s2_ms"), ms("s3_ms")),
      valid: lap.valid !== 0 && lap.valid !== false,
      complete: lapTimeMs !== null,
    };
    const joined = joinLaps([withoutFlashbacks(piece, taken)]);
    const {columns, report} = readColumns(joined.raw, RULES, {reasons: texts, notes: taken});
    report.notes.push(...joined.notes);
    Object.assign(columns, {sessionTime: joined.sessionTime, currentLapTimeMs: joined.currentLapTimeMs});
    const role = text(lap.car_role);
    onProgress?.(1);
    const facts = {...factsOf(session), playerCar: role === "player" ? 0 : null};
    return oneCarLog({driver: role, rows: joined.rows, columns, laps: joined.laps}, report, facts);
  },
};

function factsOf(session: JsonObject) {
  const value = (name: string): number | null => {
    const reported = number(session[name], `session.${name}`);
    return Number.isFinite(reported) ? reported : null;
  };
  const started = Date.parse(`${text(session.started_at).slice(0, 19)}Z`);
  const year = value("game_year");
  return {
    format: "f1-trace",
    game: year === null ? "F1" : `F1 ${year}`,
    gameVersion: String(value("packet_format") ?? ""),
    track: {name: text(session.track_name), lengthM: value("track_length"), sectorStartsM: null},
    type: text(session.session_type_name).toLowerCase() || "unknown",
    startedAt: Number.isNaN(started) ? null : started,
    weather: WEATHER[value("weather") ?? -1] ?? null,
    trackTempC: value("track_temp"),
    airTempC: value("air_temp"),
  };
}
