import type {Fit} from "../../core/geometry/fit.js";
import type {Pen} from "../ui/canvas.js";
import {SERIES} from "../ui/palette.js";
import type {PitTheme} from "./pitTheme.js";

const MOST_CARS = 32;
/** px */
const DOT = 5;
const CHOSEN_DOT = 8;
const LABEL_HEIGHT = 12;
const CHAR_WIDTH = 7;
const GAP = 3;
/** Places of a label about its dot, tried in turn: right, left, above, below, and the four between. */
const SIDES: readonly (readonly [x: number, y: number])[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
];

/** Where cars are, m, by car. */
interface CarPlaces {
  x: ArrayLike<number>;
  z: ArrayLike<number>;
}

export interface DotLook {
  /** race numbers by car */
  labels: readonly (string | undefined)[];
  chosen: number;
  fit: Fit;
  theme: PitTheme;
}

/**
 * Every car as a dot in its colour, with its number beside it where that covers no other dot or number: in a crowd the cars in front keep
 * theirs. The chosen car is larger and always named.
 */
export class CarDots {
  private readonly x = new Float64Array(MOST_CARS);
  private readonly y = new Float64Array(MOST_CARS);
  /** boxes of labels: left and top, all of one height */
  private readonly left = new Float64Array(MOST_CARS);
  private readonly top = new Float64Array(MOST_CARS);
  private readonly width = new Float64Array(MOST_CARS);
  private placed = 0;

  /** @param order cars, the most important first */
  draw(pen: Pen, order: readonly number[], motion: CarPlaces, look: DotLook): void {
    const {fit, theme, chosen, labels} = look;
    const {colors} = theme;
    const n = Math.min(order.length, MOST_CARS);
    for (let i = 0; i < n; i++) {
      this.x[i] = fit.offsetX + motion.x[order[i]] * fit.scale;
      this.y[i] = fit.offsetY + motion.z[order[i]] * fit.scale;
    }
    // those in front are drawn over those behind
    for (let i = n - 1; i >= 0; i--) if (order[i] !== chosen) this.dot(pen, i, DOT, order[i], theme);
    const own = order.indexOf(chosen);
    if (own >= 0 && own < n) this.dot(pen, own, CHOSEN_DOT, chosen, theme);
    this.placed = 0;
    pen.textBaseline = "middle";
    pen.textAlign = "center";
    pen.font = "650 11px system-ui, sans-serif";
    pen.fillStyle = colors.foreground;
    if (own >= 0 && own < n) this.label(pen, own, n, labels[chosen], CHOSEN_DOT, true);
    for (let i = 0; i < n; i++) if (i !== own) this.label(pen, i, n, labels[order[i]], DOT, false);
  }

  private dot(pen: Pen, i: number, radius: number, car: number, {colors}: PitTheme): void {
    if (Number.isNaN(this.x[i] + this.y[i])) return;
    pen.beginPath();
    pen.arc(this.x[i], this.y[i], radius, 0, 2 * Math.PI);
    pen.fillStyle = radius === CHOSEN_DOT ? colors.foreground : colors[SERIES[car % SERIES.length]];
    pen.fill();
    pen.lineWidth = 1.5;
    pen.strokeStyle = colors.background;
    pen.stroke();
  }

  private label(pen: Pen, i: number, n: number, text: string | undefined, radius: number, always: boolean): void {
    if (!text || Number.isNaN(this.x[i] + this.y[i])) return;
    const width = text.length * CHAR_WIDTH;
    for (let side = 0; side < SIDES.length; side++) {
      const [sx, sy] = SIDES[side];
      const cx = this.x[i] + sx * (radius + GAP + width / 2);
      const cy = this.y[i] + sy * (radius + GAP + LABEL_HEIGHT / 2);
      const isLast = always && side === SIDES.length - 1;
      if (!isLast && !this.isFree(cx - width / 2, cy - LABEL_HEIGHT / 2, width, i, n)) continue;
      const k = this.placed++;
      this.left[k] = cx - width / 2;
      this.top[k] = cy - LABEL_HEIGHT / 2;
      this.width[k] = width;
      pen.fillText(text, cx, cy + 0.5);
      return;
    }
  }

  /** Whether a label's box covers no dot but its own, and no label. */
  private isFree(left: number, top: number, width: number, own: number, n: number): boolean {
    for (let k = 0; k < this.placed; k++)
      if (
        left < this.left[k] + this.width[k] &&
        this.left[k] < left + width &&
        Math.abs(top - this.top[k]) < LABEL_HEIGHT
      )
        return false;
    for (let i = 0; i < n; i++) {
      if (i === own) continue;
      const dx = Math.max(left - this.x[i], 0, this.x[i] - left - width);
      const dy = Math.max(top - this.y[i], 0, this.y[i] - top - LABEL_HEIGHT);
      if (dx * dx + dy * dy < DOT * DOT) return false;
    }
    return true;
  }
}
