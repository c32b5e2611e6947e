import {sizeCanvas, vectorPen} from "../ui/canvas.js";
import {resolved} from "../ui/palette.js";
import {drawFrame} from "./drawTraces.js";
import {paintTraces} from "./paintTraces.js";
import {strokeTraces} from "./strokeTraces.js";
import type {TraceScene} from "./traceScene.js";

const FONT = "11px system-ui, sans-serif";

/** Draws a scene's lines on a canvas, and its axes under them; the lines' raster is kept from one drawing to the next. */
export function traceCanvas({lines}: Record<"lines", HTMLCanvasElement>): (scene: TraceScene) => void {
  // a raster replaces what is below it: the axes are put there afterwards
  const frame = document.createElement("canvas");
  let picture: ImageData | undefined;
  return (scene) => {
    const {width, layout} = scene;
    const theme = {muted: resolved("muted"), font: FONT, color: resolved};
    const vectors = vectorPen(lines, width, layout.height);
    if (vectors) {
      drawFrame(vectors, scene, theme);
      return strokeTraces(vectors, scene, resolved);
    }
    drawFrame(sizeCanvas(frame, width, layout.height), scene, theme);
    const pen = sizeCanvas(lines, width, layout.height);
    if (picture?.width !== lines.width || picture.height !== lines.height) {
      picture = pen.createImageData(lines.width, lines.height);
    }
    const pixels = new Uint32Array(picture.data.buffer).fill(0);
    paintTraces({width: picture.width, height: picture.height, pixels}, scene, resolved);
    pen.putImageData(picture, 0, 0);
    pen.globalCompositeOperation = "destination-over";
    pen.drawImage(frame, 0, 0, width, layout.height);
    pen.globalCompositeOperation = "source-over";
  };
}
