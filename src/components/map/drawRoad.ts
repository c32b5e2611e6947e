import type {Fit} from "../../core/geometry/fit.js";
import type {Track} from "../../core/track/track.js";
import type {Pen} from "../laps/drawTraces.js";

/** A car is wide too: laps tell where its middle went, m to either side. */
const HALF_CAR = 1;

/** A track's road in a colour, as wide as it is known to be and no narrower than `leastPx`. */
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

/** The road's middle in pixels, a point every few: what names keep off. */
export function roadPoints(line: {x: ArrayLike<number>; z: ArrayLike<number>}, fit: Fit): [number, number][] {
  const points: [number, number][] = [];
  let [lx, ly] = [Number.NaN, Number.NaN];
  for (let i = 0; i < line.x.length; i++) {
    const x = fit.offsetX + line.x[i] * fit.scale;
    const y = fit.offsetY + line.z[i] * fit.scale;
    if (Number.isNaN(x + y)) continue;
    const gap = Math.hypot(x - lx, y - ly);
    if (gap < 2) continue;
    // a thinly sampled line has road between its points too
    for (let k = 1; gap < 60 && k * 3 < gap; k++)
      points.push([lx + ((x - lx) * k * 3) / gap, ly + ((y - ly) * k * 3) / gap]);
    points.push([x, y]);
    lx = x;
    ly = y;
  }
  return points;
}
