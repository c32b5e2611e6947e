import type {Pen} from "../ui/canvas.js";
import type {Disc} from "./gForceCircle.js";
import type {PitTheme} from "./pitTheme.js";

/** A round gauge: three quarters of a circle, from the lower left over the top to the lower right. */
export interface Dial {
  label: string;
  unit: string;
  /** where the scale begins; 0 where absent */
  least?: number;
  most: number;
  /** between two numbers of the scale */
  step: number;
  /** numbers are shown divided by this */
  divisor: number;
  /** where the red part of the scale begins; Infinity for none */
  red: number;
}

const FROM = 0.75 * Math.PI;
const SWEEP = 1.5 * Math.PI;

export const SPEED_DIAL: Dial = {label: "speed", unit: "km/h", most: 350, step: 50, divisor: 1, red: Infinity};
export const RPM_DIAL: Dial = {
  label: "engine",
  unit: "rpm × 1000",
  most: 14_000,
  step: 2000,
  divisor: 1000,
  red: 12_500,
};

/** The direction of a value, rad; values beyond the scale are at its ends. */
export function dialAngle({least = 0, most}: Pick<Dial, "least" | "most">, value: number): number {
  return FROM + SWEEP * Math.min(1, Math.max(0, (value - least) / (most - least)));
}

/** Draws scale, numbers and label. */
export function drawDialScale(pen: Pen, dial: Dial, {x, y, radius}: Disc, {colors, hairline}: PitTheme): void {
  const {least = 0, most, step, divisor, red} = dial;
  pen.lineWidth = 6;
  pen.strokeStyle = hairline;
  pen.beginPath();
  pen.arc(x, y, radius - 3, FROM, FROM + SWEEP);
  pen.stroke();
  if (red < most) {
    pen.strokeStyle = colors.loss;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(x, y, radius + 1, dialAngle(dial, red), FROM + SWEEP);
    pen.stroke();
  }
  pen.fillStyle = colors.muted;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  // counted, not added up: fractions of a step would drift
  for (let i = 0; least + i * step <= most + 1e-9 * step; i++) {
    const value = least + i * step;
    const angle = dialAngle(dial, value);
    const r = radius - 17;
    pen.fillText(
      String(Number((value / divisor).toPrecision(6))).replace("-", "−"),
      x + r * Math.cos(angle),
      y + r * Math.sin(angle),
    );
  }
  pen.fillText(dial.label, x, y + radius * 0.62);
  pen.fillText(dial.unit, x, y + radius * 0.62 + 14);
}

/** Draws the arc up to the value, and the tip of the needle. NaN draws nothing. */
export function drawDialValue(pen: Pen, dial: Dial, {x, y, radius}: Disc, value: number, color: string): void {
  if (Number.isNaN(value)) return;
  const angle = dialAngle(dial, value);
  pen.lineWidth = 6;
  pen.strokeStyle = color;
  pen.beginPath();
  pen.arc(x, y, radius - 3, FROM, angle);
  pen.stroke();
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  pen.lineWidth = 2.5;
  pen.beginPath();
  pen.moveTo(x + (radius - 10) * cos, y + (radius - 10) * sin);
  pen.lineTo(x + (radius + 2) * cos, y + (radius + 2) * sin);
  pen.stroke();
}
