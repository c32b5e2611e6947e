import type {TraceLap} from "../../laps/traceLap.js";
import type {Pen} from "../../ui/canvas.js";
import type {XyPoints} from "./xyPoints.js";

export interface XyScene {
  points: readonly XyPoints[];
  width: number;
  height: number;
  px(x: number): number;
  py(y: number): number;
  /** of a sample of a lap */
  color(lap: TraceLap, row: number): string;
}

/** With more points than this, smaller and fainter ones. */
const MANY = 4000;

/** Draws every sample as a point; the reference is the first and drawn last, on top. */
export function drawXy(pen: Pen, {points, width, height, px, py, color}: XyScene): void {
  pen.clearRect(0, 0, width, height);
  const count = points.reduce((sum, {rows}) => sum + rows.length, 0);
  const size = count > MANY ? 2 : 3;
  pen.globalAlpha = count > MANY ? 0.55 : 0.75;
  for (const {lap, rows, x, y} of points.toReversed()) {
    let last = "";
    for (let k = 0; k < rows.length; k++) {
      const now = color(lap.trace, rows[k]);
      // setting a colour is parsed each time
      if (now !== last) pen.fillStyle = last = now;
      pen.fillRect(px(x[k]) - size / 2, py(y[k]) - size / 2, size, size);
    }
  }
  pen.globalAlpha = 1;
}

/** A mark at a value of a lap: the cursor's, or a ring for the pinned one. */
export interface XyMark {
  x: number;
  y: number;
  color: string;
  isRing: boolean;
}

/** Draws where laps are at the cursors. */
export function drawXyMarks(
  pen: Pen,
  {width, height, px, py}: Pick<XyScene, "width" | "height" | "px" | "py">,
  marks: readonly XyMark[],
  {background, foreground}: {background: string; foreground: string},
): void {
  pen.clearRect(0, 0, width, height);
  pen.lineWidth = 2;
  for (const {x, y, color, isRing} of marks) {
    if (!Number.isFinite(x + y)) continue;
    pen.beginPath();
    pen.arc(px(x), py(y), 5.5, 0, 2 * Math.PI);
    pen.fillStyle = isRing ? background : color;
    pen.fill();
    pen.strokeStyle = isRing ? color : foreground;
    pen.stroke();
  }
}
