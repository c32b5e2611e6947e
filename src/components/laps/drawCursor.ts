import type {Pen} from "../ui/canvas.js";
import type {View} from "../ui/cursor.js";
import type {ColorName} from "../ui/palette.js";
import {drawPin, drawRange} from "./drawRange.js";
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

/** What moves with the pointer. */
export interface MovingCursor {
  x: number | null;
  /** the sample of each lap at x, in the order of the laps */
  points: readonly CursorPoint[];
}

/** What stays where it is. */
export interface CursorState {
  /** a stretch being selected, px */
  brush: [number, number] | null;
  /** the position that stays, and the sample of each lap there */
  pin?: number | null;
  pinned?: readonly CursorPoint[];
  /** the chosen stretch of the axis */
  range?: View | null;
}

/** Draws the selected and the chosen stretch, and the cursor that stays with a ring on every lap's value. */
export function drawCursorOver(pen: Pen, scene: TraceScene, state: CursorState, theme: CursorTheme): void {
  const {brush, pin = null, pinned = [], range = null} = state;
  const {width, layout} = scene;
  const {bottom, height} = layout;
  const px = xScale({...scene, ...layout});
  const area = {left: FRAME.left, right: width - layout.right, top: FRAME.top, bottom, px};
  const {left, right} = area;
  pen.clearRect(0, 0, width, height);
  if (range) drawRange(pen, area, range, theme.brush);
  if (brush) {
    const [from, to] = brush.map((p) => Math.min(Math.max(p, left), right));
    pen.fillStyle = theme.brush;
    pen.globalAlpha = 0.15;
    pen.fillRect(from, FRAME.top, to - from, bottom - FRAME.top);
    pen.globalAlpha = 1;
  }
  if (pin === null || !(px(pin) >= left - 1 && px(pin) <= right + 1)) return;
  drawPin(pen, area, pin, theme.line);
  drawDots(pen, scene, pinned, {theme, px, filled: false});
}

/** The part of the charts that the moving cursor and its dots cover, px from the left edge; null where it is not seen. */
export function cursorStrip(scene: TraceScene, {x, points}: MovingCursor): {left: number; width: number} | null {
  const px = xScale({...scene, ...scene.layout});
  const at = x === null ? Number.NaN : px(x);
  if (!(at >= FRAME.left - 1 && at <= scene.width - scene.layout.right + 1)) return null;
  let half = 8;
  points.forEach(({index}, i) => {
    // samples may be far apart: the dots are on the samples
    const reach = index < 0 ? 0 : Math.abs(px(scene.laps[i].axes[scene.axis][index]) - at) + 4;
    while (half < reach && half < scene.width) half *= 2;
  });
  return {left: Math.round(at) - half, width: 2 * half};
}

/** Draws the moving cursor's line and a dot on every lap's value on a canvas that begins at `left`. */
export function drawMovingCursor(
  pen: Pen,
  scene: TraceScene,
  {x, points}: MovingCursor,
  {left, width, theme}: {left: number; width: number; theme: CursorTheme},
): void {
  const {bottom, height} = scene.layout;
  const scale = xScale({...scene, ...scene.layout});
  const px = (position: number) => scale(position) - left;
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = theme.line;
  pen.globalAlpha = 0.7;
  pen.fillRect(Math.round(px(x ?? Number.NaN)), FRAME.top, 1, bottom - FRAME.top);
  pen.globalAlpha = 1;
  drawDots(pen, scene, points, {theme, px, filled: true});
}

function drawDots(
  pen: Pen,
  {charts, domains, laps, axis, layout: {tops}}: TraceScene,
  points: readonly CursorPoint[],
  {theme, px, filled}: {theme: CursorTheme; px: (x: number) => number; filled: boolean},
): void {
  pen.lineWidth = 1.5;
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
        pen.fillStyle = pen.strokeStyle = theme.color(lineLook(chart, n, laps[i], laps.length).color);
        pen.beginPath();
        pen.arc(atX, y, filled ? 2.5 : 3, 0, 2 * Math.PI);
        if (filled) pen.fill();
        else pen.stroke();
      });
    });
  });
}
