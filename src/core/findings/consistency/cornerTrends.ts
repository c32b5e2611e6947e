import {holmAdjusted} from "../../signal/holm.js";
import {linearFit} from "../../signal/linearFit.js";
import {mean} from "../../signal/moments.js";
import {twoSidedP} from "../../signal/studentT.js";

/** How the time of a corner changes from lap to lap. */
export interface CornerTrend {
  /** s a lap, and half the width of its 95 % interval */
  slopeS: number;
  reachS: number;
  n: number;
  /** it is more than chance, all corners taken together (Holm) */
  isFound: boolean;
}

/** Of fewer laps a straight line shows nothing. */
const FEWEST = 4;

/**
 * The least-squares trend of each corner's time over the laps of a stint; null where fewer than four laps have one. A circuit has many
 * corners: of twenty one would have a trend by chance at 95 %, so the claims are adjusted for their number.
 *
 * @param times of each corner by lap, s; NaN where unknown
 * @param laps numbers of the laps; NaN for those that are not of the stint
 */
export function cornerTrends(times: readonly ArrayLike<number>[], laps: readonly number[]): (CornerTrend | null)[] {
  const fits = times.map((own) => {
    const rows = laps.map((_, i) => i).filter((i) => Number.isFinite(laps[i]) && Number.isFinite(own[i]));
    if (rows.length < FEWEST) return undefined;
    const middle = mean(rows.map((i) => laps[i]));
    const columns = [rows.map(() => 1), rows.map((i) => laps[i] - middle)];
    const fit = linearFit(
      columns,
      rows.map((i) => own[i]),
    );
    return fit && {fit, n: rows.length};
  });
  const chances = fits.map((found) =>
    found ? twoSidedP(found.fit.coefficients[1] / found.fit.standardErrors[1], found.fit.df) : Number.NaN,
  );
  const adjusted = holmAdjusted(chances);
  return fits.map((found, k) =>
    found
      ? {slopeS: found.fit.coefficients[1], reachS: found.fit.reach(1), n: found.n, isFound: adjusted[k] < 0.05}
      : null,
  );
}
