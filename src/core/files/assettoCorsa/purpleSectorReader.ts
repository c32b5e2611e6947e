import type {RawColumns} from "../columns/column.js";
import {readColumns} from "../columns/readColumns.js";
import type {Rule} from "../columns/rules.js";
import {oneCarLog} from "../derive.js";
import {LogFileError, PLAIN_LAP} from "../importedLog.js";
import {
  hasKeys,
  type JsonObject,
  lapNumber,
  list,
  number,
  numberKeys,
  object,
  parseJson,
  text,
  wholeMs,
} from "../jsonFile.js";
import {joinLaps, type LapPiece} from "../laps/joinLaps.js";
import type {LogFileReader} from "../reader.js";

const RULES: readonly Rule[] = [
  {from: "speed", channel: "speedKmh", unit: "km/h"},
  {from: "throttle", channel: "throttle"},
  {from: "brake", channel: "brake"},
  {from: "steering", channel: "steering"},
  {from: "gear", channel: "gear"},
  {from: "rpm", channel: "rpm", unit: "rpm"},
];

/** Laps stored by chrismarth/PurpleSector: frames with the running lap time. */
export const purpleSectorReader: LogFileReader = {
  format: "purple-sector",
  label: "Purple Sector laps (JSON)",
  extensions: [".json"],
  recognises: (head) => hasKeys(head, "{", ["track", "laps", "frames", "lapNumber", "lapTime"]),
  read({bytes}, {onProgress} = {}) {
    const file = object(parseJson(bytes), "file");
    onProgress?.(0.5);
    const laps = list(file.laps, "laps").map((lap, i) => piece(object(lap, `laps[${i}]`), `laps[${i}]`));
    const {rows, sessionTime, currentLapTimeMs, raw, laps: joined, notes} = joinLaps(laps);
    if (rows === 0) throw new LogFileError("no samples", "laps");
    const {columns, report} = readColumns(raw, RULES);
    Object.assign(columns, {sessionTime, currentLapTimeMs});
    report.notes.push(...notes);
    const about = text(file.description);
    if (about) report.notes.push(`description in the file: ${about.slice(0, 200)}`);
    onProgress?.(1);
    return oneCarLog({team: text(file.car), rows, columns, laps: joined}, report, {
      format: "purple-sector",
      game: "Assetto Corsa",
      track: {name: text(file.track)},
    });
  },
};

function piece(lap: JsonObject, place: string): LapPiece {
  const frames = list(lap.frames, `${place}.frames`).map((frame, i) => object(frame, `${place}.frames[${i}]`));
  const column = (key: string) =>
    Float64Array.from(frames, (frame, i) => number(frame[key], `${place}.frames[${i}].${key}`));
  const raw: RawColumns = new Map();
  const own = RULES.map(({from}) => from);
  for (const key of numberKeys(frames, [...own, "lapTime", "timestamp"], own))
    raw.set(key, {unit: "", values: column(key)});
  const lapTimeMs = wholeMs(number(lap.lapTime, `${place}.lapTime`));
  return {
    ...PLAIN_LAP,
    lap: lapNumber(lap.lapNumber, `${place}.lapNumber`),
    startS: null,
    time: column("lapTime").map((ms) => ms / 1000),
    raw,
    lapTimeMs,
    complete: lapTimeMs !== null && frames.length > 0,
  };
}
