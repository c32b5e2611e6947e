import type {Fit} from "../../core/geometry/fit.js";
import type {Pen} from "../laps/drawTraces.js";
import type {MapLabel} from "./mapLabels.js";
import {type Label, placeLabels, type Square} from "./placeLabels.js";

export interface LabelScene {
  marks: readonly MapLabel[];
  fit: Fit;
  width: number;
  height: number;
  /** half the width of what is drawn of the road, px */
  halfWidth: number;
  /** the road's middle, px: names keep off it */
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

/** px beyond the road's edge: of the line across it, and from it to the name */
const TICK: Record<MapLabel["kind"], number> = {start: 7, direction: 0, sector: 5, corner: 0, distance: 1};
const GAP: Record<MapLabel["kind"], number> = {start: 4, direction: 0, sector: 4, corner: 5, distance: 4};
/** the arrow stands so many px after the start, and off the road */
const ARROW = {after: 16, off: 7};

/** Start, direction of travel, sectors, corners and distances beside a road that is drawn already. Places out of the picture are left out. */
export function drawLabels(pen: Pen, scene: LabelScene, theme: LabelTheme): void {
  const {fit, width, height, halfWidth} = scene;
  const seen = scene.marks
    .map((mark) => ({...mark, px: fit.offsetX + mark.x * fit.scale, py: fit.offsetY + mark.z * fit.scale}))
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
  // away from the middle of the picture, so that the name stands inside
  const arrow = start && drawArrow(pen, start, -outward(start, scene), scene, theme);
  const named = seen.filter(({text}) => text !== "");
  const labels = named.map((mark): Label => {
    const side = mark.side || outward(mark, scene);
    const gap = halfWidth + TICK[mark.kind] + GAP[mark.kind];
    return {text: mark.text, x: mark.px, y: mark.py, nx: -mark.dz * side, ny: mark.dx * side, gap};
  });
  const places = placeLabels(labels, scene.road, {width, height, taken: arrow ? [arrow] : []});
  for (const [i, place] of places.entries()) {
    if (!place) continue;
    const {kind} = named[i];
    const corner = kind === "corner";
    pen.font = corner ? theme.strongFont : theme.font;
    pen.fillStyle = corner || kind === "start" ? theme.foreground : theme.muted;
    pen.fillText(labels[i].text, place.x, place.y);
  }
}

/** The side of the road, 1 right, −1 left, that looks away from the middle of the picture. */
function outward(
  {px, py, dx, dz}: MapLabel & {px: number; py: number},
  {width, height}: Pick<LabelScene, "width" | "height">,
): -1 | 1 {
  return (px - width / 2) * -dz + (py - height / 2) * dx >= 0 ? 1 : -1;
}

/** A filled arrow beside the road, in the direction of travel, just after the start; where it stands. */
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
