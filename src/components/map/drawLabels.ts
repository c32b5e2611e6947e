import {type Fit, toPixels} from "../../core/geometry/fit.js";
import type {Pen} from "../ui/canvas.js";
import type {MapLabel} from "./mapLabels.js";
import {type LabelRequest, placeLabels, type Square} from "./placeLabels.js";

export interface LabelScene {
  labels: readonly MapLabel[];
  fit: Fit;
  width: number;
  height: number;
  /** half the width of the drawn road, px */
  halfWidth: number;
  /** the road's middle, px: labels avoid it */
  road: readonly (readonly [number, number])[];
}

export interface LabelTheme {
  foreground: string;
  muted: string;
  font: string;
  /** of corner numbers */
  strongFont: string;
}

export const LABEL_FONTS = {font: "11px system-ui, sans-serif", strongFont: "650 11px system-ui, sans-serif"};

/** px: how far the line across the road reaches beyond its edge, and from there to the text */
const TICK: Record<MapLabel["kind"], number> = {start: 7, direction: 0, sector: 5, corner: 0, distance: 1};
const GAP: Record<MapLabel["kind"], number> = {start: 4, direction: 0, sector: 4, corner: 5, distance: 4};
/** px from the start to the arrow, along the road and beside it */
const ARROW = {after: 16, off: 7};

/** Draws start, direction of travel, sectors, corners and distances beside the road; those outside the picture are left out. */
export function drawLabels(pen: Pen, scene: LabelScene, theme: LabelTheme): void {
  const {fit, width, height, halfWidth} = scene;
  const seen = scene.labels
    .map((label) => {
      const [px, py] = toPixels(fit, label.x, label.z);
      return {...label, px, py};
    })
    .filter(({px, py}) => px >= 0 && px <= width && py >= 0 && py <= height);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  for (const {kind, px, py, dx, dz} of seen) {
    const reach = halfWidth + TICK[kind];
    if (!TICK[kind]) continue;
    pen.strokeStyle = kind === "distance" ? theme.muted : theme.foreground;
    pen.lineWidth = kind === "start" ? 2.5 : kind === "sector" ? 1.5 : 1;
    pen.beginPath();
    pen.moveTo(px + dz * reach, py - dx * reach);
    pen.lineTo(px - dz * reach, py + dx * reach);
    pen.stroke();
  }
  const start = seen.find(({kind}) => kind === "start" || kind === "direction");
  // towards the middle of the picture: the text of the start is on the other side
  const arrow = start && drawArrow(pen, start, -outward(start, scene), scene, theme);
  const named = seen.filter(({text}) => text !== "");
  const requests = named.map((label): LabelRequest => {
    const side = label.side || outward(label, scene);
    const gap = halfWidth + TICK[label.kind] + GAP[label.kind];
    return {text: label.text, x: label.px, y: label.py, nx: -label.dz * side, ny: label.dx * side, gap};
  });
  const places = placeLabels(requests, scene.road, {width, height, taken: arrow ? [arrow] : []});
  for (const [i, place] of places.entries()) {
    if (!place) continue;
    const {kind, text} = named[i];
    const corner = kind === "corner";
    pen.font = corner ? theme.strongFont : theme.font;
    pen.fillStyle = corner || kind === "start" ? theme.foreground : theme.muted;
    pen.fillText(text, place.x, place.y);
  }
}

/** The side of the road, 1 right, −1 left, that faces away from the middle of the picture. */
function outward(
  {px, py, dx, dz}: MapLabel & {px: number; py: number},
  {width, height}: Pick<LabelScene, "width" | "height">,
): -1 | 1 {
  return (px - width / 2) * -dz + (py - height / 2) * dx >= 0 ? 1 : -1;
}

/** Draws an arrow beside the road in the direction of travel, just after the start; returns the square it covers. */
function drawArrow(
  pen: Pen,
  {px, py, dx, dz}: MapLabel & {px: number; py: number},
  side: number,
  {halfWidth}: LabelScene,
  theme: LabelTheme,
): Square {
  const off = side * (halfWidth + ARROW.off);
  const cx = px + dx * ARROW.after - dz * off;
  const cy = py + dz * ARROW.after + dx * off;
  pen.fillStyle = theme.foreground;
  pen.beginPath();
  pen.moveTo(cx + dx * 8, cy + dz * 8);
  pen.lineTo(cx - dx * 5 - dz * 4.5, cy - dz * 5 + dx * 4.5);
  pen.lineTo(cx - dx * 5 + dz * 4.5, cy - dz * 5 - dx * 4.5);
  pen.closePath();
  pen.fill();
  return {x: cx, y: cy, half: 7};
}
