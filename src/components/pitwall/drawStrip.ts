import type {Pen} from "../ui/canvas.js";
import {fixed} from "../ui/format.js";
import type {PitTheme} from "./pitTheme.js";
import {type Lane, STRIP} from "./stripLanes.js";
import {ageToX, type StripLayout} from "./stripLayout.js";

const FONT = "11px system-ui, sans-serif";
/** below this width the time axis has a label every ten seconds, px */
const NARROW = 500;

/** Draws grid, values and time axis of a strip. */
export function drawStripGrid(
  pen: Pen,
  lanes: readonly Lane[],
  {tops, height}: StripLayout,
  {width, span, theme}: {width: number; span: number; theme: PitTheme},
): void {
  const {colors, hairline} = theme;
  pen.clearRect(0, 0, width, height);
  pen.font = FONT;
  pen.lineWidth = 1;
  pen.textBaseline = "middle";
  pen.strokeStyle = hairline;
  pen.fillStyle = colors.muted;
  pen.textAlign = "right";
  lanes.forEach(({domain: [least, greatest], ticks, height: tall, lines, tickDigits = 0}, i) => {
    pen.beginPath();
    for (const tick of ticks) {
      const y = tops[i] + tall * (1 - (tick - least) / (greatest - least));
      pen.moveTo(STRIP.left, Math.round(y) + 0.5);
      pen.lineTo(width - STRIP.right, Math.round(y) + 0.5);
      pen.fillText(fixed(tick * lines[0].factor, tickDigits), STRIP.left - 6, y);
    }
    pen.stroke();
  });
  const step = width < NARROW || span > 30 ? 10 : 5;
  for (let s = 0; s <= span; s += step) {
    const x = ageToX(s, span, width);
    pen.textAlign = s === 0 ? "right" : x < STRIP.left + 12 ? "left" : "center";
    pen.fillText(s ? `−${s} s` : "now", x, height - STRIP.axis / 2);
  }
}

/** Draws the cursor's line at px. */
export function drawStripCursor(pen: Pen, x: number, {bottom}: StripLayout, color: string): void {
  pen.strokeStyle = color;
  pen.globalAlpha = 0.7;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(Math.round(x) + 0.5, STRIP.header - 4);
  pen.lineTo(Math.round(x) + 0.5, bottom);
  pen.stroke();
  pen.globalAlpha = 1;
}
