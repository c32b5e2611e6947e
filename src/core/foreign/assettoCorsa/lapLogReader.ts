import {pathLength} from "../../track/closedPath.js";
import {csvHead, readCsvTable} from "../csv/csvTable.js";
import {checkTime, csvColumns, needed, steeringOf} from "../csvColumns.js";
import {deriveChannels} from "../derive.js";
import {guessRest} from "../guessRest.js";
import type {ForeignReader} from "../reader.js";
import {applyRules, type Rule} from "../rules.js";

const MPH = 1.609344;
/** A lap whose last place lies farther from its first, m, is not finished (rows lie a metre or two apart), nor is a shorter one. */
const CLOSES_M = 3;
const SHORTEST_M = 300;

const RULES: readonly Rule[] = [
  {from: "speed_Mph", channel: "speedKmh", unit: "mph", value: (v) => v * MPH},
  {from: "gas", channel: "throttle"},
  {from: "brake", channel: "brake"},
  {from: "steer", channel: "steering", unit: "deg"},
  // as the game sends it: 0 reverse, 1 neutral
  {from: "gear", channel: "gear", value: (v) => v - 1},
  {from: "x", channel: "worldX", unit: "m"},
  {from: "y", channel: "worldY", unit: "m"},
  {from: "z", channel: "worldZ", unit: "m"},
];

/**
 * A lap of Assetto Corsa's UDP telemetry, a row a metre, tab-separated, as GeekyDeaks/raw-sim-telemetry has them. Choice:
 * `steeringLockDeg`.
 */
export const acLapLogReader: ForeignReader = {
  format: "ac-lap-log",
  label: "Assetto Corsa lap log",
  extensions: [".tsv", ".csv"],
  recognises(head) {
    const names = csvHead(head)?.names ?? [];
    return ["lapTime", "speed_Mph", "gas", "steer"].every((name) => names.includes(name));
  },
  read({bytes}, {choices, onProgress} = {}) {
    const table = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6)));
    const time = needed(table, "lapTime");
    checkTime(time, "lapTime", table.firstLine);
    const {raw, reasons} = csvColumns(table);
    const left = {...reasons, lapTime: "tells the time of each row"};
    const {columns, report} = applyRules(raw, RULES, left);
    report.notes.push(...table.notes);
    guessRest(raw, columns, report, left);
    columns.sessionTime = time.slice();
    columns.currentLapTimeMs = time.map((t) => t * 1000);
    if (columns.steering) columns.steering = steeringOf(columns.steering, choices?.steeringLockDeg, report.notes);
    const {worldX: x, worldZ: z} = columns;
    const last = table.rows - 1;
    const closes = !!x && !!z && Math.hypot(x[last] - x[0], z[last] - z[0]) < CLOSES_M;
    const complete = closes && time[0] < 1 && pathLength({x, z}, false) > SHORTEST_M;
    report.notes.push(
      complete
        ? "one lap; its time is that of its last row, at most a row short"
        : "one unfinished lap: it does not end where it begins",
    );
    const lapTimeMs = complete ? Math.round(time[last] * 1000) : null;
    const lap = {lap: 1, first: 0, end: table.rows, lapTimeMs, sectorsMs: null, valid: true, complete, pit: false};
    const car = {car: 0, driver: "", team: "", raceNumber: 0, rows: table.rows, columns, laps: [lap]};
    deriveChannels(car, report);
    onProgress?.(1);
    return {
      format: "ac-lap-log",
      ...{game: "Assetto Corsa", gameVersion: "", type: "unknown", weather: null, trackTempC: null, airTempC: null},
      track: {name: "", lengthM: null, sectorStartsM: null},
      ...{startedAt: null, playerCar: 0, cars: [car], report},
    };
  },
};
