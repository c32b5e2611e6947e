import {LogFileError} from "../importedLog.js";
import {readRecord} from "./csvBytes.js";
import {specialValue} from "./csvText.js";
import {commentText, isCommentAt} from "./textLines.js";

/** A record near the beginning of a file. */
export interface HeadRow {
  fields: string[];
  offset: number;
  /** from 1 */
  line: number;
  /** begins with # or //, which are not in its fields */
  comment: boolean;
  /** of a comment, whole */
  text?: string;
}

/**
 * The first records of a text. Blank ones are left out, also those of separators only.
 *
 * @param most records to read
 * @param from where the first is, on `line`
 */
export function headRows(
  bytes: Uint8Array,
  separator: string,
  {most, from = 0, line: firstLine = 1}: {most: number; from?: number; line?: number},
): HeadRow[] {
  const rows: HeadRow[] = [];
  const mark = separator.charCodeAt(0);
  let offset = from;
  for (let line = firstLine; offset < bytes.length && rows.length < most; ) {
    if (isCommentAt(bytes, offset, mark)) {
      const {text, next} = commentText(bytes, offset);
      rows.push({fields: commentFields(text, separator), offset, line, comment: true, text});
      offset = next;
      line++;
      continue;
    }
    const {fields, next, lines} = readRecord(bytes, offset, mark, line);
    if (fields.some((f) => f !== "")) rows.push({fields, offset, line, comment: false});
    offset = next;
    line += lines;
  }
  return rows;
}

/** Names in a comment (`# time, speed`) or a fact (`# Vehicle: Kart`). */
function commentFields(text: string, separator: string): string[] {
  const cells = text.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  if (cells.length > 1 && !cells[0].includes(":")) return cells;
  const [key, value] = text.split(/:(.*)/s);
  return value === undefined ? [text] : [key.trim(), value.trim()];
}

/** Whether at least half of the fields with a value are numbers, times or dates. */
export function isData({fields, comment}: Pick<HeadRow, "fields" | "comment">): boolean {
  if (comment || isNumbering(fields)) return false;
  let [filled, numbers] = [0, 0];
  for (const field of fields) {
    if (field === "") continue;
    const kind = isNumberText(field) ? "number" : specialValue(field)?.kind;
    // a dash may be a missing unit or a missing value
    if (kind === "none") continue;
    filled++;
    if (kind) numbers++;
  }
  return filled > 0 && numbers * 2 >= filled;
}

/** A plain number with either decimal mark. */
function isNumberText(field: string): boolean {
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(field);
}

/** Numbers of channels under their names, without one for the time: `,,1,2,3`. */
function isNumbering(fields: readonly string[]): boolean {
  const filled = fields.filter((f) => f !== "");
  if (fields[0] !== "" || filled.length < 3) return false;
  return filled.every((f, i) => /^\d{1,4}$/.test(f) && (i === 0 || Number(f) === Number(filled[i - 1]) + 1));
}

/** Fields up to the last with a value: spreadsheets pad rows to one width. */
export function filledWidth(fields: readonly string[]): number {
  let width = fields.length;
  while (width > 0 && fields[width - 1] === "") width--;
  return width;
}

/** Throws what a head that cannot be read is refused with. */
export function noTable(place: string, detail = "expected rows of numbers under a row of names"): never {
  throw new LogFileError(`no table found: ${detail}; choose the separator or the row of names`, place);
}
