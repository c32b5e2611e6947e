import {svg} from "npm:htl";
import type {GridLap} from "../../core/laps/gridLap.js";

const [WIDTH, HEIGHT] = [88, 26];

/** Two laps' values of a channel over a stretch, the reference's in grey below the lap's; "" where neither has the channel. */
export function tracePair(
  own: GridLap,
  reference: GridLap,
  {channel, fromM, toM, domain}: {channel: string; fromM: number; toM: number; domain?: [number, number]},
): SVGElement | string {
  const stretch = ({channels, stepM}: GridLap) =>
    channels[channel]?.subarray(Math.max(0, Math.round(fromM / stepM)), Math.round(toM / stepM) + 1);
  const lines = [stretch(reference), stretch(own)];
  const known = lines.flatMap((line) => (line ? [...line.filter(Number.isFinite)] : []));
  if (known.length === 0) return "";
  const [least, greatest] = domain ?? [Math.min(...known), Math.max(...known)];
  const colors = ["var(--lb-reference)", "var(--lb-series2)"];
  return svg<SVGElement>`<svg class="lb-spark" width=${WIDTH} height=${HEIGHT} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">${lines.map(
    (line, i) =>
      line &&
      svg`<path d=${pathOf(line, least, greatest)} fill="none" stroke=${colors[i]} stroke-width="1.4" stroke-linejoin="round"></path>`,
  )}</svg>`;
}

function pathOf(values: Float64Array, least: number, greatest: number): string {
  const y = (value: number) => 2 + ((greatest - value) / (greatest - least || 1)) * (HEIGHT - 4);
  const every = Math.max(1, Math.floor(values.length / WIDTH));
  let path = "";
  let pen = "M";
  for (let i = 0; i < values.length; i += every) {
    const value = values[i];
    if (!Number.isFinite(value)) pen = "M";
    else {
      path += `${pen}${((i * WIDTH) / Math.max(1, values.length - 1)).toFixed(1)},${y(value).toFixed(1)}`;
      pen = "L";
    }
  }
  return path;
}
