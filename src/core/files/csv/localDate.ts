/** How the dates of a column are written: number of those whose day or month is above 12, and of those that may be either. */
export interface DateOrders {
  dayFirst: number;
  monthFirst: number;
  either: number;
  /** with am or pm */
  halfDays: number;
}

const DAY_S = 86_400;
/** `11:59:30.25 PM`, `23:59` */
const CLOCK = String.raw`(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))?(?: ?([ap])\.?m\.?)?`;
const DATE = new RegExp(String.raw`^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?:,? +${CLOCK})?$`, "i");
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?:,? +${CLOCK})?$`, "i");
const DAY_MONTH_NAME = new RegExp(String.raw`^(\d{1,2})[ .-]+([a-z]{3})[a-z]*\.?[ -](\d{4})(?:,? +${CLOCK})?$`, "i");
const MONTH_NAME_DAY = new RegExp(String.raw`^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})(?:,? +${CLOCK})?$`, "i");
const HALF_DAY = new RegExp(`^${CLOCK}$`, "i");
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
/** Blanks of other widths, which programs write before am and pm. */
const BLANKS = /[\u00a0\u2009\u202f]/g;

/**
 * A date with its numbers in a country's order (`13.06.2026 23:59:30`, `06/13/2026 11:59:30 PM`, `2026/6/13`) or an English month
 * (`13-Jun-2026`, `June 13, 2026`), in s since 1970, UTC.
 * With dots the day is first; a date that may be either is read with the day first (see settleDates). Undefined for other texts.
 */
export function localDate(given: string): {value: number; order?: keyof DateOrders; halfDay: boolean} | undefined {
  const text = given.replace(BLANKS, " ");
  const [, y, , m, d, ...rest] = YEAR_FIRST.exec(text) ?? [];
  const [, d2, name2, y2, ...rest2] = DAY_MONTH_NAME.exec(text) ?? [];
  const [, name3, d3, y3, ...rest3] = MONTH_NAME_DAY.exec(text) ?? [];
  if (y) return certain(y, m, d, rest);
  if (d2) return certain(y2, monthOf(name2), d2, rest2);
  if (d3) return certain(y3, monthOf(name3), d3, rest3);
  const found = DATE.exec(text);
  if (!found) return undefined;
  const [, first, mark, second, year, ...clock] = found;
  const dayFirst = dateValue(year, second, first, clock);
  const monthFirst = mark === "." && dayFirst !== undefined ? undefined : dateValue(year, first, second, clock);
  const value = dayFirst ?? monthFirst;
  if (value === undefined) return undefined;
  const order = monthFirst === undefined ? "dayFirst" : dayFirst === undefined ? "monthFirst" : "either";
  return {value, order, halfDay: clock[3] !== undefined};
}

/** A time of day with am or pm, in s; undefined for other texts. */
export function halfDayClock(text: string): number | undefined {
  const found = HALF_DAY.exec(text.replace(BLANKS, " "));
  return found?.[4] ? clockSeconds(found.slice(1)) : undefined;
}

/**
 * The dates of a column in one order: that of the dates which allow only one, else that in which the dates do not fall, or are closer
 * together. Changes `values`.
 *
 * @param name of the column, for the note on a guess
 * @returns whether the dates have one order
 */
export function settleDates(values: Float64Array, orders: DateOrders, name: string, notes: string[]): boolean {
  const {dayFirst, monthFirst, either, halfDays} = orders;
  if (dayFirst > 0 && monthFirst > 0) {
    values.fill(Number.NaN);
    notes.push(`${name}: neither day nor month is first in all dates; the column is left out`);
    return false;
  }
  if (either === 0 || dayFirst > 0) return true;
  const swapped = dayAndMonthSwapped(values);
  if (monthFirst > 0) {
    values.set(swapped);
    return true;
  }
  const [given, other] = [spanOf(values), spanOf(swapped)];
  const isOpen = given.falls === other.falls && given.span === other.span;
  const takesOther = isOpen
    ? halfDays > 0
    : other.falls < given.falls || (other.falls === given.falls && other.span < given.span);
  const order = takesOther ? "month first" : "day first";
  notes.push(
    isOpen
      ? `${name}: dates allow either order and are read with the ${order}; choose the start if that is wrong`
      : `${name}: dates are read with the ${order}: so their rows follow each other`,
  );
  if (takesOther) values.set(swapped);
  return true;
}

/** A date that can be read in one way only. */
function certain(
  year: string,
  month: string,
  day: string,
  clock: (string | undefined)[],
): {value: number; halfDay: boolean} | undefined {
  const value = dateValue(year, month, day, clock);
  return value === undefined ? undefined : {value, halfDay: clock[3] !== undefined};
}

/** Number of an English month; "0" for other words. */
function monthOf(name: string): string {
  return String(1 + MONTHS.indexOf(name.toLowerCase()));
}

function dateValue(year: string, month: string, day: string, clock: (string | undefined)[]): number | undefined {
  const [given, m, d] = [year, month, day].map(Number);
  const y = year.length > 2 ? given : given + (given < 70 ? 2000 : 1900);
  const date = new Date(Date.UTC(y, m - 1, d));
  if (m < 1 || m > 12 || d < 1 || date.getUTCDate() !== d) return undefined;
  const seconds = clock[0] === undefined ? 0 : clockSeconds(clock);
  return seconds === undefined ? undefined : date.getTime() / 1000 + seconds;
}

function clockSeconds([hours, minutes, seconds = "0", half]: (string | undefined)[]): number | undefined {
  let h = Number(hours);
  if (half !== undefined) {
    if (h < 1 || h > 12) return undefined;
    h = (h % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  }
  const [m, s] = [Number(minutes), Number(seconds.replace(",", "."))];
  return h <= 24 && m < 60 && s < 61 ? h * 3600 + m * 60 + s : undefined;
}

/** Dates whose day is above 12 stay as they are. */
function dayAndMonthSwapped(values: Float64Array): Float64Array {
  const days = new Map<number, number>();
  return values.map((v) => {
    if (!Number.isFinite(v)) return v;
    const day = Math.floor(v / DAY_S);
    let other = days.get(day);
    if (other === undefined) {
      const date = new Date(day * DAY_S * 1000);
      const [d, m] = [date.getUTCDate(), date.getUTCMonth()];
      other = d <= 12 ? Date.UTC(date.getUTCFullYear(), d - 1, m + 1) / 1000 / DAY_S : day;
      days.set(day, other);
    }
    return v + (other - day) * DAY_S;
  });
}

function spanOf(values: Float64Array): {falls: number; span: number} {
  let [falls, last, min, max] = [0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const v of values) {
    if (Number.isNaN(v)) continue;
    if (v < last) falls++;
    min = Math.min(min, v);
    max = Math.max(max, v);
    last = v;
  }
  return {falls, span: max - min};
}
