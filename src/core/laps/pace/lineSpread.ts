import {quantile} from "../../signal/quantile.js";
import {median} from "../../signal/robust.js";

/** How far apart the lines of several laps are, at each metre of the lap. */
export interface LineSpread {
  /** m between the 10th and the 90th percentile of the offsets; NaN where fewer than two laps have one */
  spread: Float64Array;
  /** m right of the line, of the middle lap */
  middle: Float64Array;
  /** laps with an offset */
  laps: Uint16Array;
  /**
   * Half of the lap is driven within 0.15 m, which no driver does: the source lays positions on a line (Formula 1's live timing: 0.07 m),
   * or the car runs on one. Nothing is known of the driver's line then.
   */
  onOneLine: boolean;
}

/** A lap on the common grid: its offset from the line at each grid point, m to the right, and what it was placed on. */
export interface OffsetLap {
  offset: ArrayLike<number>;
  alignment: string;
}

/** m; drivers repeat their line within about half a metre. */
const LEAST_SPREAD = 0.15;
/** Alignments by the nearest point of a line. By lap fraction or distance, equal places differ by metres along the road. */
const BY_LINE = new Set(["track line", "reference path"]);

/**
 * The spread of lines of laps on one grid. Offsets are measured at right angles from the nearest point of a line that all laps share: at
 * equal fractions of the lap, two laps of one line would differ by as much as their lengths do. Laps that were not placed on a line are
 * left out; undefined with fewer than two others.
 */
export function lineSpread(laps: readonly OffsetLap[]): LineSpread | undefined {
  const placed = laps.filter(({alignment}) => BY_LINE.has(alignment));
  if (placed.length < 2) return undefined;
  const n = Math.min(...placed.map(({offset}) => offset.length));
  const out = {spread: new Float64Array(n), middle: new Float64Array(n), laps: new Uint16Array(n)};
  const column = new Float64Array(placed.length);
  for (let i = 0; i < n; i++) {
    let count = 0;
    for (const {offset} of placed) if (Number.isFinite(offset[i])) column[count++] = offset[i];
    const sorted = column.subarray(0, count).sort();
    out.laps[i] = count;
    out.middle[i] = quantile(sorted, 0.5);
    out.spread[i] = count < 2 ? Number.NaN : quantile(sorted, 0.9) - quantile(sorted, 0.1);
  }
  const half = median(out.spread.filter(Number.isFinite));
  return {...out, onOneLine: half < LEAST_SPREAD};
}
