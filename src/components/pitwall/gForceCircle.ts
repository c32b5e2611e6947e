import type {Pen} from "../ui/canvas.js";
import type {PitTheme} from "./pitTheme.js";

/** The rim, g. */
const G_RIM = 5;
const RINGS = [1, 3, 5];

export interface Disc {
  x: number;
  y: number;
  radius: number;
}

/** Rings at 1, 3 and 5 g, and the cross. */
export function drawGRings(pen: Pen, {x, y, radius}: Disc, {hairline, colors}: PitTheme): void {
  pen.lineWidth = 1;
  pen.strokeStyle = hairline;
  for (const g of RINGS) {
    pen.beginPath();
    pen.arc(x, y, (g / G_RIM) * radius, 0, 2 * Math.PI);
    pen.stroke();
  }
  pen.beginPath();
  pen.moveTo(x - radius, y);
  pen.lineTo(x + radius, y);
  pen.moveTo(x, y - radius);
  pen.lineTo(x, y + radius);
  pen.stroke();
  pen.fillStyle = colors.muted;
  pen.textAlign = "left";
  pen.textBaseline = "bottom";
  for (const g of RINGS) pen.fillText(g === G_RIM ? "5 g" : String(g), x + 3, y - (g / G_RIM) * radius + 12);
}

/**
 * The car's acceleration as a g-g diagram: a bend to the right points right, braking down. `lateral` and `longitudinal`
 * are the last second, oldest first, drawn as a tail.
 */
export function drawGBubble(
  pen: Pen,
  {x, y, radius}: Disc,
  lateral: Float64Array,
  longitudinal: Float64Array,
  {colors}: PitTheme,
): void {
  const k = radius / G_RIM;
  const n = Math.min(lateral.length, longitudinal.length);
  const stride = Math.max(1, Math.floor(n / 60));
  pen.strokeStyle = colors.reference;
  pen.lineWidth = 1.5;
  pen.globalAlpha = 0.55;
  pen.beginPath();
  let open = false;
  let px = Number.NaN;
  let py = Number.NaN;
  for (let i = (n - 1) % stride; i < n; i += stride) {
    const gx = lateral[i];
    const gy = longitudinal[i];
    if (!(Math.abs(gx) < 20 && Math.abs(gy) < 20)) continue;
    const length = Math.sqrt(gx * gx + gy * gy);
    const held = length > G_RIM ? G_RIM / length : 1; // values beyond the rim are drawn on it
    px = x + gx * held * k;
    py = y - gy * held * k;
    if (open) pen.lineTo(px, py);
    else pen.moveTo(px, py);
    open = true;
  }
  pen.stroke();
  pen.globalAlpha = 1;
  if (!open) return;
  pen.fillStyle = colors.foreground;
  pen.beginPath();
  pen.arc(px, py, 5, 0, 2 * Math.PI);
  pen.fill();
}
