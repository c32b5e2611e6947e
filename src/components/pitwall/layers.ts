import {make, sizeCanvas} from "../ui/canvas.js";

export type Pen2d = CanvasRenderingContext2D;

export interface Layers {
  readonly element: HTMLElement;
  /** CSS px; 0 until it is laid out */
  readonly width: number;
  readonly height: number;
  /** a pen a layer, lowest first; in CSS px */
  readonly pens: readonly Pen2d[];
  stop(): void;
}

/**
 * Canvases on top of each other, as wide as their place: what seldom changes is drawn below, what moves above.
 * `heightFor` says how tall they are at a width, `resized` that all must be drawn again.
 */
export function createLayers(
  count: number,
  {heightFor, resized}: {heightFor: (width: number) => number; resized: () => void},
): Layers {
  const canvases = Array.from({length: count}, () => make("canvas"));
  const element = make("div", "pw-layers", ...canvases);
  const state = {element, width: 0, height: 0, pens: [] as Pen2d[], stop: () => observer.disconnect()};
  const observer = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    const height = width ? Math.round(heightFor(width)) : 0;
    if (width === state.width && height === state.height) return;
    state.width = width;
    state.height = height;
    element.style.height = `${height}px`;
    state.pens = width ? canvases.map((canvas) => sizeCanvas(canvas, width, height)) : [];
    if (width) resized();
  });
  observer.observe(element);
  return state;
}
