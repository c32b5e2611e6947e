import {svg} from "npm:htl";
import {boundingBox, fitBox} from "../../core/geometry/fit.js";

/** A step longer than this share of the line, and than ten usual steps, is a jump, not driving. */
const JUMP = 0.05;

/**
 * SVG path data of an outline ([x, z] in m) in width × height pixels, aspect kept, x right and z down as on every map of
 * Lapbook. Closed where it ends near its beginning, interrupted where the car jumped. Points that are not finite
 * are left out; fewer than two points give "".
 */
export function outlinePath(outline: readonly [number, number][], width: number, height: number, margin = 2): string {
  const points = outline.filter(([x, z]) => Number.isFinite(x) && Number.isFinite(z));
  const box = boundingBox([{x: points.map((p) => p[0]), y: points.map((p) => p[1])}]);
  if (!box || points.length < 2) return "";
  const {scale, offsetX, offsetY} = fitBox(box, width, height, margin);
  const at = ([x, z]: [number, number]) => `${(offsetX + x * scale).toFixed(1)},${(offsetY + z * scale).toFixed(1)}`;
  const steps = points.slice(1).map((point, i) => Math.hypot(point[0] - points[i][0], point[1] - points[i][1]));
  const whole = steps.reduce((sum, step) => sum + step, 0) * JUMP;
  const usual = steps.toSorted((a, b) => a - b)[steps.length >> 1];
  const drawn = points.map(
    (point, i) => `${i && !(steps[i - 1] > Math.max(whole, 10 * usual)) ? "L" : "M"}${at(point)}`,
  );
  const [first, last] = [points[0], points[points.length - 1]];
  return drawn.join("") + (Math.hypot(first[0] - last[0], first[1] - last[1]) <= whole ? "Z" : "");
}

/** A small drawing of the circuit in the colour of the text around it, with a dot where the lap starts. */
export function trackThumbnail(
  outline: [number, number][],
  {width = 64, height = 40}: {width?: number; height?: number} = {},
): SVGSVGElement {
  const path = outlinePath(outline, width, height, 3);
  const [startX, startY] = path.slice(1).split(/[LM]/)[0].split(",");
  const drawing = path
    ? svg`<path d=${path} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"></path><circle cx=${startX} cy=${startY} r="2" fill="currentColor"></circle>`
    : "";
  const label = path ? "outline of the circuit" : "outline unknown";
  return svg<SVGSVGElement>`<svg width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${label}>${drawing}</svg>`;
}
