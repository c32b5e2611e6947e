/** Times of a lap's three sectors, ms; null where unknown. */
export type SectorTimes = [number | null, number | null, number | null];

/** Sectors add up to the lap time within this, ms: each is rounded. */
const ROUNDING_MS = 3;
/** A time since the line agrees with the running lap time within this, ms: sources are read at least ten times a second. */
const CLOCK_MS = 1000;

/**
 * The sectors' own times, from times reported at the end of each sector. Sources differ: most report the sector's time, some builds of
 * Assetto Corsa Competizione the time since the line. The reading that agrees with the lap's clock is taken. Sectors that do not add up
 * to the lap time belong to another lap and are unknown.
 *
 * @param reported for each of three sectors, ms; null where unknown
 * @param ends running lap time when each was reported, ms, the third the lap time; null or NaN where unknown
 */
export function ownSectorTimes(reported: readonly (number | null)[], ends: readonly (number | null)[]): SectorTimes {
  const [first, second, third] = reported;
  const isFromLine = countsFromLine(reported, ends, 2) ?? countsFromLine(reported, ends, 1) ?? false;
  const times: SectorTimes = isFromLine
    ? [first, difference(second, first), difference(third, second)]
    : [first, second, third];
  const total = times.reduce<number>((sum, time) => sum + (time ?? Number.NaN), 0);
  // false where the sum or the lap time is unknown
  return Math.abs(total - (ends[2] ?? Number.NaN)) > ROUNDING_MS ? [null, null, null] : times;
}

/** Whether the time reported for a later sector counts from the line; undefined where nothing shows it. */
function countsFromLine(
  reported: readonly (number | null)[],
  ends: readonly (number | null)[],
  sector: 1 | 2,
): boolean | undefined {
  const time = reported[sector];
  const end = ends[sector] ?? Number.NaN;
  if (time === null || Number.isNaN(end)) return undefined;
  const before = reported.slice(0, sector).reduce<number>((sum, ms) => sum + (ms ?? Number.NaN), 0);
  const miss = Math.abs(time - end);
  return Number.isNaN(before) ? miss <= CLOCK_MS : miss < Math.abs(before + time - end);
}

function difference(later: number | null, earlier: number | null): number | null {
  return later !== null && earlier !== null && later > earlier ? later - earlier : null;
}
