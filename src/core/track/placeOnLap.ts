import {type Corner, cornerLabel} from "./corner.js";

/**
 * A place on the lap for a reader: "turn 4", or "before turn 5" on the straight to it; "" without corners. Names are left out: they are not known
 * of all corners.
 *
 * @param corners of the track, in any order
 * @param placeM m from the start line
 */
export function placeOnLap(corners: readonly Corner[], placeM: number): string {
  if (Number.isNaN(placeM) || corners.length === 0) return "";
  // a corner that passes the start line has its exit before its entry
  const inside = corners.find(({entryM, exitM}) =>
    entryM <= exitM ? placeM >= entryM && placeM <= exitM : placeM >= entryM || placeM <= exitM,
  );
  if (inside) return `turn ${cornerLabel(inside)}`;
  const inOrder = corners.toSorted((a, b) => a.entryM - b.entryM);
  return `before turn ${cornerLabel(inOrder.find(({entryM}) => entryM > placeM) ?? inOrder[0])}`;
}
