import {type Box, type Fit, fitBox} from "../../core/geometry/fit.js";

/** Magnifications of the map against the whole circuit. */
const ZOOMS = [1, 2, 4, 8];
/** The picture moves when the followed car leaves the middle, as part of its size. */
const MIDDLE = 0.25;

/** The part of the circuit that the map shows: all of it, or magnified and following a car. */
export class MapView {
  private step = 0;
  /** middle of the picture, m; NaN: of the circuit */
  private x = Number.NaN;
  private y = Number.NaN;

  get zoom(): number {
    return ZOOMS[this.step];
  }

  /** Magnifies by a step, or back. Returns whether that changed anything. */
  magnify(steps: number): boolean {
    const next = Math.min(ZOOMS.length - 1, Math.max(0, this.step + steps));
    if (next === this.step) return false;
    this.step = next;
    return true;
  }

  /** Keeps a car, m, about the middle of a magnified picture. Returns whether the picture moved. */
  follow(x: number, y: number, width: number, height: number, fit: Fit): boolean {
    if (this.zoom === 1 || Number.isNaN(x + y)) return false;
    const away = Math.max(
      (Math.abs(x - this.x) * fit.scale) / (width * MIDDLE),
      (Math.abs(y - this.y) * fit.scale) / (height * MIDDLE),
    );
    if (away <= 1) return false;
    this.x = x;
    this.y = y;
    return true;
  }

  /** The fit of a circuit's box in the picture, px. */
  fit(box: Box, width: number, height: number, margin: number): Fit {
    const whole = fitBox(box, width, height, margin);
    if (this.zoom === 1) return whole;
    const scale = whole.scale * this.zoom;
    const middle = (value: number, low: number, high: number) => (Number.isNaN(value) ? (low + high) / 2 : value);
    return {
      scale,
      offsetX: width / 2 - middle(this.x, box.minX, box.maxX) * scale,
      offsetY: height / 2 - middle(this.y, box.minY, box.maxY) * scale,
    };
  }
}
