import {drawnSamples} from "../../core/signal/drawnSamples.js";
import type {VectorPen} from "../ui/canvas.js";
import type {ColorName} from "../ui/palette.js";
import {type TracedLine, tracedLines} from "./tracedLines.js";
import {FRAME, xScale, yScale} from "./traceLayout.js";
import type {TraceScene} from "./traceScene.js";

/** Strokes the lines of all laps as vectors, where `paintTraces` paints pixels: at most four samples of a pixel's width. */
export function strokeTraces(pen: VectorPen, scene: TraceScene, color: (name: ColorName) => string): void {
  const {view, width, layout} = scene;
  const right = width - layout.right;
  const step = (view[1] - view[0]) / Math.max(1, right - FRAME.left);
  const px = xScale({view, width, right: layout.right});
  pen.lineJoin = "round";
  for (const line of tracedLines(scene)) {
    pen.save();
    pen.beginPath();
    pen.rect(FRAME.left, line.top - 1, right - FRAME.left, line.chart.height + 2);
    pen.clip();
    pen.strokeStyle = pen.fillStyle = color(line.look.color);
    pen.lineWidth = line.thickness;
    pen.lineCap = line.look.dash.length ? "butt" : "round";
    pen.setLineDash([...line.look.dash]);
    if (line.domain) strokeLine(pen, line, step, px);
    else fillBand(pen, line, step, px);
    pen.restore();
  }
}

function strokeLine(pen: VectorPen, line: TracedLine, step: number, px: (x: number) => number): void {
  const {chart, channel, x, values, domain, top} = line;
  const y = yScale(chart, domain!, top);
  const isStepped = channel.kind !== "line";
  pen.beginPath();
  for (const run of drawnSamples(x, values, {...line, step})) {
    let before = Number.NaN;
    for (const [n, i] of run.entries()) {
      const [atX, atY] = [px(x[i]), y(values[i] * channel.factor)];
      if (n === 0) pen.moveTo(atX, atY);
      else if (isStepped && atY !== before) pen.lineTo(atX, before);
      // a single sample between gaps is a point of the round cap
      if (n > 0 || run.length === 1) pen.lineTo(atX, atY);
      before = atY;
    }
  }
  pen.stroke();
}

/** Fills the stretches in which a channel of 0 and 1 is on. */
function fillBand(pen: VectorPen, line: TracedLine, step: number, px: (x: number) => number): void {
  const {x, values, top, band} = line;
  for (const run of drawnSamples(x, values, {...line, step})) {
    let since = Number.NaN;
    const end = (at: number) => {
      if (!Number.isNaN(since)) pen.fillRect(since, top + band[0], Math.max(at - since, 1), band[1] - band[0]);
      since = Number.NaN;
    };
    for (const i of run) {
      const isOn = values[i] >= 0.5;
      if (isOn && Number.isNaN(since)) since = px(x[i]);
      if (!isOn) end(px(x[i]));
    }
    end(px(x[run[run.length - 1]]));
  }
}
