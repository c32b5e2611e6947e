import type {SectorTimes} from "../laps/sectorTimes.js";
import type {RawColumn, RawColumns} from "./columns/column.js";
import {decodeText, textBytes, utf16Encoding} from "./csv/csvText.js";
import {LogFileError} from "./importedLog.js";

export type JsonObject = Record<string, unknown>;

/** How tools write a missing value into JSON, which has no NaN. */
const NO_VALUE = new Set(["", "none", "nan", "null", "nat", "-"]);

/** @throws LogFileError with the place where the file is not JSON */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decodeText(textBytes(bytes));
  try {
    return JSON.parse(text);
  } catch (error) {
    const found = /position (\d+)/.exec((error as Error).message);
    const place = found ? `character ${found[1]}` : text.trim() ? `character ${text.length}` : "character 0";
    throw new LogFileError("invalid JSON: the file is cut or damaged", place);
  }
}

/** The first text of a JSON file; "" for other files. */
export function jsonHead(head: Uint8Array): string {
  const encoding = utf16Encoding(head);
  if (encoding) {
    const text = new TextDecoder(encoding).decode(head).trimStart();
    return /^[{[]/.test(text) ? text : "";
  }
  let at = 0;
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) at = 3;
  while (at < head.length && (head[at] === 32 || (head[at] >= 9 && head[at] <= 13))) at++;
  return head[at] === 0x7b || head[at] === 0x5b ? new TextDecoder().decode(head.subarray(at)) : "";
}

/** Whether every key is in the head of a JSON file. */
export function hasKeys(head: Uint8Array, first: "{" | "[", keys: readonly string[]): boolean {
  const text = jsonHead(head);
  return text.startsWith(first) && keys.every((key) => new RegExp(`"${key}"\\s*:`).test(text));
}

export function object(value: unknown, place: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LogFileError(value === undefined ? "missing" : `not an object: ${brief(value)}`, place);
  return value as JsonObject;
}

export function list(value: unknown, place: string): unknown[] {
  if (!Array.isArray(value))
    throw new LogFileError(value === undefined ? "missing" : `not a list: ${brief(value)}`, place);
  return value;
}

/** Text of a field; "" for other types. */
export function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

/** A number; true and false as 1 and 0, a missing value as NaN. @throws LogFileError for other texts, lists and objects */
export function number(value: unknown, place: string): number {
  if (typeof value === "number") return value;
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string") {
    if (isNone(value)) return Number.NaN;
    const parsed = Number(value);
    if (Number.isFinite(parsed)) return parsed;
  }
  throw new LogFileError(`not a number: ${brief(value)}`, place);
}

function isNone(value: unknown): boolean {
  return typeof value === "string" && NO_VALUE.has(value.trim().toLowerCase());
}

/** `always`, and all other keys whose values are numbers and flags in every object, except `known`. */
export function numberKeys(
  items: readonly JsonObject[],
  known: readonly string[],
  always: readonly string[],
): string[] {
  const others = new Map<string, boolean>();
  for (const item of items)
    for (const [key, value] of Object.entries(item)) {
      if (known.includes(key)) continue;
      const fits = value === null || typeof value === "number" || typeof value === "boolean";
      others.set(key, fits && others.get(key) !== false);
    }
  return [...always, ...[...others].filter(([, fits]) => fits).map(([key]) => key)];
}

/** An optional column; undefined where it has anything but numbers, flags and missing values. */
export function looseColumn(items: unknown[], unit = ""): RawColumn | undefined {
  const values = new Float64Array(items.length);
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    const fits =
      item === null || item === undefined || typeof item === "number" || typeof item === "boolean" || isNone(item);
    if (!fits) return undefined;
    values[i] = typeof item === "number" || typeof item === "boolean" ? Number(item) : Number.NaN;
  }
  return {unit, values};
}

/**
 * An object's lists as columns. Those in `known` must be numbers; others may be texts, and are then in `texts` with the reason why they
 * are not used.
 */
export function jsonColumns(
  lists: JsonObject,
  known: readonly string[],
  place: string,
): {raw: RawColumns; texts: Record<string, string>} {
  const raw: RawColumns = new Map();
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(lists)) {
    if (value === null) continue;
    if (known.includes(name)) raw.set(name, column(value, `${place}.${name}`));
    else if (Array.isArray(value)) {
      const loose = looseColumn(value);
      raw.set(name, loose ?? {unit: "", values: new Float64Array(value.length).fill(Number.NaN)});
      if (!loose) texts[name] = "text";
    }
  }
  return {raw, texts};
}

/** A column of numbers. @throws LogFileError with the index of another value */
export function column(value: unknown, place: string, unit = ""): RawColumn {
  const items = list(value, place);
  const values = new Float64Array(items.length);
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    values[i] = typeof item === "number" ? item : number(item, `${place}[${i}]`);
  }
  return {unit, values};
}

/** Rounded; null unless positive and below a day. */
export function wholeMs(ms: number): number | null {
  const whole = Math.round(ms);
  return whole > 0 && whole < 86_400_000 ? whole : null;
}

/** s → whole ms, see wholeMs. */
export function milliseconds(seconds: number): number | null {
  return wholeMs(seconds * 1000);
}

/** Three sector times in ms, each null where unknown; null when none is known. */
export function sectors(...ms: (number | null)[]): SectorTimes | null {
  const [a, b, c] = ms.map((time) => time || null);
  return a || b || c ? [a, b, c] : null;
}

/** A whole lap number that the archive can hold. */
export function lapNumber(value: unknown, place: string): number {
  const lap = number(value, place);
  if (!Number.isInteger(lap) || lap < 0 || lap > 9999)
    throw new LogFileError(value === undefined ? "missing" : `invalid lap: ${brief(value)}`, place);
  return lap;
}

function brief(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 40);
}
