import {type ColorName, series} from "../ui/palette.js";
import type {TraceChart} from "./traceCharts.js";
import type {TraceLap} from "./traceLap.js";

/** How a line is drawn; `dash` in px along the line, [] for solid. */
export interface LineLook {
  color: ColorName;
  dash: readonly number[];
}

const DASHES: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
/** Channels with a colour of their own. */
const OWN: Record<string, ColorName> = {throttle: "throttle", brake: "brake", steering: "steering"};

/**
 * The look of a chart's nth channel of a lap. Laps keep their colours, so channels of one chart differ by dashes; the channels of a single
 * lap have colours instead.
 */
export function lineLook({channels}: TraceChart, n: number, lap: TraceLap, laps: number): LineLook {
  if (channels.length === 1) return {color: lap.color, dash: lap.dash ? lap.dash.split(" ").map(Number) : []};
  if (laps === 1) return {color: OWN[channels[n].id] ?? series(n).name, dash: []};
  return {color: lap.color, dash: DASHES[n % DASHES.length]};
}
