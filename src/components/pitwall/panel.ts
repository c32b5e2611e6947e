import type {PitTheme} from "./pitTheme.js";

/** A part of the pit wall that is drawn. */
export interface LivePanel {
  readonly element: HTMLElement;
  /** draws what moves; called every frame while something is new */
  draw(now: number): void;
  /** draws everything again, after the theme or the car changed */
  refresh(): void;
  stop(): void;
}

export interface PanelOptions {
  car: () => number;
  theme: () => PitTheme;
}

/** A part of the pit wall that is written. */
export interface TextPanel {
  readonly element: HTMLElement;
  /** writes what has changed */
  update(): void;
}
