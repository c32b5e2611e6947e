import {make, sizeCanvas} from "../ui/canvas.js";
import {mount} from "../ui/mount.js";

export interface Layers {
  readonly element: HTMLElement;
  /** CSS px; 0 until it is laid out */
  readonly width: number;
  readonly height: number;
  /** a context per layer, lowest first; in CSS px */
  readonly pens: readonly CanvasRenderingContext2D[];
  stop(): void;
}

/**
 * Canvases on top of each other, as wide as their container: what seldom changes is drawn below, what moves above.
 * `heightFor` gives the height at a width; `resized` is called when everything must be drawn again.
 */
export function createLayers(
  layers: number,
  {heightFor, resized}: {heightFor: (width: number) => number; resized: () => void},
): Layers {
  const canvases = Array.from({length: layers}, () => make("canvas"));
  const element = make("div", "pw-layers", ...canvases);
  const stop = mount(element, {
    resize(width) {
      const height = width ? Math.round(heightFor(width)) : 0;
      if (width === state.width && height === state.height) return;
      state.width = width;
      state.height = height;
      element.style.height = `${height}px`;
      state.pens = width ? canvases.map((canvas) => sizeCanvas(canvas, width, height)) : [];
      if (width) resized();
    },
  });
  const state = {element, width: 0, height: 0, pens: [] as CanvasRenderingContext2D[], stop};
  return state;
}
