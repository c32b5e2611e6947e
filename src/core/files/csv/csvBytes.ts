import type {CellTexts} from "../columns/column.js";
import {LogFileError} from "../importedLog.js";
import {decodeText, specialValue} from "./csvText.js";
import type {DateOrders} from "./localDate.js";
import {longNumber, TENS} from "./longNumber.js";
import {commentText, isCommentAt} from "./textLines.js";

const LF = 10;
const CR = 13;
const QUOTE = 34;
const SPACE = 32;
const ZERO = 48;
const MINUS = 45;
const PLUS = 43;
const COMMA = 44;

/** More comments than a log has laps and sectors are not kept. */
const MOST_COMMENTS = 100_000;

/** How the records of a file are written. */
export interface CsvDialect {
  /** byte between fields: comma, semicolon, tab */
  separator: number;
  /** byte of the decimal mark: point or comma */
  decimal: number;
}

export interface CsvCells {
  rows: number;
  /** by column, one a row; NaN for an empty field and for text */
  values: Float64Array[];
  /** by column; undefined where no field was text */
  words: (CellTexts | undefined)[];
  /** by column: number of fields that were times, dates */
  times: Uint32Array;
  dates: Uint32Array;
  /** by column: unit behind the numbers in the cells, the first one */
  units: (string | undefined)[];
  /** by column: number of fields with separated thousands */
  grouped: Uint32Array;
  /** by column: of dates with numbers in a country's order; undefined where there is none */
  orders: (DateOrders | undefined)[];
  /** number of rows with fewer fields than columns, and the line of the first (0: none) */
  short: number;
  firstShort: number;
  /** the last record is cut and was left out */
  cut: boolean;
  /** lines that begin with # or // and are no rows, each with the row that follows */
  comments: {text: string; row: number}[];
}

/** One record's fields as text, without quotes, from `start`; `next` is the offset of the following record. */
export function readRecord(
  bytes: Uint8Array,
  start: number,
  separator: number,
  line: number,
): {fields: string[]; next: number; lines: number} {
  const fields: string[] = [];
  let lines = 1;
  let at = start;
  for (;;) {
    let from = at;
    while (bytes[from] === SPACE) from++;
    if (bytes[from] === QUOTE) {
      let end = from + 1;
      let text = "";
      for (let piece = end; ; ) {
        const quote = bytes.indexOf(QUOTE, end);
        if (quote < 0) throw new LogFileError("unclosed quote", `line ${line}`);
        text += decodeText(bytes.subarray(piece, quote));
        end = quote + 1;
        if (bytes[end] !== QUOTE) break;
        text += '"';
        piece = ++end;
      }
      for (let i = from; i < end; i++) if (bytes[i] === LF) lines++;
      fields.push(text);
      at = end;
      while (at < bytes.length && bytes[at] !== separator && bytes[at] !== LF) at++;
    } else {
      while (at < bytes.length && bytes[at] !== separator && bytes[at] !== LF) at++;
      fields.push(decodeText(bytes.subarray(from, at)).trim());
    }
    if (at >= bytes.length || bytes[at] === LF) return {fields, next: Math.min(at + 1, bytes.length), lines};
    at++;
  }
}

export interface ReadCellsOptions {
  /** offset of the first record, which is on `line` */
  start?: number;
  line?: number;
  /** indices of columns whose fields are texts, also those that look like a number or a date */
  texts?: readonly number[];
  onProgress?: (fraction: number) => void;
}

/**
 * The numbers of a separated text, read from its bytes: fields that are numbers are never made into strings.
 * Blank lines are skipped, also those of separators only.
 *
 * @throws LogFileError for a row with more fields than columns, or without the separator but with another one
 */
export function readCells(
  bytes: Uint8Array,
  {separator, decimal}: CsvDialect,
  columns: number,
  {start = 0, line = 1, texts = [], onProgress}: ReadCellsOptions = {},
): CsvCells {
  const length = bytes.length;
  const isText = Uint8Array.from({length: columns}, (_, c) => Number(texts.includes(c)));
  let limit = 1;
  for (let at = bytes.indexOf(LF, start); at >= 0; at = bytes.indexOf(LF, at + 1)) limit++;
  // a cell takes at least one byte: more cells than bytes must not be allocated
  if (limit * columns > 2 * length + 65_536)
    throw new LogFileError(
      `impossible table size: ${columns} columns in ${limit} lines of ${length - start} bytes`,
      `line ${line}`,
    );
  const values = Array.from({length: columns}, () => new Float64Array(limit));
  const words: (CellTexts | undefined)[] = new Array(columns);
  const indices: Map<string, number>[] = [];
  const times = new Uint32Array(columns);
  const dates = new Uint32Array(columns);
  const grouped = new Uint32Array(columns);
  const units: (string | undefined)[] = new Array(columns);
  const orders: (DateOrders | undefined)[] = new Array(columns);
  const mark = decimal === COMMA ? "," : ".";
  let rows = 0;
  let short = 0;
  let firstShort = 0;
  let cut = false;
  const comments: CsvCells["comments"] = [];
  let at = start;
  while (at < length) {
    if (bytes[at] === LF || (bytes[at] === CR && (at + 1 >= length || bytes[at + 1] === LF))) {
      at += bytes[at] === CR ? 2 : 1;
      line++;
      continue;
    }
    const next = blankEnd(bytes, at, separator);
    if (next > at) {
      at = next;
      line++;
      continue;
    }
    if (isCommentAt(bytes, at, separator)) {
      const {text, next} = commentText(bytes, at);
      // a row whose first field has such a mark has the other fields too
      if (text.split(String.fromCharCode(separator)).length < columns) {
        if (comments.length < MOST_COMMENTS) comments.push({text, row: rows});
        at = next;
        line++;
        continue;
      }
    }
    if ((rows & 4095) === 4095) onProgress?.((at - start) / (length - start));
    let column = 0;
    let ended = false;
    while (!ended) {
      const from = at;
      let b = bytes[at];
      while (b === SPACE) b = bytes[++at];
      const quoted = b === QUOTE;
      if (quoted) {
        b = bytes[++at];
        while (b === SPACE) b = bytes[++at];
      }
      const body = at;
      let negative = false;
      if (b === MINUS || b === PLUS) {
        negative = b === MINUS;
        b = bytes[++at];
      }
      let mantissa = 0;
      let digit = b - ZERO;
      const whole = at;
      while (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digit = bytes[++at] - ZERO;
      }
      let digits = at - whole;
      let power = 0;
      if (bytes[at] === decimal && (decimal !== separator || quoted)) {
        const fraction = ++at;
        digit = bytes[at] - ZERO;
        while (digit >= 0 && digit <= 9) {
          mantissa = mantissa * 10 + digit;
          digit = bytes[++at] - ZERO;
        }
        power = fraction - at;
        digits -= power;
      }
      if ((bytes[at] | 32) === 101 && digits > 0) {
        let mark = at + 1;
        const minus = bytes[mark] === MINUS;
        if (minus || bytes[mark] === PLUS) mark++;
        let exponent = 0;
        digit = bytes[mark] - ZERO;
        if (digit >= 0 && digit <= 9) {
          while (digit >= 0 && digit <= 9) {
            exponent = Math.min(exponent * 10 + digit, 9999);
            digit = bytes[++mark] - ZERO;
          }
          power += minus ? -exponent : exponent;
          at = mark;
        }
      }
      const stop = at;
      b = bytes[at];
      while (b === SPACE) b = bytes[++at];
      if (quoted && b === QUOTE) {
        b = bytes[++at];
        while (b === SPACE) b = bytes[++at];
      } else if (quoted) b = 0; // quoted: not only a number
      if (b === CR && (at + 1 >= length || bytes[at + 1] === LF)) b = bytes[++at];
      let value = Number.NaN;
      const terminated = at >= length || b === separator || b === LF;
      if (terminated && digits > 0 && !isText[column]) {
        if (mantissa <= 9_007_199_254_740_992 && power >= -22 && power <= 22) {
          value = power < 0 ? mantissa / TENS[-power] : mantissa * TENS[power];
          if (negative) value = -value;
        } else value = longNumber(bytes, body, stop, decimal);
      } else if (!terminated || stop > body) {
        at = fieldEnd(bytes, from, separator, line);
        b = bytes[at];
        const text = fieldText(bytes, from, at);
        if (quoted && text.includes("\n")) line += text.split("\n").length - 1;
        // texts seen before are known to be no special values
        let code = column < columns ? indices[column]?.get(text) : undefined;
        const special = code === undefined && text !== "" && !isText[column] ? specialValue(text, mark) : undefined;
        if (special) {
          value = special.value;
          if (special.kind === "time") times[column]++;
          else if (special.kind === "date") dates[column]++;
          else if (special.kind === "thousands") grouped[column]++;
          else if (special.unit && column < columns) {
            units[column] ??= special.unit;
            // of another unit than the cells before
            if (units[column] !== special.unit) value = Number.NaN;
          }
          if (special.order && column < columns) {
            const counts = (orders[column] ??= {dayFirst: 0, monthFirst: 0, either: 0, halfDays: 0});
            counts[special.order]++;
            if (special.halfDay) counts.halfDays++;
          }
        } else if (text !== "" && column < columns) {
          const found = (words[column] ??= {words: [], codes: new Uint32Array(limit)});
          if (code === undefined) {
            code = found.words.push(text);
            (indices[column] ??= new Map()).set(text, code);
          }
          found.codes[rows] = code;
        }
      }
      if (column < columns) values[column][rows] = value;
      else if (at > from && bytes[from] !== CR)
        throw new LogFileError(`too many fields: ${column + 1} in a table of ${columns} columns`, `line ${line}`);
      column++;
      if (at >= length) ended = true;
      else if (b === LF) {
        at++;
        ended = true;
      } else at++;
    }
    if (column < columns) {
      if (at >= length && bytes[length - 1] !== LF) {
        cut = true;
        for (const found of words) if (found) found.codes[rows] = 0;
        break;
      }
      for (let c = column; c < columns; c++) values[c][rows] = Number.NaN;
      if (column === 1 && columns > 2) refuseOther(bytes, at, separator, line);
      if (short++ === 0) firstShort = line;
    }
    rows++;
    line++;
  }
  return {
    rows,
    values: values.map((v) => v.subarray(0, rows)),
    words: words.map((w) => w && {words: w.words, codes: w.codes.subarray(0, rows)}),
    times,
    dates,
    grouped,
    units,
    orders,
    short,
    firstShort,
    cut,
    comments,
  };
}

/** The end of a line of nothing but separators, blanks and empty quotes; `at` for another line. */
function blankEnd(bytes: Uint8Array, at: number, separator: number): number {
  for (let end = at; ; end++) {
    const b = bytes[end];
    if (b === LF) return end + 1;
    if (end >= bytes.length) return end;
    if (b === QUOTE && bytes[end + 1] === QUOTE) end++;
    else if (b !== separator && b !== SPACE && b !== CR) return at;
  }
}

/** The end of a field: at its separator, or at the end of its line or of the text. */
function fieldEnd(bytes: Uint8Array, from: number, separator: number, line: number): number {
  let at = from;
  while (bytes[at] === SPACE) at++;
  if (bytes[at] === QUOTE) {
    for (at++; ; at++) {
      at = bytes.indexOf(QUOTE, at);
      if (at < 0) throw new LogFileError("unclosed quote", `line ${line}`);
      if (bytes[at + 1] !== QUOTE) break;
      at++;
    }
  }
  while (at < bytes.length && bytes[at] !== separator && bytes[at] !== LF) at++;
  return at;
}

function fieldText(bytes: Uint8Array, from: number, end: number): string {
  const text = decodeText(bytes.subarray(from, end)).trim();
  return text.length > 1 && text.startsWith('"') && text.endsWith('"')
    ? text.slice(1, -1).replaceAll('""', '"').trim()
    : text;
}

/** Throws for a row of one field with another separator in it: the separator changed within the file. */
function refuseOther(bytes: Uint8Array, next: number, separator: number, line: number): void {
  const end = bytes[next - 1] === LF ? next - 1 : next;
  const text = decodeText(bytes.subarray(bytes.lastIndexOf(LF, end - 1) + 1, end));
  for (const other of [",", ";", "\t"])
    if (other.charCodeAt(0) !== separator && text.split(other).length > 2)
      throw new LogFileError(`mixed separators: ${JSON.stringify(other)} found`, `line ${line}`);
}
