import type {Pen} from "../ui/canvas.js";
import type {View} from "../ui/cursor.js";

/** Where the charts are, px, and their x axis. */
export interface RangeArea {
  left: number;
  right: number;
  top: number;
  bottom: number;
  px(position: number): number;
}

/** Draws the chosen stretch of the axis: a tint with an edge at either end. */
export function drawRange(pen: Pen, {left, right, top, bottom, px}: RangeArea, range: View, color: string): void {
  const [from, to] = range.map(px);
  const [a, b] = [Math.max(from, left), Math.min(to, right)];
  if (a >= b) return;
  pen.fillStyle = color;
  pen.globalAlpha = 0.1;
  pen.fillRect(a, top, b - a, bottom - top);
  pen.globalAlpha = 0.8;
  for (const edge of [from, to])
    if (edge >= left && edge <= right) pen.fillRect(Math.round(edge), top, 1, bottom - top);
  // the ends show on the axis, too
  pen.fillRect(a, bottom, b - a, 2);
  pen.globalAlpha = 1;
}

/** px of a dash and of the gap after it */
const DASH = 5;

/** Draws the pinned position: a dashed line. */
export function drawPin(pen: Pen, {left, right, top, bottom, px}: RangeArea, position: number, color: string): void {
  const x = px(position);
  if (x < left - 1 || x > right + 1) return;
  pen.fillStyle = color;
  for (let y = top; y < bottom; y += 2 * DASH) pen.fillRect(Math.round(x), y, 1, Math.min(DASH, bottom - y));
}
