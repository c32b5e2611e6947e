import {type ScaleLinear, scaleLinear} from "npm:d3";
import type {View} from "../ui/cursor.js";
import type {Domain} from "./chartDomain.js";
import {chartLabel, chartUnit, labelWithin, type TraceChart} from "./traceCharts.js";

/** Pixels around and between the charts; `header` is a line of a chart's head. */
export const FRAME = {left: 44, right: 12, top: 20, bottom: 36, header: 20, gap: 10};
/** px to the right of the charts where one has a second axis */
const RIGHT_AXIS = 48;

/** px */
export interface TraceLayout {
  /** lines of each chart's head */
  headLines: number[];
  /** top edge of each chart's drawing area */
  tops: number[];
  /** bottom edge of the last */
  bottom: number;
  /** of all charts */
  height: number;
  /** beside the charts */
  right: number;
}

/** Where charts are drawn; their heads take more lines where the read-outs of many laps or channels need them. */
export function traceLayout(charts: readonly TraceChart[], {laps = 1, width = Infinity} = {}): TraceLayout {
  let y = FRAME.top;
  const headLines = charts.map((chart) => headLinesOf(chart, laps, width));
  const tops = charts.map((chart, c) => {
    y += FRAME.header * headLines[c];
    const top = y;
    y += chart.height + FRAME.gap;
    return top;
  });
  const bottom = charts.length ? y - FRAME.gap : y;
  const right = charts.some(({units}) => units.length > 1) ? RIGHT_AXIS : FRAME.right;
  return {headLines, tops, bottom, height: bottom + FRAME.bottom, right};
}

/** px of a character and of a read-out in a head; narrower on a phone (see traces.css) */
const CHARACTER = 7;
const VALUE = {wide: 50, narrow: 30};
const PHONE = 640;

function headLinesOf(chart: TraceChart, laps: number, width: number): number {
  const {channels} = chart;
  const label = CHARACTER * (chartLabel(chart).length + chartUnit(chart).length + 4);
  const values = laps * (width < PHONE ? VALUE.narrow : VALUE.wide);
  if (channels.length === 1) return label + values > width ? 2 : 1;
  const names = channels.map((channel) => 28 + CHARACTER * (labelWithin(chart, channel).length + 2));
  if (label + names.reduce((sum, name) => sum + name + values, 0) <= width) return 1;
  // the label beside the first of them, if there is room
  return channels.length + (label + Math.max(...names) + values > width ? 1 : 0);
}

/** Axis position to px; `invert` gives the position at a px. */
export function xScale({
  view,
  width,
  right = FRAME.right,
}: {
  view: View;
  width: number;
  right?: number;
}): ScaleLinear<number, number> {
  return scaleLinear(view, [FRAME.left, Math.max(FRAME.left + 1, width - right)]);
}

/** Written value to px in a chart whose drawing area begins at `top`. */
export function yScale({height}: Pick<TraceChart, "height">, domain: Domain, top: number): ScaleLinear<number, number> {
  return scaleLinear(domain, [top + height, top]);
}
