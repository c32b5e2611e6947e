import {wrapDistance} from "../geometry/closedGrid.js";
import type {Corner, Straight} from "./corner.js";

/** Gaps between corners shorter than this are no straight, m. */
export const LEAST_STRAIGHT = 30;

/**
 * Makes corners and straights cover a lap exactly: a gap of 30 m or more between corners is a straight, a shorter one is divided
 * between its corners, and so is an overlap, halfway between their apexes at most.
 *
 * @param corners in order along the lap, by apex
 */
export function coverLap(corners: readonly Corner[], lengthM: number): {list: Corner[]; straights: Straight[]} {
  const list = corners.map((corner) => ({...corner}));
  if (list.length === 0) return {list, straights: [{number: 1, fromM: 0, toM: lengthM}]};
  const straights: Omit<Straight, "number">[] = [];
  for (const [i, corner] of list.entries()) {
    const next = list[(i + 1) % list.length];
    const from = wrapDistance({lengthM}, corner.exitM - corner.apexM);
    const between = list.length === 1 ? lengthM : wrapDistance({lengthM}, next.apexM - corner.apexM);
    const to = between - wrapDistance({lengthM}, next.apexM - next.entryM);
    if (to - from >= LEAST_STRAIGHT) {
      straights.push({fromM: corner.exitM, toM: next.entryM});
      continue;
    }
    const cut = Math.min(Math.max((from + to) / 2, 0), between);
    corner.exitM = next.entryM = wrapDistance({lengthM}, corner.apexM + cut);
  }
  // the straight over the line is the first
  const order = ({fromM, toM}: Omit<Straight, "number">) => (fromM > toM ? 0 : fromM);
  straights.sort((a, b) => order(a) - order(b));
  return {list, straights: straights.map((straight, i) => ({number: i + 1, ...straight}))};
}
