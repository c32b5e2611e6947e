import type {RawColumns} from "../columns/column.js";
import {steeringOf} from "../columns/convertColumn.js";
import {readColumns} from "../columns/readColumns.js";
import type {Rule} from "../columns/rules.js";
import {oneCarLog} from "../derive.js";
import {LogFileError} from "../importedLog.js";
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
  {from: "metre", channel: "lapDistance", unit: "m"},
  {from: "speed", channel: "speedKmh", unit: "km/h"},
  {from: "gas", channel: "throttle"},
  {from: "brake", channel: "brake"},
  {from: "steer", channel: "steering", unit: "deg"},
  {from: "gear", channel: "gear", value: (v) => v - 1},
  {from: "rpm", channel: "rpm", unit: "rpm"},
  {from: "pos[0]", channel: "worldX", unit: "m"},
  {from: "pos[1]", channel: "worldY", unit: "m"},
  {from: "pos[2]", channel: "worldZ", unit: "m"},
];

const NUMBERS = ["speed", "gas", "brake", "steer", "gear", "rpm"];
/** Metres at the beginning of a lap whose samples may be of the lap before. */
const MOST_STALE = 50;
const OTHERWISE_READ = ["pos", "lapTime"];

/** Laps saved by an app within Assetto Corsa (paskalwolski/pData): one sample a metre. Choice: `steeringLockDeg`. */
export const pdataReader: LogFileReader = {
  format: "ac-pdata",
  label: "Assetto Corsa app laps (JSON)",
  extensions: [".json"],
  recognises: (head) => hasKeys(head, "{", ["lapCount", "sessionType", "track", "lap_number"]),
  read({bytes}, {choices, onProgress} = {}) {
    const file = object(parseJson(bytes), "file");
    onProgress?.(0.5);
    const notes: string[] = [];
    const laps = list(file.laps, "laps").map((lap, i) => piece(object(lap, `laps[${i}]`), `laps[${i}]`, notes));
    const {rows, sessionTime, currentLapTimeMs, raw, laps: joined, notes: slips} = joinLaps(laps);
    if (rows === 0) throw new LogFileError("no samples", "laps");
    const {columns, report} = readColumns(raw, RULES);
    Object.assign(columns, {sessionTime, currentLapTimeMs});
    report.notes.push(
      ...notes,
      ...slips,
      "lapDistance: counted at one sample per metre",
      "laps are joined without gaps: the file has no lap start times",
    );
    if (columns.steering) columns.steering = steeringOf(columns.steering, choices?.steeringLockDeg, report.notes);
    onProgress?.(1);
    const started = Date.parse(`${text(file.sessionTime).slice(0, 23)}Z`);
    return oneCarLog({team: text(file.car), rows, columns, laps: joined}, report, {
      format: "ac-pdata",
      game: "Assetto Corsa",
      track: {name: text(file.track)},
      type: text(file.sessionType).toLowerCase() || "unknown",
      startedAt: Number.isNaN(started) ? null : started,
    });
  },
};

function piece(lap: JsonObject, place: string, notes: string[]): LapPiece {
  const number_ = lapNumber(lap.lap_number, `${place}.lap_number`);
  const samples = lap.lap_data === undefined ? [] : list(lap.lap_data, `${place}.lap_data`);
  const metres = samples.flatMap((sample, i) => (sample === null ? [] : [i]));
  const at = (i: number): JsonObject => object(samples[i], `${place}.lap_data[${i}]`);
  const ms = (i: number): number => number(at(i).lapTime, `${place}.lap_data[${i}].lapTime`);
  if (metres.length < samples.length)
    notes.push(`lap ${number_}: ${samples.length - metres.length} of ${samples.length} metres have no sample`);
  // the first metres may still have samples of the lap before
  const stale = metres.slice(0, MOST_STALE).findLastIndex((at, i) => ms(at) > ms(metres[i + 1] ?? at) + 1000) + 1;
  if (stale > 0) {
    metres.splice(0, stale);
    const which = stale === 1 ? "first sample belongs" : `first ${stale} samples belong`;
    notes.push(`lap ${number_}: its ${which} to the previous lap and ${stale === 1 ? "is" : "are"} left out`);
  }
  const raw: RawColumns = new Map([["metre", {unit: "m", values: Float64Array.from(metres)}]]);
  for (const key of numberKeys(metres.map(at), [...NUMBERS, ...OTHERWISE_READ], NUMBERS))
    raw.set(key, {
      unit: "",
      values: Float64Array.from(metres, (i) => number(at(i)[key], `${place}.lap_data[${i}].${key}`)),
    });
  for (let axis = 0; axis < 3; axis++)
    raw.set(`pos[${axis}]`, {
      unit: "m",
      values: Float64Array.from(metres, (i) =>
        number(list(at(i).pos, `${place}.lap_data[${i}].pos`)[axis], `${place}.lap_data[${i}].pos`),
      ),
    });
  const lapTimeMs = wholeMs(number(lap.lap_time, `${place}.lap_time`));
  return {
    lap: number_,
    startS: null,
    time: Float64Array.from(metres, (i) => ms(i) / 1000),
    raw,
    lapTimeMs,
    sectorsMs: null,
    valid: lap.invalid !== true,
    complete: lapTimeMs !== null && metres.length > 0 && lap.discard !== true,
    pit: lap.pit_lap === true,
  };
}
