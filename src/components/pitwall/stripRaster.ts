import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {type ColumnRange, columnRange} from "../../core/signal/columnRange.js";
import {lowerBound} from "../../core/signal/search.js";
import {pixelRatio} from "../ui/canvas.js";
import {type LinePlace, paintLine, type Raster} from "../ui/paintLine.js";
import type {PitTheme} from "./pitTheme.js";
import {type Lane, STRIP} from "./stripLanes.js";

export interface StripRaster {
  image: ImageData;
  /** the newest column at a session time: the picture moves when it changes */
  columnOf(time: number, seconds: number): number;
  /** paints the last seconds of every line over the ground; allocates nothing */
  paint(source: LiveSource, car: number, seconds: number, theme: PitTheme): void;
}

/**
 * A reusable picture of a strip's lines over its grid, which is read from the canvas once. Each pixel column covers the least to the greatest value in it, so that no peak
 * is lost; columns lie on a fixed time grid, so that a moving line does not flicker.
 */
export function createStripRaster(
  lanes: readonly Lane[],
  tops: readonly number[],
  {width, height, ground}: {width: number; height: number; ground: Pick<CanvasRenderingContext2D, "getImageData">},
): StripRaster {
  const ratio = pixelRatio();
  const left = Math.round(STRIP.left * ratio);
  const columns = Math.max(1, Math.round((width - STRIP.right) * ratio) - left);
  const image = new ImageData(Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio)));
  const behind = new Uint32Array(ground.getImageData(0, 0, image.width, image.height).data.buffer);
  const raster: Raster = {width: image.width, pixels: new Uint32Array(image.data.buffer), height: image.height};
  const range: ColumnRange = {low: new Float64Array(columns), high: new Float64Array(columns)};
  const options = {from: 0, to: 0, x0: 0, step: 1, columns, into: range};
  const places = lanes.map(({domain: [least, greatest], height: tall}, i): LinePlace => {
    const scale = (-tall * ratio) / (greatest - least);
    const bottom = (tops[i] + tall) * ratio;
    return {
      left,
      top: Math.max(0, tops[i] * ratio - 1),
      bottom: Math.min(image.height, bottom + 1),
      zero: bottom - least * scale,
      scale,
      thickness: 1.4 * ratio,
      color: "",
    };
  });

  const columnOf = (time: number, seconds: number) => Math.ceil(time / (seconds / columns));

  return {
    ...{image, columnOf},
    paint(source, car, seconds, {colors, hairline}) {
      raster.pixels.set(behind);
      options.step = seconds / columns;
      options.x0 = columnOf(source.time, seconds) * options.step - seconds;
      if (!(source.time >= 0)) return;
      markLaps(source, car, seconds, hairline);
      for (let i = 0; i < lanes.length; i++) {
        const {lines} = lanes[i];
        for (let k = 0; k < lines.length; k++) {
          const {time, values} = source.window(car, lines[k].channel, seconds + 0.5);
          options.from = 0;
          options.to = Math.min(time.length, values.length);
          columnRange(time, values, options);
          places[i].color = colors[lines[k].color];
          paintLine(raster, range, places[i]);
        }
      }
    },
  };

  /** Draws a vertical hairline where a lap begins. */
  function markLaps(source: LiveSource, car: number, seconds: number, color: string): void {
    const {time, values} = source.window(car, "lapNumber", seconds);
    const abgr = 0xff000000 | (Number.parseInt(color.slice(5, 7) + color.slice(3, 5) + color.slice(1, 3), 16) | 0);
    for (let i = Math.max(1, lowerBound(time, options.x0)); i < values.length; i++) {
      if (!(values[i] > values[i - 1])) continue;
      const column = Math.floor((time[i] - options.x0) / options.step);
      if (column < 0 || column >= columns) continue;
      for (let n = 0; n < places.length; n++)
        for (let y = Math.floor(places[n].top); y < places[n].bottom; y++)
          raster.pixels[y * raster.width + left + column] = abgr;
    }
  }
}
