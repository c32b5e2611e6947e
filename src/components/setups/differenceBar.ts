import {svg} from "npm:htl";
import type {Finding} from "../../core/findings/finding.js";

const HEIGHT = 20;
/** Room at either end for an arrow, share of the width. */
const END = 0.04;
/** Beyond so many differences that matter an interval is cut off. */
const MOST = 6;

/**
 * The interval of a difference about 0, in units of the smallest difference that matters, so that all rows share one scale; the grey band
 * is what does not matter. An end that lies outside is cut off with an arrow. As wide as its place.
 */
export function differenceBar({
  value,
  interval,
  groups,
  status,
}: Pick<Finding, "value" | "interval" | "groups" | "status">): SVGElement | string {
  if (!groups || !interval || value === null) return "";
  const {matters} = groups;
  const share = (size: number) => size / matters;
  const x = (size: number) => 50 * (1 + (Math.max(-MOST, Math.min(MOST, share(size))) / MOST) * (1 - 2 * END));
  const color = status === "found" ? "var(--lb-foreground)" : "var(--lb-muted)";
  const [low, high] = [x(interval[0]), x(interval[1])];
  const arrow = (at: number, way: number) =>
    svg`<svg x=${`${at}%`} overflow="visible"><path d=${`M${6 * way},10l${-6 * way},-4v8z`} fill=${color}></path></svg>`;
  return svg<SVGElement>`<svg width="100%" height=${HEIGHT} aria-hidden="true">
    <rect x=${`${x(-matters)}%`} y="2" width=${`${x(matters) - x(-matters)}%`} height="16" fill="var(--lb-hairline)"></rect>
    <line x1="50%" x2="50%" y1="0" y2=${HEIGHT} stroke="var(--lb-line)"></line>
    <line x1=${`${low}%`} x2=${`${high}%`} y1="10" y2="10" stroke=${color} stroke-width="2"></line>
    ${share(interval[0]) < -MOST ? arrow(low, -1) : ""}${share(interval[1]) > MOST ? arrow(high, 1) : ""}
    ${Math.abs(share(value)) > MOST ? "" : svg`<circle cx=${`${x(value)}%`} cy="10" r="4" fill=${color}></circle>`}</svg>`;
}
