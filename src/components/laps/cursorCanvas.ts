import {isRecording, sizeCanvas} from "../ui/canvas.js";
import {
  type CursorState,
  type CursorTheme,
  cursorStrip,
  drawCursorOver,
  drawMovingCursor,
  type MovingCursor,
} from "./drawCursor.js";
import type {TraceScene} from "./traceScene.js";

/**
 * Draws the cursor on two canvases: what stays on one as large as the charts, only when it changes, and what moves on a narrow one that is moved.
 * Without a graphics processor the browser copies every pixel of the canvases that are seen, for each frame.
 */
export function cursorCanvas({
  over,
  strip,
}: Record<"over" | "strip", HTMLCanvasElement>): (
  scene: TraceScene,
  state: CursorState & MovingCursor,
  theme: CursorTheme,
) => void {
  let still = "";
  return (scene, state, theme) => {
    const {width, layout, ratio, axis, view, domains} = scene;
    const {brush, pin, range} = state;
    const staying = JSON.stringify([
      brush,
      pin,
      range,
      width,
      layout,
      ratio,
      axis,
      view,
      domains,
      theme.line,
      isRecording(),
    ]);
    if (staying !== still) {
      over.hidden = !brush && !range && (pin ?? null) === null;
      if (!over.hidden) drawCursorOver(sizeCanvas(over, width, layout.height), scene, state, theme);
    }
    still = staying;
    const place = cursorStrip(scene, state);
    strip.hidden = place === null;
    if (!place) return;
    drawMovingCursor(sizeCanvas(strip, place.width, layout.height), scene, state, {...place, theme});
    strip.style.transform = `translateX(${place.left}px)`;
  };
}
