import type {TableColumn} from "../columns/column.js";
import {meaningsOf} from "../columns/columnNames.js";
import {plainName} from "../columns/plainName.js";
import {LogFileError} from "../importedLog.js";
import {type CsvTable, unitInName} from "./csvTable.js";
import {pickRows} from "./pickRows.js";

const SUBJECT = "(telemetry|channel|signal|parameter|metric|variable|sensor|measurement)";
const NAMES = new RegExp(`^${SUBJECT}?name$|^${SUBJECT}$`);
const VALUES = new RegExp(`^${SUBJECT}?(value|val|reading)$`);
const UNITS = new RegExp(`^${SUBJECT}?units?$`);
/** Columns that tell cars apart. */
const CARS = /vehicle|car|driver/;
/** More names are no channels. */
const MOST_CHANNELS = 500;
/** Cells of the wide table for each row of the long one; more would be nearly all empty. */
const MOST_CELLS = 50;

/**
 * A table with a row for each value (time, name, value) as one with a row for each time and a column for each name. Logging
 * databases export such tables. Other tables are returned unchanged.
 *
 * @throws LogFileError for such a table without a time, or with too few values for a time
 */
export function pivotLongTable(table: CsvTable): CsvTable {
  const name = table.columns.find((c) => c.kind === "text" && NAMES.test(plainName(c.name)));
  const value = table.columns.find((c) => c.kind === "number" && VALUES.test(plainName(c.name)));
  const channels = name?.words?.words.length ?? 0;
  if (!name?.words || !value || channels < 2 || channels > MOST_CHANNELS || channels * 2 > table.rows) return table;
  const unit = table.columns.find((c) => c.kind === "text" && UNITS.test(plainName(c.name)));
  const rest = table.columns.filter((c) => c !== name && c !== value && c !== unit);
  const time = rest.find((c) => c.kind !== "text" && meaningsOf(c.name)[0]?.channel === "sessionTime");
  const columns = `columns ${name.name} and ${value.name}`;
  if (!time)
    throw new LogFileError("each row is one value, but no column gives its time: add a column timestamp", columns);
  const {rowOf, firsts} = groupRows(table.rows, [time, ...rest.filter(isCar)]);
  if (firsts.length * channels > MOST_CELLS * table.rows)
    throw new LogFileError(
      `each row is one value; ${table.rows} rows at ${firsts.length} times are too few for ${channels} channels`,
      columns,
    );
  const taken = new Set(rest.map((c) => c.name));
  const wide = name.words.words.map((word): TableColumn => {
    const values = new Float64Array(firsts.length).fill(Number.NaN);
    return {name: taken.has(word) ? `${word} (2)` : word, unit: unitInName(word), values, kind: "number"};
  });
  let repeated = 0;
  for (let row = 0; row < table.rows; row++) {
    const column = wide[name.words.codes[row] - 1];
    if (!column || Number.isNaN(value.values[row])) continue;
    if (!Number.isNaN(column.values[rowOf[row]])) repeated++;
    else column.values[rowOf[row]] = value.values[row];
    if (column.unit === "" && unit?.words?.codes[row]) column.unit = unit.words.words[unit.words.codes[row] - 1];
  }
  const notes = [`each row is one value: ${table.rows} rows became ${firsts.length} of ${channels} channels`];
  if (repeated) notes.push(`${repeated} values repeat a name at one time and are left out`);
  const picked = pickRows({...table, columns: rest}, Int32Array.from(firsts));
  return {...picked, columns: [...picked.columns, ...wide], notes: [...table.notes, ...notes]};
}

function isCar({name}: TableColumn): boolean {
  return CARS.test(plainName(name));
}

/** Rows with the same values in all `keys`: the group of each row, and the first row of each group. */
function groupRows(rows: number, keys: readonly TableColumn[]): {rowOf: Int32Array; firsts: number[]} {
  const rowOf = new Int32Array(rows);
  const firsts: number[] = [];
  const groups = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const key = keys.map(({values, words}) => `${values[row]} ${words?.codes[row] ?? 0}`).join();
    let group = groups.get(key);
    if (group === undefined) {
      group = firsts.push(row) - 1;
      groups.set(key, group);
    }
    rowOf[row] = group;
  }
  return {rowOf, firsts};
}
