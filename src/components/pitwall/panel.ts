import type {PitTheme} from "./pitTheme.js";

/** A part of the pit wall on canvases. */
export interface CanvasPanel {
  readonly element: HTMLElement;
  /** draws what moves; called every frame while data arrives */
  draw(now: number): void;
  /** draws everything again, after the theme or the car changed */
  refresh(): void;
  stop(): void;
}

export interface PanelOptions {
  car: () => number;
  theme: () => PitTheme;
}

/** A part of the pit wall made of text. */
export interface TextPanel {
  readonly element: HTMLElement;
  /** writes what has changed */
  update(): void;
}
