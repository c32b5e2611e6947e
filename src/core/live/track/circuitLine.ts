import type {LapPositions} from "../../track/lapPositions.js";
import type {LiveSource} from "../timeline/liveSource.js";

/** m of the lap per point */
const BIN = 5;
const BINS = 2000;
/** Two points further apart than this are not joined, m */
const GAP = 70;

/** A point of a ring as long as the lap, start at the top, clockwise: for cars without positions. m; NaN without a distance. */
export function ringPlace(distance: number, lengthM: number): [number, number] {
  const radius = lengthM / (2 * Math.PI);
  return [radius * Math.sin(distance / radius), -radius * Math.cos(distance / radius)];
}

/** The line of an unknown circuit, learned while cars drive it. */
export class CircuitLine {
  readonly x = new Float64Array(BINS).fill(Number.NaN);
  readonly z = new Float64Array(BINS).fill(Number.NaN);
  /** number of known points */
  known = 0;
  private end = 0;

  /** Adds a car's position; distances before the line or beyond 10 km, and NaN, are ignored. */
  learn(distance: number, x: number, z: number): void {
    const bin = Math.floor(distance / BIN);
    if (!(bin >= 0 && bin < BINS) || Number.isNaN(x + z)) return;
    if (Number.isNaN(this.x[bin])) {
      this.known++;
      if (bin >= this.end) this.end = bin + 1;
      this.x[bin] = x;
      this.z[bin] = z;
    }
  }

  /** Adds the positions of a car's last seconds. */
  learnWindow(source: LiveSource, car: number, seconds = 600): void {
    const distance = source.window(car, "lapDistance", seconds).values;
    const x = source.window(car, "worldX", seconds).values;
    const z = source.window(car, "worldZ", seconds).values;
    const n = Math.min(distance.length, x.length, z.length);
    for (let i = 0; i < n; i++) this.learn(distance[i], x[i], z[i]);
  }

  /** The position at a distance from the start line, or null where it is unknown. */
  at(distance: number): [number, number] | null {
    const bin = Math.floor(distance / BIN);
    for (let k = 0; k < 4; k++)
      if (!Number.isNaN(this.x[bin + k] ?? Number.NaN)) return [this.x[bin + k], this.z[bin + k]];
    return null;
  }

  /** The known points by distance, as one lap. */
  lap(): LapPositions {
    const bins = Array.from({length: this.end}, (_, bin) => bin).filter((bin) => !Number.isNaN(this.x[bin]));
    return {
      x: bins.map((bin) => this.x[bin]),
      z: bins.map((bin) => this.z[bin]),
      lapDistance: bins.map((bin) => bin * BIN),
    };
  }

  /** The line in pieces without gaps; closed where its ends meet. */
  pieces(): [number, number][][] {
    const pieces: [number, number][][] = [];
    let piece: [number, number][] = [];
    for (let i = 0; i < this.end; i++) {
      if (Number.isNaN(this.x[i])) continue;
      const last = piece.at(-1);
      if (last && Math.hypot(this.x[i] - last[0], this.z[i] - last[1]) > GAP) {
        pieces.push(piece);
        piece = [];
      }
      piece.push([this.x[i], this.z[i]]);
    }
    if (piece.length) pieces.push(piece);
    const [first] = pieces;
    const last = pieces.at(-1);
    if (first && last && (pieces.length > 1 || last.length > 100)) {
      const [a, b] = [last.at(-1)!, first[0]];
      if (Math.hypot(a[0] - b[0], a[1] - b[1]) < GAP) last.push(b);
    }
    return pieces;
  }
}
