import type {Stint} from "../../archive/types.js";
import {compoundName} from "../../f1/enums.js";
import {deriveChannels} from "../derive.js";
import {ForeignError, type ForeignLog} from "../foreignLog.js";
import {joinLaps, type LapPiece} from "../joinLaps.js";
import {
  column,
  hasKeys,
  type JsonObject,
  lapNumber,
  list,
  milliseconds,
  number,
  object,
  parseJson,
  sectors,
  text,
} from "../jsonFile.js";
import type {ForeignFile, ForeignReader} from "../reader.js";
import {applyRules, type RawColumns, type Rule} from "../rules.js";
import {brake, compound, drs, drsAllowed, metres, metresDown, throttle} from "./values.js";

const TELEMETRY_FILE = /^(\d{1,3})_tel\.json$/i;

const RULES: readonly Rule[] = [
  {from: "distance", channel: "lapDistance", unit: "m"},
  {from: "speed", channel: "speedKmh", unit: "km/h"},
  {from: "rpm", channel: "rpm", unit: "rpm"},
  {from: "gear", channel: "gear"},
  {from: "throttle", channel: "throttle", unit: "%", value: throttle},
  {from: "brake", channel: "brake", value: brake},
  {from: "drs", channel: "drs", value: drs},
  {from: "drs", channel: "drsAllowed", value: drsAllowed},
  {from: "x", channel: "worldX", unit: "0.1 m", value: metres},
  {from: "y", channel: "worldZ", unit: "0.1 m", value: metresDown},
  {from: "z", channel: "worldY", unit: "0.1 m", value: metres},
  {from: "compound", channel: "tyreCompound"},
  {from: "life", channel: "tyreAgeLaps", unit: "laps"},
];

const REASONS = {
  rel_distance: "follows from the distance",
  acc_x: "computed upstream from speeds and places of 4 Hz",
  acc_y: "computed upstream from speeds and places of 4 Hz",
  acc_z: "computed upstream from speeds and places of 4 Hz",
};

/**
 * One driver's laps of a real session as TracingInsights stores them: `laptimes.json`, and each lap's telemetry beside it
 * as `<lap>_tel.json`. Laps without telemetry keep their times.
 */
export const tracingInsightsReader: ForeignReader = {
  format: "f1-laptimes",
  label: "Formula 1 laps (laptimes.json and its telemetry)",
  extensions: [".json"],
  belongs: (name, main) => /^laptimes\.json$/i.test(main) && TELEMETRY_FILE.test(name),
  recognises: (head) => hasKeys(head, "{", ["time", "lap", "compound", "stint", "s1"]),
  read({bytes, companions}, {onProgress} = {}) {
    const file = object(parseJson(bytes), "laptimes.json");
    const telemetry = new Map<number, {raw: RawColumns; key: string}>();
    companions.forEach(({name, bytes: packed}, i) => {
      const lap = TELEMETRY_FILE.exec(name);
      if (lap)
        telemetry.set(
          Number(lap[1]),
          within(name, () => readTelemetry(packed)),
        );
      onProgress?.((0.9 * (i + 1)) / companions.length);
    });
    const laps = list(file.lap, "lap");
    const pieces = laps.map((value, i) => piece(file, laps.length, lapNumber(value, `lap[${i}]`), i, telemetry));
    const known = new Set(pieces.map(({lap}) => lap));
    const stray = [...telemetry.keys()].filter((lap) => !known.has(lap));
    const log = logOf(pieces, [...telemetry.values()][0]?.key ?? "", "f1-laptimes");
    const without = pieces.filter(({time}) => time.length === 0).length;
    if (without) log.report.notes.push(`${without} of ${pieces.length} laps have no telemetry file: their times only`);
    if (stray.length) log.report.notes.push(`telemetry of laps that have no time is left out: ${stray.join(", ")}`);
    for (const name of ["pos", "status", "pb"])
      if (file[name] !== undefined) log.report.unused.push({from: name, unit: "", reason: "no channel for it"});
    onProgress?.(1);
    return {...log, stints: stintsOf(file, pieces)};
  },
};

/** Laps on one set of tyres, as the file counts them. */
function stintsOf(file: JsonObject, pieces: readonly LapPiece[]): Stint[] {
  if (file.stint === undefined) return [];
  const numbers = list(file.stint, "stint").map((value, i) => number(value, `stint[${i}]`));
  const stints: Stint[] = [];
  pieces.forEach(({lap, told}, i) => {
    if (!Number.isFinite(numbers[i])) return;
    if (i > 0 && numbers[i] === numbers[i - 1] && stints.length) stints[stints.length - 1].endLap = lap;
    else stints.push({car: 0, startLap: lap, endLap: lap, compound: told?.compound ?? "unknown", actual: ""});
  });
  return stints;
}

/** One lap's telemetry alone. */
export const tracingInsightsLapReader: ForeignReader = {
  format: "f1-telemetry",
  label: "Formula 1 lap telemetry (JSON)",
  extensions: [".json"],
  recognises: (head) => hasKeys(head, "{", ["tel", "time"]),
  read({name, bytes}: ForeignFile) {
    const {raw, key} = readTelemetry(bytes);
    const lap = Number(TELEMETRY_FILE.exec(name)?.[1] ?? key.split("-").at(-1));
    const log = logOf([lapPiece(Number.isInteger(lap) && lap > 0 ? lap : 1, raw, null, null)], key, "f1-telemetry");
    log.report.notes.push("one lap without its official time: laptimes.json has it");
    return log;
  },
};

function readTelemetry(bytes: Uint8Array): {raw: RawColumns; key: string} {
  const tel = object(object(parseJson(bytes), "file").tel, "tel");
  const raw: RawColumns = new Map();
  for (const [name, value] of Object.entries(tel))
    if (Array.isArray(value)) raw.set(name, column(value, `tel.${name}`));
  if (!raw.has("time")) throw new ForeignError("no time", "tel");
  return {raw, key: text(tel.dataKey)};
}

function piece(
  file: JsonObject,
  count: number,
  lap: number,
  i: number,
  telemetry: ReadonlyMap<number, {raw: RawColumns}>,
): LapPiece {
  const at = (name: string): number => {
    if (file[name] === undefined) return Number.NaN;
    const values = list(file[name], name);
    if (values.length !== count) throw new ForeignError(`${values.length} of ${count} laps`, name);
    return name === "compound" ? compound(text(values[i])) : number(values[i], `${name}[${i}]`);
  };
  const raw: RawColumns = new Map(telemetry.get(lap)?.raw ?? [["time", {unit: "s", values: new Float64Array(0)}]]);
  const rows = raw.get("time")!.values.length;
  for (const name of ["compound", "life"]) raw.set(name, {unit: "", values: new Float64Array(rows).fill(at(name))});
  const [s1, s2, s3] = ["s1", "s2", "s3"].map((name) => milliseconds(at(name)));
  const life = at("life");
  const tyre = at("compound");
  return {
    ...lapPiece(lap, raw, milliseconds(at("time")), sectors(s1, s2, s3)),
    told: {...(tyre > 0 && {compound: compoundName(tyre)}), ...(life >= 0 && life < 256 && {tyreAgeLaps: life})},
  };
}

function lapPiece(
  lap: number,
  raw: RawColumns,
  lapTimeMs: number | null,
  sectorsMs: [number, number, number] | null,
): LapPiece {
  const time = raw.get("time")!.values;
  raw.delete("time");
  return {
    lap,
    startS: null,
    time,
    raw,
    lapTimeMs,
    sectorsMs,
    valid: true,
    complete: lapTimeMs !== null && time.length > 0,
    pit: false,
  };
}

/** @param key `2026-PreSeasonTesting-Practice 3-ANT-10` */
function logOf(pieces: LapPiece[], key: string, format: string): ForeignLog {
  const {rows, sessionTime, currentLapTimeMs, raw, laps} = joinLaps(pieces);
  const {columns, report} = applyRules(raw, RULES, REASONS);
  Object.assign(columns, {sessionTime, currentLapTimeMs});
  report.notes.push("laps stand one behind the other: when each began is not told");
  const [year = "", event = "", session = "", driver = ""] = key.split("-");
  const car = {car: 0, driver, team: "", raceNumber: 0, rows, columns, laps};
  if (rows > 0) deriveChannels(car, report);
  return {
    format,
    game: "Formula 1",
    gameVersion: year,
    track: {name: event, lengthM: null, sectorStartsM: null},
    type: session.toLowerCase() || "unknown",
    ...{startedAt: null, weather: null, trackTempC: null, airTempC: null, playerCar: null, cars: [car], report},
  };
}

function within<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ForeignError)) throw error;
    throw new ForeignError(error.message, file);
  }
}
