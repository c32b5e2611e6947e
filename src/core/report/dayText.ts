const MONTHS = "January February March April May June July August September October November December".split(" ");

/** The day of a time in ISO 8601, `1 March 2026`: that of UTC, on every machine. "" for no date. */
export function dayText(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso) ?? [];
  return year ? `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}` : "";
}
