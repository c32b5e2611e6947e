import type {TableColumn} from "../columns/column.js";
import {LAP_VALID, LAP_WHOLE} from "../columns/targets.js";
import {requiredValues} from "../csv/csvColumns.js";
import type {CsvTable} from "../csv/csvTable.js";
import {type ImportedLap, LogFileError, PLAIN_LAP} from "../importedLog.js";
import {lapStartsByCounter} from "../laps/lapSplit.js";
import {LAP_END} from "./ownColumns.js";

/**
 * The laps of one car in Lapbook's CSV, by the columns that hold their times and flags. The last lap of a cut file is a part.
 *
 * @param table the car's rows, in order
 * @param endsFile the car's last row is the file's
 * @throws LogFileError for a lap whose rows do not follow each other
 */
export function ownLaps(
  table: CsvTable,
  {lineOf, endsFile}: {lineOf: (row: number) => number; endsFile: boolean},
): ImportedLap[] {
  const [time, numbers] = ["sessionTime", "lapNumber"].map((name) => requiredValues(table, name));
  requiredValues(table, LAP_END);
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const starts = lapStartsByCounter(numbers);
  const seen = new Set<number>();
  return starts.map((first, k): ImportedLap => {
    const end = starts[k + 1] ?? table.rows;
    const own = (name: string) => firstNumber(columns.get(name)?.values.subarray(first, end));
    const lap = firstNumber(numbers.subarray(first, end)) ?? Number.NaN;
    if (!(Number.isInteger(lap) && lap >= 0 && lap < 65_536))
      throw new LogFileError(`invalid lap: ${lap}`, `line ${lineOf(first)}`);
    if (seen.has(lap)) throw new LogFileError(`lap ${lap} begins again`, `line ${lineOf(first)}`);
    seen.add(lap);
    const isLast = endsFile && end === table.rows;
    const compound = firstWord(columns.get("lapTyre"), first, end);
    const tyreAgeLaps = own("lapTyreAge") ?? undefined;
    return {
      ...PLAIN_LAP,
      ...{lap, first, end},
      lapTimeMs: own("lapTimeMs"),
      sectorsMs: [own("sector1Ms"), own("sector2Ms"), own("sector3Ms")],
      valid: own(LAP_VALID) !== 0,
      complete: own(LAP_WHOLE) === 1 && !(isLast && isCut(time, first, own(LAP_END))),
      pit: own("lapPit") === 1,
      reported: {...(compound && {compound}), ...(tyreAgeLaps !== undefined && {tyreAgeLaps})},
    };
  });
}

/** Whether the rows from `first` on, up to the last, end more than half a step before the lap's last sample. */
function isCut(time: Float64Array, first: number, lapEnd: number | null): boolean {
  const last = time.length - 1;
  const step = last > first ? (time[last] - time[first]) / (last - first) : 0;
  return lapEnd !== null && time[last] < lapEnd - step / 2;
}

function firstNumber(values: Float64Array | undefined): number | null {
  return values?.find((v) => Number.isFinite(v)) ?? null;
}

function firstWord(column: TableColumn | undefined, first: number, end: number): string {
  const code = column?.words?.codes.subarray(first, end).find((c) => c > 0);
  return code ? column!.words!.words[code - 1] : "";
}
