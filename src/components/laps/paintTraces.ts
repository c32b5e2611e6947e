import {columnRange} from "../../core/signal/columnRange.js";
import {paintBand, paintLine, type Raster} from "../ui/paintLine.js";
import type {ColorName} from "../ui/palette.js";
import {tracedLines} from "./tracedLines.js";
import {FRAME} from "./traceLayout.js";
import type {TraceScene} from "./traceScene.js";

/** Paints the lines of all laps into an empty raster of the charts' size in device pixels. */
export function paintTraces(raster: Raster, scene: TraceScene, color: (name: ColorName) => string): void {
  const {view, width, ratio, layout} = scene;
  const left = Math.round(FRAME.left * ratio);
  const columns = Math.max(0, Math.min(Math.round((width - layout.right) * ratio), raster.width) - left);
  const step = (view[1] - view[0]) / Math.max(1, columns);
  for (const {chart, channel, x, values, breaks, from, to, look, thickness, domain, ...place} of tracedLines(scene)) {
    const top = place.top * ratio;
    const bottom = (place.top + chart.height) * ratio;
    const discrete = channel.kind !== "line";
    const range = columnRange(x, values, {from, to, x0: view[0], step, columns, discrete, breaks});
    if (!domain) {
      const [a, b] = place.band;
      paintBand(raster, range, {left, top: top + a * ratio, bottom: top + b * ratio, color: color(look.color)});
      continue;
    }
    const [least, greatest] = domain;
    const scale = -(bottom - top) / (greatest - least || 1);
    paintLine(raster, range, {
      left,
      top: Math.floor(top - ratio),
      bottom: Math.ceil(bottom + ratio),
      zero: bottom - least * scale,
      scale: scale * channel.factor,
      thickness: thickness * ratio,
      color: color(look.color),
      dash: look.dash.map((px) => px * ratio),
    });
  }
}
