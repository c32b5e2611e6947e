import {button, make} from "../ui/canvas.js";
import type {Axis} from "../ui/cursor.js";
import {cornerTools} from "./cornerTools.js";
import type {RangeControl} from "./rangeControl.js";
import type {DragTool} from "./traceGestures.js";

/** Actions of the buttons. */
export interface TraceActs {
  axis(axis: Axis): void;
  zoom(factor: number): void;
  undo(): void;
  whole(): void;
  tool(tool: DragTool): void;
  pin(): void;
  /** without it there is no button */
  help?(): void;
  /** fits the y axes to the visible stretch, or to the whole lap; without it there is no button */
  fit?(fit: boolean): void;
}

/** State of the charts that the bar shows. */
export interface TraceState {
  axis: Axis;
  canUndo: boolean;
  zoomed: boolean;
  tool: DragTool;
  pinned: boolean;
  /** the y axes follow the zoom */
  fit: boolean;
  /** where the cursor is */
  place: string;
}

/**
 * The bar above the charts: quantity of the x axis, zoom, and position of the cursor; with laps on a line also what dragging does, and
 * corners; with `help` the pin and the keys; then `more`.
 */
export function traceTools(
  acts: TraceActs,
  ranges: RangeControl | null = null,
  more: readonly HTMLElement[] = [],
): {element: HTMLElement; show(state: TraceState): void} {
  const byDistance = button("distance", "x axis: distance", () => acts.axis("distance"));
  const byTime = button("time", "x axis: time", () => acts.axis("time"));
  const back = button("undo", "back to the zoom before (Backspace)", () => acts.undo());
  const whole = button("all", "show the whole lap (0)", () => acts.whole());
  const out = button("−", "zoom out (−)", () => acts.zoom(2));
  const closer = button("+", "zoom in (+)", () => acts.zoom(0.5));
  const follow = button("fit y", "y axes: fit what is visible, or keep the scale of the whole lap (Y)", () =>
    acts.fit?.(follow.getAttribute("aria-pressed") !== "true"),
  );
  follow.hidden = !acts.fit;
  const placeText = document.createTextNode("");
  const place = make("output", "lb-trace-place", placeText);
  let shown = "";
  const drags = button("zoom", "drag to zoom", () => acts.tool("zoom"));
  const ranged = button("range", "drag to choose a range (or Alt and drag)", () => acts.tool("range"));
  const pin = button("pin", "pin the cursor: a second one follows the pointer (p)", () => acts.pin());
  const corners = ranges && cornerTools(ranges);
  const axes = group("x axis", byDistance, byTime);
  const help = button("?", "keys and gestures (?)", () => acts.help?.());
  const groups = [
    ...(ranges ? [group("dragging", make("span", "lb-tool-label", "drag"), drags, ranged)] : []),
    ...(corners ? [corners.element] : []),
    // the pinned cursor's values are shown beside the charts only where the help is
    ...(acts.help ? [group("cursor", pin), group("help", help)] : []),
  ];
  return {
    element: make(
      "div",
      "lb-trace-tools",
      axes,
      group("zoom", out, closer, back, whole, follow),
      ...groups,
      ...more,
      place,
    ),
    show({place: at, ...state}) {
      if (placeText.data !== at) placeText.data = at;
      corners?.show();
      // with each move of the pointer only the place changes
      const now = JSON.stringify(state);
      if (now === shown) return;
      shown = now;
      drags.setAttribute("aria-pressed", String(state.tool === "zoom"));
      ranged.setAttribute("aria-pressed", String(state.tool === "range"));
      pin.setAttribute("aria-pressed", String(state.pinned));
      byDistance.setAttribute("aria-pressed", String(state.axis === "distance"));
      byTime.setAttribute("aria-pressed", String(state.axis === "time"));
      follow.setAttribute("aria-pressed", String(state.fit));
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
