import {isCount, quantityOf} from "../../channels/units.js";
import {meaningsOf} from "../columns/columnNames.js";
import {filledWidth, type HeadRow} from "./headRows.js";

/** Rows between the names and the data by their meaning. */
export interface HeadRoles {
  units?: HeadRow;
  /** where each column is from: `100: gps` */
  sources?: HeadRow;
}

/**
 * Which of the rows above the data has the names: names, then units, sources or numbers of the channels may follow each other.
 *
 * @param rows of texts, as wide as the data; the one next to the data first
 * @returns its index in `rows`
 */
export function namesAmong(rows: readonly HeadRow[]): number {
  const filled = rows.map(({fields}) => count(fields));
  const most = Math.max(...filled);
  // a name may be missing where a unit is not
  const full = (i: number) => i < rows.length && filled[i] >= most - Math.max(1, most / 10);
  let names = filled.findIndex((_, i) => full(i));
  while (full(names + 1) && annotates(rows[names].fields, rows[names + 1].fields)) names++;
  // a logger may write its own names under those of the channels
  const adjacent = (i: number) => full(i + 1) && rows[i + 1].line === rows[i].line - 1;
  while (adjacent(names) && knownNames(rows[names + 1].fields) > knownNames(rows[names].fields)) names++;
  return names;
}

/** The rows of units and of sources among those under the names, from the highest to the lowest. */
export function rolesUnder(names: readonly string[], rows: readonly HeadRow[]): HeadRoles {
  const texts = rows.filter(({fields}) => !fields.some((f) => /^\d+(: ?\S|$)/.test(f)));
  const units =
    best(texts, ({fields}) => share(fields, isUnit)) ?? texts.find(({fields}) => looksLikeUnits(fields, names));
  return {units, sources: rows.find(({fields}) => fields.some((f) => /^\d+: ?\S/.test(f)))};
}

/** Whether a row has units of the names above it, rather than names under something else. */
function annotates(units: readonly string[], names: readonly string[]): boolean {
  const given = share(units, isUnit);
  const named = knownNames(names) >= knownNames(units);
  if (given >= 0.5 && given > share(names, isUnit) && named) return true;
  return looksLikeUnits(units, names) && (named || given >= 0.75);
}

/** The row of most units, if half of its texts are. */
function best(rows: readonly HeadRow[], of: (row: HeadRow) => number): HeadRow | undefined {
  let found: HeadRow | undefined;
  for (const row of rows) if (of(row) >= 0.5 && (!found || of(row) > of(found))) found = row;
  return found;
}

function count(fields: readonly string[]): number {
  return fields.filter((f) => f !== "").length;
}

function share(fields: readonly string[], is: (field: string) => boolean): number {
  const filled = fields.filter((f) => f !== "");
  return filled.length === 0 ? 0 : filled.filter(is).length / filled.length;
}

/** Number of names that are known of some channel. */
export function knownNames(fields: readonly string[]): number {
  return fields.filter((f) => f !== "" && meaningsOf(f).length > 0).length;
}

function isUnit(text: string): boolean {
  const plain = unitText(text);
  return plain === "" || quantityOf(plain) !== "plain" || isCount(plain) || /^(hz|#|dop|unix time|sats)$/i.test(plain);
}

function looksLikeUnits(units: readonly string[], names: readonly string[]): boolean {
  const filled = units.filter((u) => u !== "");
  // unlike names, units repeat and are short
  return (
    filled.every((u) => u.length <= 12) &&
    (new Set(filled).size < filled.length ||
      filled.length < count(names) / 2 ||
      filled.some((u) => /^(s|m|%|km\/h|kph|deg|rpm|[-.]+|\[.*\]|\(.*\))$/i.test(u)))
  );
}

/** Without the brackets of some tools; dots and dashes mean no unit, `.C` is °C. */
export function unitText(unit: string): string {
  const plain = unit
    .replace(/^[[(](.*)[\])]$/, "$1")
    .replace(/^\.(?=[CF]$)/, "°")
    .trim();
  return /^[-.]*$/.test(plain) ? "" : plain;
}

/** Whether a row of names is as wide as the data, but for a separator at the end and padding. */
export function spans({fields}: HeadRow, dataWidth: number, rawWidth: number): boolean {
  return (
    fields.length >= 2 && (Math.abs(fields.length - rawWidth) <= 1 || Math.abs(filledWidth(fields) - dataWidth) <= 1)
  );
}
