import {assumedUnit} from "../columns/assumedUnit.js";
import {meaningsOf} from "../columns/columnNames.js";
import type {DecidedColumn} from "../columns/guessColumns.js";
import {scalingOf} from "../columns/targets.js";

/** Greater times are s since 1970 (from 2001 on). */
export const DATES_FROM = 1e9;

/**
 * When a log began, in ms since 1970, by a column of dates or Unix times that is not the time of its rows (`UTC Time` beside `Time`);
 * null where there is none. Changes the column's reason.
 */
export function startOfLog(decided: readonly DecidedColumn[]): number | null {
  for (const entry of decided) {
    const {column, figures, meaning} = entry;
    if (meaning || figures.known === 0) continue;
    if (!meaningsOf(column.name).some(({channel}) => channel === "sessionTime")) continue;
    const unit = column.kind === "date" ? "s" : assumedUnit("sessionTime", column, figures);
    const factor = unit === undefined ? undefined : scalingOf("sessionTime", unit)?.factor;
    if (factor === undefined || !(figures.min * factor > DATES_FROM) || figures.falls > 0) continue;
    entry.reason = "used for the start of the log";
    return Math.round(figures.min * factor * 1000);
  }
  return null;
}
