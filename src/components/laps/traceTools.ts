import {button, make} from "../ui/canvas.js";
import type {Axis} from "../ui/cursor.js";

/** Actions of the buttons. */
export interface TraceActs {
  axis(axis: Axis): void;
  zoom(factor: number): void;
  undo(): void;
  whole(): void;
}

/** State of the charts that the bar shows. */
export interface TraceState {
  axis: Axis;
  canUndo: boolean;
  zoomed: boolean;
  /** where the cursor is */
  place: string;
}

/** The bar above the charts: quantity of the x axis, zoom, and position of the cursor. */
export function traceTools(acts: TraceActs): {element: HTMLElement; show(state: TraceState): void} {
  const byDistance = button("distance", "x axis: distance", () => acts.axis("distance"));
  const byTime = button("time", "x axis: time", () => acts.axis("time"));
  const back = button("undo", "back to the zoom before (Backspace)", () => acts.undo());
  const whole = button("all", "show the whole lap (0)", () => acts.whole());
  const out = button("−", "zoom out (−)", () => acts.zoom(2));
  const closer = button("+", "zoom in (+)", () => acts.zoom(0.5));
  const place = make("output", "lb-trace-place");
  const axes = group("x axis", byDistance, byTime);
  return {
    element: make("div", "lb-trace-tools", axes, group("zoom", out, closer, back, whole), place),
    show(state) {
      place.textContent = state.place;
      byDistance.setAttribute("aria-pressed", String(state.axis === "distance"));
      byTime.setAttribute("aria-pressed", String(state.axis === "time"));
      back.disabled = !state.canUndo;
      whole.disabled = !state.zoomed;
    },
  };
}

function group(label: string, ...children: HTMLElement[]): HTMLElement {
  const element = make("div", "lb-tools", ...children);
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", label);
  return element;
}
