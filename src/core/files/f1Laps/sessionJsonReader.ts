import type {LogReport, RaceFacts, Stint} from "../../archive/types.js";
import {type ImportedCar, type ImportedLap, LogFileError, PLAIN_LAP} from "../importedLog.js";
import {hasKeys, type JsonObject, list, number, object, parseJson, sectors, text, wholeMs} from "../jsonFile.js";
import type {LogFileReader} from "../reader.js";

const MOST_CARS = 64;
/** Bit of the games' validity flags for the whole lap. */
const LAP_VALID = 1;

/**
 * A session of an F1 game saved by ashwin-nat/pits-n-giggles (from files of linuz90/f1-telemetry-viewer): every driver's lap and sector
 * times, without samples.
 */
export const f1SessionJsonReader: LogFileReader = {
  format: "f1-session-json",
  label: "F1 game session (lap times, JSON)",
  extensions: [".json"],
  recognises: (head) => hasKeys(head, "{", ["classification-data", "driver-name"]),
  read({bytes}, {onProgress} = {}) {
    const file = object(parseJson(bytes), "file");
    onProgress?.(0.7);
    const entries = list(file["classification-data"], "classification-data");
    if (entries.length === 0 || entries.length > MOST_CARS)
      throw new LogFileError(`${entries.length} drivers`, "classification-data");
    const report: LogReport = {used: [], unused: [], notes: ["lap and sector times only: the file has no samples"]};
    const cars = entries.map((entry, i) =>
      carOf(object(entry, `classification-data[${i}]`), `classification-data[${i}]`),
    );
    const numbers = new Set(cars.map(({car}) => car));
    if (numbers.size < cars.length) throw new LogFileError("two drivers have the same index", "classification-data");
    cars.sort((a, b) => a.car - b.car);
    for (const from of ["car-damage", "car-status", "tyre-sets", "per-lap-info", "position-history", "overtakes"])
      report.unused.push({from, unit: "", reason: "one value per lap or session, not per sample"});
    const own = entries.findIndex((entry) => (entry as JsonObject)["is-player"] === true);
    const stints = entries.flatMap((entry, i) => stintsOf(entry as JsonObject, `classification-data[${i}]`));
    for (const {car, laps} of cars) for (const lap of laps) setTyre(lap, stints, car);
    onProgress?.(1);
    const playerCar = own < 0 ? null : indexOf(entries[own] as JsonObject, "player");
    return {...factsOf(file), playerCar, cars, stints, report};
  },
};

function carOf(entry: JsonObject, place: string): ImportedCar {
  // a driver who never left the pits has none
  const key = ["session-history", "lap-time-history"].find((name) => (entry[name] ?? null) !== null);
  const history = key ? object(entry[key], `${place}.${key}`) : {"lap-history-data": []};
  const here = `${place}.${key}.lap-history-data`;
  const laps = list(history["lap-history-data"], here).map((lap, i) =>
    lapOf(object(lap, `${here}[${i}]`), i, `${here}[${i}]`),
  );
  setTopSpeeds(laps, entry, place);
  const participant = (entry["participant-data"] ?? {}) as JsonObject;
  const raceNumber = number(participant["race-number"], `${place}.participant-data.race-number`);
  return {
    car: indexOf(entry, place),
    driver: text(entry["driver-name"]),
    team: text(entry.team),
    raceNumber: Number.isFinite(raceNumber) ? raceNumber : 0,
    ...classified(entry["final-classification"], `${place}.final-classification`),
    rows: 0,
    columns: {sessionTime: new Float64Array(0)},
    // the unfinished last lap has no time
    laps: laps.filter(({lapTimeMs}) => lapTimeMs !== null),
  };
}

const STATUS: Record<string, RaceFacts["status"] | undefined> = {
  finished: "finished",
  "did not finish": "did not finish",
  disqualified: "disqualified",
  "not classified": "not classified",
  retired: "retired",
};

/** The game's final classification of a driver, absent where the session was saved before its end. */
function classified(value: unknown, place: string): Pick<ImportedCar, "position" | "race"> {
  if ((value ?? null) === null) return {};
  const entry = object(value, place);
  const count = (name: string) => number(entry[name], `${place}.${name}`);
  const [position, grid, stops] = [count("position"), count("grid-position"), count("num-pit-stops")];
  const penaltyS = count("penalties-time");
  const status = STATUS[text(entry["result-status"]).toLowerCase().replaceAll("_", " ")];
  const reason = text(entry["result-reason"]).toLowerCase();
  return {
    ...(position > 0 && {position}),
    race: {
      ...(grid > 0 && {grid}),
      ...(stops >= 0 && {stops}),
      ...(penaltyS >= 0 && {penaltyS}),
      ...(status && {status}),
      ...(status !== "finished" && reason && reason !== "retired" && {because: reason}),
    },
  };
}

/** Top speeds are in a second history, the tool's own. */
function setTopSpeeds(laps: readonly ImportedLap[], entry: JsonObject, place: string): void {
  const own = entry["lap-time-history"] as JsonObject | undefined;
  if (!Array.isArray(own?.["lap-history-data"])) return;
  own["lap-history-data"].forEach((lap, i) => {
    const here = `${place}.lap-time-history.lap-history-data[${i}]`;
    const kmh = number(object(lap, here)["top-speed-kmph"], `${here}.top-speed-kmph`);
    if (laps[i] && kmh > 0 && kmh < 1000) laps[i].reported = {topSpeedKmh: kmh};
  });
}

/** In the game's history a stint ends with its last lap; the current one has 255. */
function stintsOf(entry: JsonObject, place: string): Stint[] {
  const reported = (entry["session-history"] as JsonObject | null | undefined)?.["tyre-stints-history-data"];
  if (reported === undefined || reported === null) return [];
  const here = `${place}.session-history.tyre-stints-history-data`;
  const car = indexOf(entry, place);
  const name = (value: unknown) => text(value).toLowerCase();
  let startLap = 1;
  return list(reported, here).map((value, i) => {
    const stint = object(value, `${here}[${i}]`);
    const last = number(stint["end-lap"], `${here}[${i}].end-lap`);
    const endLap = last >= startLap && last < 255 ? last : null;
    const compound = name(stint["tyre-visual-compound"]);
    const reported = {car, startLap, endLap, compound, actual: text(stint["tyre-actual-compound"])};
    startLap = (endLap ?? startLap) + 1;
    return reported;
  });
}

function setTyre(lap: ImportedLap, stints: readonly Stint[], car: number): void {
  const stint = stints.find((s) => s.car === car && s.startLap <= lap.lap && (s.endLap ?? Infinity) >= lap.lap);
  if (stint?.compound) lap.reported = {...lap.reported, compound: stint.compound};
}

function indexOf(entry: JsonObject, place: string): number {
  const index = number(entry.index, `${place}.index`);
  if (!Number.isInteger(index) || index < 0 || index > 255)
    throw new LogFileError(`invalid index: ${index}`, `${place}.index`);
  return index;
}

function lapOf(lap: JsonObject, i: number, place: string): ImportedLap {
  const ms = (name: string) => wholeMs(number(lap[name], `${place}.${name}`));
  const flags = number(lap["lap-valid-bit-flags"], `${place}.lap-valid-bit-flags`);
  return {
    ...PLAIN_LAP,
    lap: i + 1,
    first: 0,
    end: 0,
    lapTimeMs: ms("lap-time-in-ms"),
    sectorsMs: sectors(ms("sector-1-time-in-ms"), ms("sector-2-time-in-ms"), ms("sector-3-time-in-ms")),
    valid: Number.isNaN(flags) || (flags & LAP_VALID) !== 0,
  };
}

function factsOf(file: JsonObject) {
  const info = (file["session-info"] ?? {}) as JsonObject;
  const value = (name: string): number | null => {
    const reported = number(info[name], `session-info.${name}`);
    return Number.isFinite(reported) ? reported : null;
  };
  const year = number(file["game-year"], "game-year");
  const debug = (file.debug ?? {}) as JsonObject;
  const stamp = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/.exec(text(debug.timestamp));
  const offset = number(debug["utc-offset-seconds"], "debug.utc-offset-seconds") || 0;
  const started = stamp ? Date.parse(`${stamp[1]}T${stamp[2]}Z`) - offset * 1000 : Number.NaN;
  return {
    format: "f1-session-json",
    game: Number.isFinite(year) ? `F1 ${year}` : "F1",
    gameVersion: String(number(file["packet-format"], "packet-format") || ""),
    track: {name: text(info["track-id"]), lengthM: value("track-length"), sectorStartsM: null},
    type: text(info["session-type"]).toLowerCase() || "unknown",
    startedAt: Number.isNaN(started) ? null : started,
    weather: text(info.weather).toLowerCase() || null,
    trackTempC: value("track-temperature"),
    airTempC: value("air-temperature"),
  };
}
