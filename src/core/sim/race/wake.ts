/**
 * The wake of a car ahead. Downforce: what the makers of the 2022 rules published, 18 % lost 10 m behind and 4 % at 20 m, an
 * exponential through both. Drag: a quarter less right behind, fading over tens of metres, a plausible figure (published ones
 * differ widely). Both fade to the side as a bell of half a car's width.
 */
const LOST_AT_10 = 0.18;
const DOWNFORCE_LENGTH = 10 / Math.log(0.18 / 0.04);
const DRAG_NEAR = 0.26;
const DRAG_LENGTH = 38;
const WIDTH = 1.3;
/** metres from centre to centre that two cars in line need */
const CAR_LENGTH = 5.5;

/** Parts of drag and downforce that a car loses `behind` metres (centre to centre) and `beside` metres off the one ahead. */
export function wake(behind: number, beside: number, out: {drag: number; downforce: number}): void {
  const bell = Math.exp(-0.5 * (beside / WIDTH) * (beside / WIDTH));
  const gap = Math.max(0, behind - CAR_LENGTH);
  out.drag = DRAG_NEAR * Math.exp(-gap / DRAG_LENGTH) * bell;
  out.downforce = Math.min(0.35, LOST_AT_10 * Math.exp(-(gap - 10) / DOWNFORCE_LENGTH)) * bell;
}
