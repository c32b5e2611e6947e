import {readCsvTable} from "../csv/csvTable.js";
import {LogFileError} from "../importedLog.js";
import {jsonHead, list, looseColumn, number, object, parseJson} from "../jsonFile.js";

/** Records of a service as columns; times in s since 1970. */
export interface Records {
  rows: number;
  names: string[];
  has(name: string): boolean;
  /** NaN where a record has no value; all NaN for an unknown name */
  values(name: string): Float64Array;
  /** the same for an optional column; undefined where it has texts */
  loose(name: string): Float64Array | undefined;
}

/** The rows of one driver. */
export function rowsOfDriver(records: Records, number: number): number[] {
  const numbers = records.values("driver_number");
  return [...numbers.keys()].filter((row) => numbers[row] === number);
}

/** A JSON list of objects, or the same as CSV. */
export function readRecords(bytes: Uint8Array, place: string): Records {
  return jsonHead(bytes.subarray(0, 64)).startsWith("[") ? ofJson(bytes, place) : ofCsv(bytes);
}

function ofCsv(bytes: Uint8Array): Records {
  const {columns, rows} = readCsvTable(bytes);
  const by = new Map(columns.map((c) => [c.name, c.values]));
  return {
    rows,
    names: [...by.keys()],
    has: (name) => by.has(name),
    values: (name) => by.get(name) ?? new Float64Array(rows).fill(Number.NaN),
    loose: (name) => by.get(name),
  };
}

function ofJson(bytes: Uint8Array, place: string): Records {
  const items = list(parseJson(bytes), place).map((item, i) => object(item, `${place}[${i}]`));
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  return {
    rows: items.length,
    names,
    has: (name) => names.includes(name),
    values: (name) => Float64Array.from(items, (item, i) => fieldValue(item[name], `${place}[${i}].${name}`)),
    loose: (name) => looseColumn(items.map((item) => item[name]))?.values,
  };
}

function fieldValue(value: unknown, place: string): number {
  if (typeof value === "number") return value;
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) {
    const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`);
    if (Number.isNaN(ms)) throw new LogFileError(`invalid date: ${value.slice(0, 40)}`, place);
    return ms / 1000;
  }
  return number(value, place);
}
