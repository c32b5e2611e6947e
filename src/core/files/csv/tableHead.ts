import {LogFileError} from "../importedLog.js";
import {knownNames, namesAmong, rolesUnder, spans, unitText} from "./headRoles.js";
import {filledWidth, type HeadRow, headRows, isData, noTable} from "./headRows.js";

/** The data must begin within the first records. */
const HEAD_RECORDS = 100;
/** Rows above the data that may have names, units and sources. */
const MOST_ROLES = 5;
/** Records of data by which the head is judged, and the decimal mark. */
const SAMPLES = 20;
/** Separators tried, the one that occurs least within texts first. */
const SEPARATORS = ["\t", "|", ";", ","];

/** An object or a list; `[Header]` may stand above a table. */
const JSON_START = /^\s*(\{|\[\s*(["{[\]\d-]|$))/;

/** Names of the choices by which a table is read. */
export const TABLE_CHOICES = ["separator", "decimal", "headerRow"] as const;

/** What a user may choose before a table is read. */
export interface TableChoices {
  separator?: string;
  decimal?: "." | ",";
  /** line of the names, from 1; 0: the table has none */
  headerRow?: number;
}

export interface TableHead {
  separator: string;
  /** records before the names, as fields: facts of the log */
  preamble: string[][];
  /** texts of lines above the data that begin with # or // */
  comments: string[];
  /** line of the names, from 1; 0: the table has none */
  headerRow: number;
  names: string[];
  units: string[];
  /** where each column is from, if a row has it */
  sources: string[];
  /** of the first record of data */
  offset: number;
  line: number;
  samples: string[][];
}

/**
 * The head of a separated text: the rows above the longest run of data. Without a chosen separator each is tried, and the one
 * with most columns is taken.
 *
 * @param bytes see textBytes
 * @throws LogFileError where no table is found
 */
export function findHead(bytes: Uint8Array, choices: TableChoices = {}): TableHead {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 64));
  if (JSON_START.test(start)) noTable("line 1");
  const {separator, from, line} = separatorLine(start);
  let best: TableHead | undefined;
  let failed: LogFileError | undefined;
  for (const mark of choices.separator ? [choices.separator] : [separator ?? [], SEPARATORS].flat()) {
    if (best && separator && best.separator === separator) break;
    try {
      const head = headWith(bytes, mark, {...choices, from, line});
      if (head && (!best || head.names.length > best.names.length)) best = head;
    } catch (error) {
      if (!(error instanceof LogFileError)) throw error;
      failed ??= error;
    }
  }
  if (best) return best;
  throw failed ?? noTable("line 1");
}

/** `sep=;`, with which spreadsheets are told the separator. */
function separatorLine(start: string): {separator?: string; from: number; line: number} {
  const found = /^"?sep=(.)"?\r?\n/i.exec(start);
  return found ? {separator: found[1], from: found[0].length, line: 2} : {from: 0, line: 1};
}

interface Begin extends TableChoices {
  from: number;
  line: number;
}

function headWith(bytes: Uint8Array, separator: string, {headerRow, from, line}: Begin): TableHead | undefined {
  const most = HEAD_RECORDS + (headerRow ?? 0);
  const rows = headRows(bytes, separator, {most, from, line});
  if (headerRow !== undefined && headerRow > 0) return belowNames(rows, separator, headerRow);
  const runs = runsOf(rows);
  if (headerRow === 0) {
    const first = runs.sort((a, b) => b.score - a.score)[0];
    if (!first) noTable(`line ${line}`, "expected rows of numbers");
    return headOf(rows, {separator, data: first.at, width: first.width});
  }
  let found: TableHead | undefined;
  let top = 0;
  for (const {at, width, rawWidth, score} of runs) {
    if (score <= top) continue;
    const above = rolesAbove(rows, at, width, rawWidth);
    if (above.length === 0) continue;
    const names = above[namesAmong(above)];
    found = headOf(rows, {separator, data: at, width, names});
    top = score;
  }
  return found;
}

/** The table under the line of names that the user chose. */
function belowNames(rows: readonly HeadRow[], separator: string, headerRow: number): TableHead | undefined {
  const at = rows.findIndex(({line}) => line === headerRow);
  if (at < 0) throw new LogFileError("no names: the line is blank, or the file has none", `line ${headerRow}`);
  const under = rows.slice(at + 1);
  if (under.length === 0) throw new LogFileError("no rows under the names", `line ${headerRow}`);
  const data = at + 1 + Math.max(0, under.findIndex(isData));
  return headOf(rows, {separator, data, width: widthOf(rows, data), names: rows[at]});
}

/** Consecutive rows of data of about the same width. */
interface Run {
  /** index of its first row */
  at: number;
  /** fields up to the last with a value, and all: of the widest row */
  width: number;
  rawWidth: number;
  /** cells, few for keys with a number each */
  score: number;
}

function runsOf(rows: readonly HeadRow[]): Run[] {
  const data = rows.map(isData);
  const runs: Run[] = [];
  for (let at = 0; at < rows.length; at++) {
    if (!data[at]) continue;
    let end = at + 1;
    while (end < rows.length && (rows[end].comment || (data[end] && near(rows[end], rows[at])))) end++;
    const own = rows.slice(at, end).filter(({comment}) => !comment);
    const width = Math.max(...own.map(({fields}) => filledWidth(fields)));
    const rawWidth = rows[at].fields.length;
    // a single row is data only where the file ends
    const enough = own.length > 1 || at + 2 >= rows.length;
    const keyed = own.every((row) => !isData({fields: row.fields.slice(0, 1), comment: false}));
    if (enough && rawWidth >= 2) runs.push({at, width, rawWidth, score: own.length * width * (keyed ? 0.25 : 1)});
    at = end - 1;
  }
  return runs;
}

function near(a: HeadRow, b: HeadRow): boolean {
  return Math.abs(a.fields.length - b.fields.length) <= 1;
}

/** Rows of texts above the data that are as wide, the lowest first; a commented row of names where no other is. */
function rolesAbove(rows: readonly HeadRow[], data: number, width: number, rawWidth: number): HeadRow[] {
  const found: HeadRow[] = [];
  const comments: HeadRow[] = [];
  for (let k = data - 1; k >= 0 && k >= data - MOST_ROLES * 2 && found.length < MOST_ROLES; k--) {
    if (isData(rows[k])) break;
    const fits = spans(rows[k], width, rawWidth);
    if (rows[k].comment) {
      if (fits && found.length === 0) comments.push(rows[k]);
    } else if (fits) found.push(rows[k]);
    else if (found.length > 0) break;
  }
  return found.length > 0 ? found : comments.filter(({fields}) => knownNames(fields) > 1).slice(0, 1);
}

function widthOf(rows: readonly HeadRow[], data: number): number {
  return Math.max(0, ...rows.slice(data, data + SAMPLES).map(({fields}) => filledWidth(fields)));
}

interface Found {
  separator: string;
  /** index of the first row of data */
  data: number;
  /** of the data */
  width: number;
  /** absent: the table has none */
  names?: HeadRow;
}

function headOf(rows: readonly HeadRow[], {separator, data, width, names}: Found): TableHead {
  const fields = names?.fields ?? [];
  // a separator at the end of every row, and padding, are no columns
  const columns = names ? Math.max(filledWidth(fields), Math.min(fields.length, width)) : width;
  const top = names ? rows.indexOf(names) : data;
  const under = rows.slice(top + 1, data).filter((row) => !row.comment && spans(row, columns, fields.length));
  const {units, sources} = rolesUnder(fields, under);
  const cells = (row: HeadRow | undefined) => (row ? Array.from({length: columns}, (_, c) => row.fields[c] ?? "") : []);
  return {
    separator,
    preamble: rows.slice(0, top).map((row) => row.fields),
    comments: rows.slice(0, data).flatMap(({text}) => text ?? []),
    headerRow: names?.line ?? 0,
    names: names ? cells(names) : Array.from({length: columns}, () => ""),
    units: cells(units).map(unitText),
    sources: cells(sources),
    offset: rows[data].offset,
    line: rows[data].line,
    samples: rows
      .slice(data, data + SAMPLES)
      .filter(({comment}) => !comment)
      .map((row) => row.fields),
  };
}
