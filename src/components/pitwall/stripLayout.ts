import {type Lane, STRIP} from "./stripLanes.js";

/** Where the lanes of a strip lie, px. */
export interface StripLayout {
  /** top edge of each lane */
  tops: number[];
  /** bottom edge of the last lane; the time axis is below it */
  bottom: number;
  height: number;
}

export function stripLayout(lanes: readonly Lane[]): StripLayout {
  const tops: number[] = [];
  let bottom = 0;
  for (const lane of lanes) {
    tops.push(bottom + STRIP.header);
    bottom += STRIP.header + lane.height + STRIP.gap;
  }
  return {tops, bottom, height: bottom + STRIP.axis};
}

/** px of a moment `age` seconds before the play head, of `span` seconds shown. */
export function ageToX(age: number, span: number, width: number): number {
  return width - STRIP.right - (age / span) * (width - STRIP.left - STRIP.right);
}

/** Seconds before the play head at px; null to the left of the lanes. */
export function xToAge(x: number, span: number, width: number): number | null {
  const share = (width - STRIP.right - x) / (width - STRIP.left - STRIP.right);
  return share <= 1.02 ? Math.max(0, Math.min(1, share) * span) : null;
}
