const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * When a log began, from its keys `Date` and `Time`, in ms since 1970 (local time taken as UTC): `Saturday, May 02, 2026` and `10:15 AM`
 * (RaceStudio 3, whole minutes), `8/1/14` and `8:45:05` (RaceStudio 2, the month first). Undefined for other texts.
 */
export function aimDate(date: string, time: string, notes: string[]): number | undefined {
  const day = dayOf(date, notes);
  if (day === undefined) return undefined;
  const clock = /^(\d{1,2}):(\d\d)(?::(\d\d))?\s*([ap])?\.?m?\.?$/i.exec(time.trim());
  if (!clock) return day;
  const [, hours, minutes, seconds = "0", half] = clock;
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === "p" ? 12 : 0) : Number(hours);
  return day + ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

function dayOf(date: string, notes: string[]): number | undefined {
  const words = /([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$/i.exec(date.trim());
  if (words) return utc(Number(words[3]), MONTHS.indexOf(words[1].toLowerCase()) + 1, Number(words[2]));
  const iso = /^(\d{4})-(\d\d)-(\d\d)/.exec(date);
  if (iso) return utc(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/.exec(date.trim());
  if (!numbers) return undefined;
  const [first, second, year] = numbers.slice(1).map(Number);
  const full = year < 100 ? 2000 + year : year;
  const monthFirst = utc(full, first, second);
  if (monthFirst !== undefined && second <= 12 && first !== second)
    notes.push(`date ${date}: read with the month first, as RaceStudio writes it`);
  return monthFirst ?? utc(full, second, first);
}

function utc(year: number, month: number, day: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && month <= 12 && date.getUTCDate() === day ? date.getTime() : undefined;
}
