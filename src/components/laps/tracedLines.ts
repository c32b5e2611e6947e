import {lowerBound} from "../../core/signal/search.js";
import type {Domain} from "./chartDomain.js";
import {type LineLook, lineLook} from "./lineLook.js";
import type {TraceChannel} from "./traceChannels.js";
import {isStates, type TraceChart} from "./traceCharts.js";
import type {TraceScene} from "./traceScene.js";

/** A channel of a lap in its chart. */
export interface TracedLine {
  chart: TraceChart;
  channel: TraceChannel;
  /** samples over the axis, and those that are seen: from … to, exclusive, with one more on either side, so that a line continues to the edge */
  x: ArrayLike<number>;
  values: ArrayLike<number>;
  breaks?: ArrayLike<number>;
  from: number;
  to: number;
  look: LineLook;
  /** px */
  thickness: number;
  /** top of the chart, px */
  top: number;
  /** of its axis; none for a channel that is on or off, which has a band instead */
  domain: Domain | null;
  /** top and bottom of its band, px from the chart's top */
  band: [number, number];
}

/** The lines of a scene in the order of drawing: the reference is the first lap and drawn last, on top of the others. */
export function* tracedLines({charts, domains, laps, axis, view, layout}: TraceScene): Generator<TracedLine> {
  for (const [c, chart] of charts.entries()) {
    for (let i = laps.length - 1; i >= 0; i--) {
      const {[axis]: x, breaks} = laps[i].axes;
      const from = Math.max(0, lowerBound(x, view[0]) - 1);
      const to = Math.min(x.length, lowerBound(x, view[1]) + 2);
      for (const [n, channel] of chart.channels.entries()) {
        const values = channel.values(laps[i]);
        if (!values) continue;
        yield {
          ...{chart, channel, x, values, breaks, from, to},
          look: lineLook(chart, n, laps[i], laps.length),
          thickness: i ? 1.25 : 1.5,
          top: layout.tops[c],
          domain: isStates(chart) ? null : domains[c][chart.units.indexOf(channel.unit)],
          band: stateRow(chart, n, i, laps.length),
        };
      }
    }
  }
}

/** Top and bottom of the band of a lap's nth channel that is on or off, px from the chart's top. */
export function stateRow({channels, height}: TraceChart, n: number, lap: number, laps: number): [number, number] {
  const row = height / channels.length;
  const band = Math.min(8, row / laps);
  const top = n * row + (row - band * laps) / 2 + lap * band;
  return [top + 0.5, top + Math.max(band - 0.5, 1)];
}
