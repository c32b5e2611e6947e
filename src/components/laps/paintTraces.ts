import {columnRange} from "../../core/signal/columnRange.js";
import {lowerBound} from "../../core/signal/search.js";
import {paintBand, paintLine, type Raster} from "../ui/paintLine.js";
import type {ColorName} from "../ui/palette.js";
import {lineLook} from "./lineLook.js";
import {isStates, type TraceChart} from "./traceCharts.js";
import {FRAME} from "./traceLayout.js";
import type {TraceScene} from "./traceScene.js";

/** Paints the lines of all laps into an empty raster of the charts' size in device pixels. */
export function paintTraces(raster: Raster, scene: TraceScene, color: (name: ColorName) => string): void {
  const {charts, domains, laps, axis, view, width, ratio, layout} = scene;
  const left = Math.round(FRAME.left * ratio);
  const columns = Math.max(0, Math.min(Math.round((width - layout.right) * ratio), raster.width) - left);
  const step = (view[1] - view[0]) / Math.max(1, columns);
  charts.forEach((chart, c) => {
    const top = layout.tops[c] * ratio;
    const bottom = (layout.tops[c] + chart.height) * ratio;
    // the reference is the first lap and painted last, on top of the others
    for (let i = laps.length - 1; i >= 0; i--) {
      const {[axis]: x, breaks} = laps[i].axes;
      // one more sample on either side: the line continues to the edge
      const from = Math.max(0, lowerBound(x, view[0]) - 1);
      const to = Math.min(x.length, lowerBound(x, view[1]) + 2);
      chart.channels.forEach((channel, n) => {
        const values = channel.values(laps[i]);
        if (!values) return;
        const discrete = channel.kind !== "line";
        const range = columnRange(x, values, {from, to, x0: view[0], step, columns, discrete, breaks});
        const look = lineLook(chart, n, laps[i], laps.length);
        if (isStates(chart)) {
          const [a, b] = stateRow(chart, n, i, laps.length);
          paintBand(raster, range, {left, top: top + a * ratio, bottom: top + b * ratio, color: color(look.color)});
          return;
        }
        const [least, greatest] = domains[c][chart.units.indexOf(channel.unit)];
        const scale = -(bottom - top) / (greatest - least || 1);
        paintLine(raster, range, {
          left,
          top: Math.floor(top - ratio),
          bottom: Math.ceil(bottom + ratio),
          zero: bottom - least * scale,
          scale: scale * channel.factor,
          thickness: (i ? 1.25 : 1.5) * ratio,
          color: color(look.color),
          dash: look.dash.map((px) => px * ratio),
        });
      });
    }
  });
}

/** Top and bottom of the band of a lap's nth channel that is on or off, px from the chart's top. */
export function stateRow({channels, height}: TraceChart, n: number, lap: number, laps: number): [number, number] {
  const row = height / channels.length;
  const band = Math.min(8, row / laps);
  const top = n * row + (row - band * laps) / 2 + lap * band;
  return [top + 0.5, top + Math.max(band - 0.5, 1)];
}
