import type {Pen} from "../ui/canvas.js";
import type {ColorName} from "../ui/palette.js";
import {lineLook} from "./lineLook.js";
import {isStates} from "./traceCharts.js";
import {FRAME, xScale, yScale} from "./traceLayout.js";
import type {CursorPoint} from "./traceReadout.js";
import type {TraceScene} from "./traceScene.js";

export interface CursorTheme {
  line: string;
  brush: string;
  color(name: ColorName): string;
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
  const {charts, domains, laps, axis, width, layout} = scene;
  const {tops, bottom, height} = layout;
  const px = xScale({...scene, ...layout});
  const [left, right] = [FRAME.left, width - layout.right];
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
    const atX = px(laps[i].axes[axis][index]);
    charts.forEach((chart, c) => {
      if (isStates(chart)) return;
      chart.channels.forEach((channel, n) => {
        const value = channel.values(laps[i])?.[index];
        if (value === undefined || Number.isNaN(value)) return;
        const domain = domains[c][chart.units.indexOf(channel.unit)];
        const y = yScale(chart, domain, tops[c])(value * channel.factor);
        if (!(y >= tops[c] - 1 && y <= tops[c] + chart.height + 1)) return;
        pen.fillStyle = theme.color(lineLook(chart, n, laps[i], laps.length).color);
        pen.beginPath();
        pen.arc(atX, y, 2.5, 0, 2 * Math.PI);
        pen.fill();
      });
    });
  });
}
