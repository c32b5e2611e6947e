import type {Pen} from "../ui/canvas.js";
import type {PitTheme} from "./pitTheme.js";

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

const TEXT = 18;

/** Draws frames and labels of the bars: brake and throttle upright, steering below them. */
export function drawPedalFrames(pen: Pen, rect: Rect, {hairline, colors}: PitTheme): void {
  const {x, y, width, height} = rect;
  const bar = barWidth(rect);
  const tall = pedalHeight(rect);
  pen.lineWidth = 1;
  pen.strokeStyle = hairline;
  pen.strokeRect(x + 0.5, y + 0.5, bar, tall);
  pen.strokeRect(x + width - bar - 0.5, y + 0.5, bar, tall);
  pen.strokeRect(x + 0.5, y + height - TEXT - 11.5, width - 1, 10);
  pen.beginPath();
  pen.moveTo(x + width / 2, y + height - TEXT - 14);
  pen.lineTo(x + width / 2, y + height - TEXT + 1);
  pen.stroke();
  pen.fillStyle = colors.muted;
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  pen.fillText("brake", x + bar / 2, y + tall + 10);
  pen.fillText("throttle", x + width - bar / 2, y + tall + 10);
  pen.fillText("steering", x + width / 2, y + height - 6);
}

/** Draws how far each is pressed (0–1) and turned (−1 left … 1 right); NaN draws nothing. */
export function drawPedals(
  pen: Pen,
  rect: Rect,
  throttle: number,
  brake: number,
  steering: number,
  {colors}: PitTheme,
): void {
  const {x, y, width, height} = rect;
  const bar = barWidth(rect);
  const tall = pedalHeight(rect);
  if (brake > 0) {
    pen.fillStyle = colors.brake;
    pen.fillRect(x + 1, y + tall * (1 - Math.min(1, brake)), bar - 1, tall * Math.min(1, brake));
  }
  if (throttle > 0) {
    pen.fillStyle = colors.throttle;
    pen.fillRect(x + width - bar, y + tall * (1 - Math.min(1, throttle)), bar - 1, tall * Math.min(1, throttle));
  }
  if (Number.isNaN(steering)) return;
  pen.fillStyle = colors.steering;
  const half = width / 2 - 1;
  const turned = Math.min(1, Math.max(-1, steering)) * half;
  pen.fillRect(x + width / 2 + Math.min(0, turned), y + height - TEXT - 11, Math.max(1.5, Math.abs(turned)), 9);
}

function barWidth({width}: Rect): number {
  return Math.min(40, width * 0.36);
}

function pedalHeight({height}: Rect): number {
  return height - TEXT - 40;
}
