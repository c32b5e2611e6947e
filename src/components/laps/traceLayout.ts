import {type ScaleLinear, scaleLinear} from "npm:d3";
import type {View} from "../ui/cursor.js";
import type {TraceChart} from "./traceCharts.js";

/** Pixels around and between the charts. */
export const FRAME = {left: 44, right: 12, top: 20, bottom: 36, header: 20, gap: 10};

/** Top edge of each chart's drawing area, the bottom edge of the last, and the height of all. px */
export function traceLayout(charts: readonly TraceChart[]): {tops: number[]; bottom: number; height: number} {
  let y = FRAME.top;
  const tops = charts.map((chart) => {
    y += FRAME.header;
    const top = y;
    y += chart.height + FRAME.gap;
    return top;
  });
  const bottom = charts.length ? y - FRAME.gap : y;
  return {tops, bottom, height: bottom + FRAME.bottom};
}

/** Axis position to px; `invert` gives the position at a px. */
export function xScale({view, width}: {view: View; width: number}): ScaleLinear<number, number> {
  return scaleLinear(view, [FRAME.left, Math.max(FRAME.left + 1, width - FRAME.right)]);
}

/** Value to px in a chart whose drawing area begins at `top`. */
export function yScale(chart: TraceChart, domain: [number, number], top: number): ScaleLinear<number, number> {
  return scaleLinear(domain, [top + chart.height, top]);
}
