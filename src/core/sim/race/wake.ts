/**
 * Wake of a car ahead. Downforce: figures published with the 2022 technical rules, 18 % lost 10 m behind and 4 % lost 20 m behind,
 * with an exponential through both. Drag: a quarter less directly behind, fading over tens of metres; an assumption, published
 * figures differ widely. Sideways both fall as a Gaussian with a standard deviation of 1.3 m.
 */
const LOST_AT_10 = 0.18;
const DOWNFORCE_LENGTH = 10 / Math.log(0.18 / 0.04);
const DRAG_NEAR = 0.26;
const DRAG_LENGTH = 38;
const WIDTH = 1.3;
/** m between the centres of two cars nose to tail */
const CAR_LENGTH = 5.5;

/** Parts of its drag and downforce that a car loses `behind` metres behind and `beside` metres beside another, between centres. */
export function wake(behind: number, beside: number, out: {drag: number; downforce: number}): void {
  const bell = Math.exp(-0.5 * (beside / WIDTH) * (beside / WIDTH));
  const gap = Math.max(0, behind - CAR_LENGTH);
  out.drag = DRAG_NEAR * Math.exp(-gap / DRAG_LENGTH) * bell;
  out.downforce = Math.min(0.35, LOST_AT_10 * Math.exp(-(gap - 10) / DOWNFORCE_LENGTH)) * bell;
}
