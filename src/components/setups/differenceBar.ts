import {svg} from "npm:htl";
import type {Finding} from "../../core/findings/finding.js";

const [WIDTH, HEIGHT] = [160, 20];
/** Beyond so many differences that matter an interval is cut off. */
const MOST = 6;

/**
 * The interval of a difference about 0, in units of the smallest difference that matters, so that all rows share one scale; the grey band
 * is what does not matter. An end that lies outside is cut off with an arrow.
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
  const x = (size: number) => WIDTH / 2 + (Math.max(-MOST, Math.min(MOST, share(size))) / MOST) * (WIDTH / 2 - 6);
  const color = status === "found" ? "var(--lb-foreground)" : "var(--lb-muted)";
  const [low, high] = [x(interval[0]), x(interval[1])];
  const arrow = (at: number, way: number) => `M${at + 4 * way},10l${-5 * way},-4v8z`;
  const cut =
    (share(interval[0]) < -MOST ? arrow(low - 1, -1) : "") + (share(interval[1]) > MOST ? arrow(high + 1, 1) : "");
  const outside = Math.abs(share(value)) > MOST;
  return svg<SVGElement>`<svg width=${WIDTH} height=${HEIGHT} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
    <rect x=${x(-matters)} y="2" width=${x(matters) - x(-matters)} height="16" fill="var(--lb-hairline)"></rect>
    <path d=${`M${WIDTH / 2},0V${HEIGHT}`} stroke="var(--lb-line)"></path>
    <path d=${`M${low},10H${high}`} stroke=${color} stroke-width="2"></path>
    ${cut ? svg`<path d=${cut} fill=${color}></path>` : ""}
    ${outside ? "" : svg`<circle cx=${x(value)} cy="10" r="4" fill=${color}></circle>`}</svg>`;
}
