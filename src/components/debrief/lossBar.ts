import {svg} from "npm:htl";
import type {DebriefPart} from "../../core/findings/debrief/debriefParts.js";

const [WIDTH, HEIGHT] = [112, 16];

/** The scale of the bars of all parts, s: from the greatest gain to the greatest loss, whiskers included. */
export function lossScale(parts: readonly DebriefPart[]): [number, number] {
  const ends = parts.flatMap(({time: {value, interval}}) => [value ?? 0, ...(interval ?? [])]).filter(Number.isFinite);
  return [Math.min(0, ...ends), Math.max(0.01, ...ends)];
}

/** A bar from 0 to the time lost or gained, with its interval as a whisker. */
export function lossBar(
  {time: {value, interval}}: DebriefPart,
  [least, greatest]: [number, number],
): SVGElement | string {
  if (value === null) return "";
  const x = (seconds: number) => ((seconds - least) / (greatest - least)) * (WIDTH - 2) + 1;
  const [from, to] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
  const color = value > 0 ? "var(--lb-loss)" : "var(--lb-gain)";
  const whisker =
    interval?.every(Number.isFinite) &&
    svg`<path d=${`M${x(interval[0]).toFixed(1)},8H${x(interval[1]).toFixed(1)}M${x(interval[0]).toFixed(1)},5v6M${x(interval[1]).toFixed(1)},5v6`} stroke="var(--lb-foreground)" fill="none"></path>`;
  return svg<SVGElement>`<svg class="lb-loss-bar" width=${WIDTH} height=${HEIGHT} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
    <path d=${`M${x(0).toFixed(1)},0V16`} stroke="var(--lb-line)"></path>
    <rect x=${from.toFixed(1)} y="4" width=${Math.max(1, to - from).toFixed(1)} height="8" fill=${color}></rect>${whisker || ""}</svg>`;
}
