import type {Fit} from "../../core/geometry/fit.js";
import type {Track} from "../../core/track/track.js";
import type {Pen} from "../ui/canvas.js";

/** Half a car's width, m: a road learned from laps reaches only as far as the middles of the cars. */
const HALF_CAR = 1;

/** Draws a track's road at its known width, at least `leastPx`. */
export function drawRoad(pen: Pen, track: Track, fit: Fit, color: string, leastPx: number): void {
  const {x, z, heading, room} = track;
  const n = x.length;
  const more = room?.from === "laps" ? HALF_CAR : 0;
  const px = (i: number) => fit.offsetX + (x[i] - Math.sin(heading[i]) * shift(i)) * fit.scale;
  const py = (i: number) => fit.offsetY + (z[i] + Math.cos(heading[i]) * shift(i)) * fit.scale;
  const shift = (i: number) => (room ? (room.right[i] - room.left[i]) / 2 : 0);
  const widthAt = (i: number) =>
    Math.max(leastPx, room ? Math.round((room.left[i] + room.right[i] + 2 * more) * fit.scale) : 0);
  pen.strokeStyle = color;
  pen.lineJoin = "round";
  pen.lineCap = "round";
  let open = false;
  for (let i = 0; i <= n; i++) {
    const at = i % n;
    const width = widthAt(at);
    if (open && width !== pen.lineWidth) {
      pen.lineTo(px(at), py(at));
      pen.stroke();
      open = false;
    }
    if (!open) {
      pen.lineWidth = width;
      pen.beginPath();
      pen.moveTo(px(at), py(at));
      open = true;
    } else pen.lineTo(px(at), py(at));
  }
  pen.stroke();
}

/** Points of the road's middle, px, a few pixels apart: labels avoid them. */
export function roadPoints(line: {x: ArrayLike<number>; z: ArrayLike<number>}, fit: Fit): [number, number][] {
  const points: [number, number][] = [];
  let [lx, ly] = [Number.NaN, Number.NaN];
  for (let i = 0; i < line.x.length; i++) {
    const x = fit.offsetX + line.x[i] * fit.scale;
    const y = fit.offsetY + line.z[i] * fit.scale;
    if (Number.isNaN(x + y)) continue;
    const gap = Math.hypot(x - lx, y - ly);
    if (gap < 2) continue;
    // fill in between the points of a sparsely sampled line
    for (let k = 1; gap < 60 && k * 3 < gap; k++)
      points.push([lx + ((x - lx) * k * 3) / gap, ly + ((y - ly) * k * 3) / gap]);
    points.push([x, y]);
    lx = x;
    ly = y;
  }
  return points;
}
