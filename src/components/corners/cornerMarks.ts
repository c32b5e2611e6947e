import * as Plot from "npm:@observablehq/plot";
import {type Corner, cornerLabel} from "../../core/track/corner.js";
import {color} from "../ui/palette.js";

/** Bands of the corners with their numbers above, for a chart over the metres of the lap. */
export function cornerMarks(
  corners: readonly Corner[],
  lengthM: number,
  [least, greatest]: readonly [number, number],
): Plot.Markish[] {
  return [
    Plot.rectY(corners, {
      x1: "entryM",
      // a corner that passes the line
      x2: ({entryM, exitM}) => (exitM < entryM ? lengthM : exitM),
      y1: least,
      y2: greatest,
      fill: color("reference"),
      fillOpacity: 0.1,
    }),
    Plot.text(corners, {
      x: "apexM",
      frameAnchor: "top",
      dy: -14,
      text: (corner) => cornerLabel(corner),
      fill: color("muted"),
    }),
  ];
}
