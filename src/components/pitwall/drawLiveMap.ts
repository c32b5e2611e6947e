import type {Fit} from "../../core/geometry/fit.js";
import type {CircuitLine} from "../../core/live/track/circuitLine.js";
import type {MapLabel} from "../map/mapLabels.js";
import type {Pen} from "../ui/canvas.js";
import {type PitTheme, SPEED_LEVELS, speedLevel} from "./pitTheme.js";

const SCALE: [number, number] = [60, 330];

/** px of the road, at least */
export const ROAD = 9;

/** Draws the learned road in pieces. */
export function drawPieces(
  pen: Pen,
  pieces: readonly (readonly (readonly [number, number])[])[],
  {scale, offsetX, offsetY}: Fit,
  {track}: PitTheme,
): void {
  pen.strokeStyle = track;
  pen.lineWidth = ROAD;
  pen.lineJoin = "round";
  pen.lineCap = "round";
  pen.beginPath();
  for (const piece of pieces)
    piece.forEach(([x, z], i) => {
      const px = offsetX + x * scale;
      const py = offsetY + z * scale;
      if (i) pen.lineTo(px, py);
      else pen.moveTo(px, py);
    });
  pen.stroke();
}

/** Labels of the start and of sectors 2 and 3, where the line is known. */
export function lineLabels(line: CircuitLine, sectors: readonly number[] | null): MapLabel[] {
  const label = (at: number, kind: MapLabel["kind"], text: string): MapLabel[] => {
    const a = line.at(at);
    const b = line.at(at + 25);
    const length = a && b ? Math.hypot(b[0] - a[0], b[1] - a[1]) : 0;
    if (!a || !b || length === 0) return [];
    return [{kind, text, side: 0, x: a[0], z: a[1], dx: (b[0] - a[0]) / length, dz: (b[1] - a[1]) / length}];
  };
  return [label(0, "start", "start"), ...(sectors ?? []).map((at, i) => label(at, "sector", `S${i + 2}`))].flat();
}

/** Draws the legend of the trail's colours. */
export function drawSpeedScale(pen: Pen, height: number, {colors, speed}: PitTheme): void {
  const width = 5;
  for (let i = 0; i < SPEED_LEVELS; i++) {
    pen.fillStyle = speed[i];
    pen.fillRect(28 + i * width, height - 14, width, 8);
  }
  pen.fillStyle = colors.muted;
  pen.textBaseline = "middle";
  pen.textAlign = "right";
  pen.fillText(String(SCALE[0]), 24, height - 10);
  pen.textAlign = "left";
  pen.fillText(`${SCALE[1]} km/h`, 32 + SPEED_LEVELS * width, height - 10);
}

/** Draws the positions of the last seconds, coloured by speed. Points within two pixels of the last one are left out. */
export function drawTrail(
  pen: Pen,
  xs: Float64Array,
  zs: Float64Array,
  speeds: Float64Array,
  {scale, offsetX, offsetY}: Fit,
  {speed}: PitTheme,
): void {
  const n = Math.min(xs.length, zs.length, speeds.length);
  pen.lineWidth = 5;
  pen.lineJoin = "round";
  pen.lineCap = "butt";
  let level = -2;
  let px = Number.NaN;
  let py = Number.NaN;
  for (let i = 0; i < n; i++) {
    const x = offsetX + xs[i] * scale;
    const y = offsetY + zs[i] * scale;
    const away = Math.abs(x - px) + Math.abs(y - py);
    if (Number.isNaN(x) || (away < 2 && i < n - 1)) continue;
    const next = speedLevel(speeds[i], SCALE[0], SCALE[1]);
    const jumped = !(away < 60);
    if (next !== level || jumped) {
      if (level !== -2) pen.stroke();
      pen.beginPath();
      pen.strokeStyle = speed[Math.max(0, next)];
      pen.moveTo(jumped ? x : px, jumped ? y : py);
      level = next;
    }
    pen.lineTo(x, y);
    px = x;
    py = y;
  }
  if (level !== -2) pen.stroke();
}
