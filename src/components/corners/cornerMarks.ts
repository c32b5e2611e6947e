import * as Plot from "npm:@observablehq/plot";
import {type Corner, cornerLabel} from "../../core/track/corner.js";
import {cornerLabels} from "../laps/axisCorners.js";
import {color} from "../ui/palette.js";

/**
 * Bands of the corners with their numbers above, for a chart over the metres of the lap; numbers that would touch become one label.
 *
 * @param width of the lap in the chart, px
 */
export function cornerMarks(
  corners: readonly Corner[],
  lengthM: number,
  [least, greatest]: readonly [number, number],
  width: number,
): Plot.Markish[] {
  const places = corners
    .map((corner) => ({text: cornerLabel(corner), x: (corner.apexM / lengthM) * width}))
    .sort((a, b) => a.x - b.x);
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
    Plot.text(cornerLabels(places), {
      x: ({x}) => (x / width) * lengthM,
      frameAnchor: "top",
      dy: -14,
      text: "text",
      fill: color("muted"),
    }),
  ];
}
