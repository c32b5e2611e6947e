import type {SessionNotes} from "../archive/sessionNotes.js";
import type {LapRow} from "../archive/types.js";
import {OWN_COLUMNS} from "../files/lapbook/ownColumns.js";
import {type ExportColumn, PLANNING, planColumns, valuesOf} from "./exportColumns.js";
import type {ExportInput} from "./exportLaps.js";
import {asPieces, type Piece} from "./pieces.js";

const CHUNK = 2000;
const encoder = new TextEncoder();

/**
 * Samples as CSV (RFC 4180, UTF-8, LF): a row of channel names, a row of units, then one row a sample; empty where a value is not
 * known. Numbers have the fewest digits that read back as the stored value. Behind the channels, each row has the facts of its lap and
 * session that samples do not carry: see OWN_COLUMNS.
 */
export function* csvPieces({session, laps}: ExportInput): Generator<Piece> {
  const columns = yield* asPieces(planColumns(laps), PLANNING);
  const own = OWN_COLUMNS.filter(({of}) => laps.some(({row}) => of(row, session) !== null));
  const head = line([...columns, ...own].map(({name}) => name)) + line([...columns, ...own].map(({unit}) => unit));
  yield {bytes: encoder.encode(head), done: PLANNING};
  const writers = columns.map(writerOf);
  for (const [n, {row: lap, samples}] of laps.entries()) {
    const end = `,${line(own.map(({of}) => cell(of(lap, session))))}`;
    const values = columns.map((column) => valuesOf(samples, column));
    for (let first = 0; first < samples.rows; first += CHUNK) {
      const upTo = Math.min(samples.rows, first + CHUNK);
      let text = "";
      for (let row = first; row < upTo; row++) {
        for (let c = 0; c < columns.length; c++) {
          const value = values[c][row];
          text += (c === 0 ? "" : ",") + (Number.isFinite(value) ? writers[c](value) : "");
        }
        text += end;
      }
      yield {bytes: encoder.encode(text), done: PLANNING + ((1 - PLANNING) * (n + upTo / samples.rows)) / laps.length};
    }
  }
}

/** Of a lap row's columns. */
const LAP_UNITS: Partial<Record<keyof LapRow, string>> = {
  lapTimeMs: "ms",
  sector1Ms: "ms",
  sector2Ms: "ms",
  sector3Ms: "ms",
  topSpeedKmh: "km/h",
  averageSpeedKmh: "km/h",
  fuelUsedKg: "kg",
  fuelUsedLitres: "l",
  startTime: "s",
  endTime: "s",
  tyreAgeLaps: "laps",
};

/**
 * Laps as CSV: names, units, then one row a lap and car; empty where a value is not known. With notes of laps there are two more columns,
 * `favourite` and `note`.
 */
export function exportLapsCsv(rows: readonly LapRow[], noted: SessionNotes["laps"] = {}): Uint8Array {
  const names = Object.keys(rows[0] ?? {}).filter((name) => name !== "file") as (keyof LapRow)[];
  const hasNotes = Object.keys(noted).length > 0;
  const written = ({car, lap}: LapRow) => {
    const {favourite = false, note = ""} = noted[`${car}:${lap}`] ?? {};
    return hasNotes ? [String(favourite), note] : [];
  };
  const own = hasNotes ? ["favourite", "note"] : [];
  const body = rows.map((row) => line([...names.map((name) => cell(row[name])), ...written(row)]));
  const units = [...names.map((name) => LAP_UNITS[name] ?? ""), ...own.map(() => "")];
  return encoder.encode(line([...names, ...own]) + line(units) + body.join(""));
}

function cell(value: LapRow[keyof LapRow]): string {
  if (typeof value === "number") return shortest(value);
  return value === null || value === undefined ? "" : String(value);
}

function line(fields: readonly string[]): string {
  return `${fields.map(quoted).join(",")}\n`;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

function writerOf({type}: ExportColumn): (value: number) => string {
  return type === "float32" ? shortest : String;
}

/** The fewest digits that read back as the same 32-bit float; unchanged where the value is not one. */
function shortest(value: number): string {
  if (Number.isInteger(value) || Math.fround(value) !== value) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}
