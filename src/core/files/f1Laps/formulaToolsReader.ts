import type {RawColumn, RawColumns} from "../columns/column.js";
import {applyRules, type Rule, wheelRules} from "../columns/rules.js";
import {oneCarLog} from "../derive.js";
import {LogFileError, PLAIN_LAP} from "../importedLog.js";
import {hasKeys, type JsonObject, lapNumber, list, number, object, parseJson, wholeMs} from "../jsonFile.js";
import {joinLaps, type LapPiece} from "../laps/joinLaps.js";
import type {LogFileReader} from "../reader.js";
import {withoutFlashbacks} from "./flashbacks.js";

const WHEEL = {Rl: "0", Rr: "1", Fl: "2", Fr: "3"};

const RULES: readonly Rule[] = [
  {from: "LapDistance", channel: "lapDistance", unit: "m"},
  {from: "Speed", channel: "speedKmh", unit: "km/h"},
  {from: "Throttle", channel: "throttle"},
  {from: "Brake", channel: "brake"},
  {from: "Steer", channel: "steering"},
  {from: "Clutch", channel: "clutchPercent", unit: "%"},
  {from: "Gear", channel: "gear"},
  {from: "EngineRPM", channel: "rpm", unit: "rpm"},
  {from: "Drs", channel: "drs"},
  {from: "RevLightsPercent", channel: "revLightsPercent", unit: "%"},
  {from: "EngineTemperature", channel: "engineTempC", unit: "°C"},
  ...wheelRules(WHEEL, "BrakesTemperature[{w}]", "brakeTemp{w}C", {unit: "°C"}),
  ...wheelRules(WHEEL, "TyresSurfaceTemperature[{w}]", "tyreSurfaceTemp{w}C", {unit: "°C"}),
  ...wheelRules(WHEEL, "TyresInnerTemperature[{w}]", "tyreInnerTemp{w}C", {unit: "°C"}),
  ...wheelRules(WHEEL, "TyresPressure[{w}]", "tyrePressure{w}Psi", {unit: "psi"}),
  ...wheelRules(WHEEL, "SurfaceType[{w}]", "surface{w}"),
];

const KNOWN = new Set(RULES.map(({from}) => from.replace(/\[\d\]$/, "")));

/**
 * A lap of an F1 game stored by JobMeulenbeld/FormulaTools: the telemetry packet's fields by name, with lap distance and lap time of
 * the last lap packet.
 */
export const formulaToolsReader: LogFileReader = {
  format: "f1-formula-tools",
  label: "F1 game lap (JSON with dataPoints)",
  extensions: [".json"],
  recognises: (head) => hasKeys(head, "{", ["laptime", "dataPoints", "CarTelemetryData"]),
  read({bytes}, {onProgress} = {}) {
    const file = object(parseJson(bytes), "file");
    onProgress?.(0.5);
    const reported = number(file.laptime, "laptime");
    const entries = Object.entries(object(file.dataPoints, "dataPoints")).filter(([lap]) => /^\d+$/.test(lap));
    const taken: string[] = [];
    const pieces = entries.map(([lap, points]) =>
      withoutFlashbacks(piece(lap, list(points, `dataPoints.${lap}`), entries.length === 1 ? reported : 0), taken),
    );
    const {rows, sessionTime, currentLapTimeMs, raw, laps, notes} = joinLaps(pieces);
    if (rows === 0) throw new LogFileError("no samples", "dataPoints");
    const {columns, report} = applyRules(raw, RULES, {RevLightsBitValue: "the same as the percentage"});
    Object.assign(columns, {sessionTime, currentLapTimeMs});
    report.notes.push(...taken, ...notes, "rows between two lap packets repeat the lap time of the first packet");
    onProgress?.(1);
    return oneCarLog({rows, columns, laps}, report, {format: "f1-formula-tools", game: "F1"});
  },
};

function piece(lap: string, points: unknown[], reported: number): LapPiece {
  const place = `dataPoints.${lap}`;
  const columns = new Map<string, Float64Array>();
  const set = (name: string, row: number, value: number): void => {
    let values = columns.get(name);
    if (!values) columns.set(name, (values = new Float64Array(points.length).fill(Number.NaN)));
    values[row] = value;
  };
  const time = new Float64Array(points.length);
  points.forEach((value, row) => {
    const here = `${place}[${row}]`;
    const point = object(value, here);
    time[row] = number(point.LapTime, `${here}.LapTime`) / 1000;
    set("LapDistance", row, number(point.LapDistance, `${here}.LapDistance`));
    fill(object(point.CarTelemetryData, `${here}.CarTelemetryData`), row, here, set);
  });
  const lapTimeMs = wholeMs(reported);
  const raw: RawColumns = new Map(
    [...columns].map(([name, values]): [string, RawColumn] => [name, {unit: "", values}]),
  );
  const complete = lapTimeMs !== null && points.length > 0;
  return {...PLAIN_LAP, lap: lapNumber(lap, place), startS: 0, time, raw, lapTimeMs, complete};
}

/** Arrays are lists of numbers, or bytes in base64. */
function fill(
  data: JsonObject,
  row: number,
  place: string,
  set: (name: string, row: number, value: number) => void,
): void {
  for (const [name, value] of Object.entries(data)) {
    if (!KNOWN.has(name)) {
      if (typeof value === "number") set(name, row, value);
      continue;
    }
    const items = Array.isArray(value)
      ? value
      : typeof value === "string"
        ? base64(value, `${place}.${name}`)
        : undefined;
    if (!items) set(name, row, number(value, `${place}.${name}`));
    else if (items.length !== 4) throw new LogFileError(`${items.length} of 4 wheels`, `${place}.${name}`);
    else for (let w = 0; w < 4; w++) set(`${name}[${w}]`, row, number(items[w], `${place}.${name}[${w}]`));
  }
}

function base64(value: string, place: string): number[] {
  try {
    return Array.from(atob(value), (c) => c.charCodeAt(0));
  } catch {
    throw new LogFileError(`invalid base64: ${value.slice(0, 40)}`, place);
  }
}
