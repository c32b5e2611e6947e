import {pathLength} from "../../geometry/closedPath.js";
import {chosenColumns} from "../columns/columnChoices.js";
import {steeringOf} from "../columns/convertColumn.js";
import {readColumns} from "../columns/readColumns.js";
import type {Rule} from "../columns/rules.js";
import {csvColumns, hasColumns, requiredValues, tableColumns} from "../csv/csvColumns.js";
import {type CsvTable, readCsvTable} from "../csv/csvTable.js";
import {orderedTable, pickRows} from "../csv/pickRows.js";
import {oneCarLog} from "../derive.js";
import {PLAIN_LAP} from "../importedLog.js";
import {joinLaps} from "../laps/joinLaps.js";
import {lapStartsByReset} from "../laps/lapSplit.js";
import {isNegligible} from "../orderedRows.js";
import type {LogFileReader} from "../reader.js";

const MPH = 1.609344;
/** A lap is finished if its ends are at most this far apart, m (rows are one or two metres apart), and it is not too short. */
const CLOSES_M = 3;
const SHORTEST_M = 300;
/** A new lap begins where the running lap time falls by more, s. */
const NEW_LAP_S = 5;

const RULES: readonly Rule[] = [
  {from: "speed_Mph", channel: "speedKmh", unit: "mph", value: (v) => v * MPH},
  {from: "gas", channel: "throttle"},
  {from: "brake", channel: "brake"},
  {from: "steer", channel: "steering", unit: "deg"},
  // in the file: 0 reverse, 1 neutral
  {from: "gear", channel: "gear", value: (v) => v - 1},
  {from: "x", channel: "worldX", unit: "m"},
  {from: "y", channel: "worldY", unit: "m"},
  {from: "z", channel: "worldZ", unit: "m"},
];

/**
 * A lap of Assetto Corsa's UDP telemetry, one row a metre, tab-separated, as in GeekyDeaks/raw-sim-telemetry. Choice: `steeringLockDeg`.
 */
export const acLapLogReader: LogFileReader = {
  format: "ac-lap-log",
  label: "Assetto Corsa lap log",
  extensions: [".tsv", ".csv", ".txt"],
  recognises: (head) => hasColumns(head, ["lapTime", "speed_Mph", "gas", "steer"]),
  columns: tableColumns,
  read({bytes}, {choices, onProgress} = {}) {
    const whole = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6)));
    const tables = lapTables(whole).map((table) => orderedTable(table, "lapTime"));
    const chosen = chosenColumns(choices);
    const joined = joinLaps(
      tables.map((table, k) => ({
        lap: k + 1,
        startS: k === 0 ? 0 : null,
        time: requiredValues(table, "lapTime"),
        raw: csvColumns(table).raw,
        ...lapOf(table),
      })),
    );
    const {columns, report} = readColumns(joined.raw, RULES, {
      reasons: {...csvColumns(whole).reasons, lapTime: "used for the row times"},
      choices,
      notes: [...new Set(tables.flatMap(({notes}) => notes)), ...joined.notes],
    });
    columns.sessionTime = joined.sessionTime;
    columns.currentLapTimeMs = joined.currentLapTimeMs;
    const chosenSteering = Object.values(chosen.columns).some((choice) => choice?.channel === "steering");
    if (columns.steering && !chosenSteering)
      columns.steering = steeringOf(columns.steering, choices?.steeringLockDeg, report.notes);
    const finished = joined.laps.filter(({complete}) => complete).length;
    if (tables.length > 1)
      report.notes.push(`laps: split where lapTime restarts; ${finished} of ${tables.length} complete`);
    else if (finished) report.notes.push("one lap; its time is lapTime of its last row, at most one row too short");
    else report.notes.push("one incomplete lap: it does not end where it began");
    onProgress?.(1);
    return oneCarLog({rows: joined.rows, columns, laps: joined.laps}, report, {
      format: "ac-lap-log",
      game: "Assetto Corsa",
    });
  },
};

/** One table a lap, without a few rows that end an earlier lap. */
function lapTables(table: CsvTable): CsvTable[] {
  const starts = lapStartsByReset(requiredValues(table, "lapTime"), NEW_LAP_S);
  const laps = starts.map((first, k) => ({first, end: starts[k + 1] ?? table.rows}));
  const long = laps.filter(({first, end}) => !isNegligible(end - first, table.rows));
  if (long.length < 2) return [table];
  return long.map(({first, end}) => ({
    ...pickRows(
      table,
      Int32Array.from({length: end - first}, (_, i) => first + i),
    ),
    firstLine: table.firstLine + first,
  }));
}

/** A lap is finished if it ends where it begins. */
function lapOf(table: CsvTable): typeof PLAIN_LAP {
  const of = (name: string) => table.columns.find((column) => column.name === name)?.values;
  const [time, x, z] = [requiredValues(table, "lapTime"), of("x"), of("z")];
  const last = table.rows - 1;
  const closes = !!x && !!z && Math.hypot(x[last] - x[0], z[last] - z[0]) < CLOSES_M;
  const complete = closes && time[0] < 1 && pathLength({x, z}, false) > SHORTEST_M;
  return {...PLAIN_LAP, complete, lapTimeMs: complete ? Math.round(time[last] * 1000) : null};
}
