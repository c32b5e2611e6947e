import type {Pen} from "../ui/canvas.js";
import type {TraceScene} from "./drawTraces.js";
import {channelValues, type TraceLap} from "./traceLap.js";
import {FRAME, traceLayout, xScale, yScale} from "./traceLayout.js";
import type {CursorPoint} from "./traceReadout.js";

export interface CursorTheme {
  line: string;
  brush: string;
  dot(lap: TraceLap): string;
}

export interface CursorState {
  x: number | null;
  /** the sample of each lap at x, in the order of the laps */
  points: readonly CursorPoint[];
  /** a stretch being selected, px */
  brush: [number, number] | null;
}

/** Draws what follows the pointer: the selected stretch, the cursor's line, and a dot on every lap's value. */
export function drawCursorOver(pen: Pen, scene: TraceScene, {x, points, brush}: CursorState, theme: CursorTheme): void {
  const {charts, domains, laps, axis, width} = scene;
  const {tops, bottom, height} = traceLayout(charts);
  const px = xScale(scene);
  const [left, right] = [FRAME.left, width - FRAME.right];
  pen.clearRect(0, 0, width, height);
  if (brush) {
    const [from, to] = brush.map((p) => Math.min(Math.max(p, left), right));
    pen.fillStyle = theme.brush;
    pen.globalAlpha = 0.15;
    pen.fillRect(from, FRAME.top, to - from, bottom - FRAME.top);
    pen.globalAlpha = 1;
  }
  const at = x === null ? Number.NaN : px(x);
  if (!(at >= left - 1 && at <= right + 1)) return;
  pen.fillStyle = theme.line;
  pen.globalAlpha = 0.7;
  pen.fillRect(Math.round(at), FRAME.top, 1, bottom - FRAME.top);
  pen.globalAlpha = 1;
  points.forEach(({index}, i) => {
    if (index < 0) return;
    pen.fillStyle = theme.dot(laps[i]);
    charts.forEach((chart, c) => {
      const value = channelValues(laps[i], chart.channel)?.[index];
      if (value === undefined || Number.isNaN(value)) return;
      pen.beginPath();
      pen.arc(px(laps[i].axes[axis][index]), yScale(chart, domains[c], tops[c])(value), 2.5, 0, 2 * Math.PI);
      pen.fill();
    });
  });
}
