import type {Axis, Cursor, View} from "../ui/cursor.js";
import {clampView, panView, showsAll, zoomView} from "./traceScale.js";

/** The narrowest stretch to zoom to: m, s. */
const MIN_SPAN: Record<Axis, number> = {distance: 20, time: 0.4};
/** Steps of the wheel or of two fingers within this time of each other are undone as one, ms. */
const BURST_MS = 400;

/** The visible stretch of a cursor's axis, within an extent, with undo. */
export interface TraceZoom {
  /** the whole extent when not zoomed */
  view(): View;
  /** null shows all; steps of a `burst` are undone as one */
  to(next: View | null, options?: {burst?: boolean}): void;
  /** makes the view `factor` times as wide; false when it already has its widest or narrowest extent */
  around(factor: number, at: number, options?: {burst?: boolean}): boolean;
  /** moves the view by a distance of the axis; does nothing when all is shown */
  pan(by: number): void;
  /** false when there is nothing to undo */
  undo(): boolean;
  readonly canUndo: boolean;
  /** clears the history: earlier views belong to the other axis */
  forget(): void;
}

export function traceZoom(cursor: Cursor, extent: () => View): TraceZoom {
  const before: (View | null)[] = [];
  let burstAt = Number.NEGATIVE_INFINITY;
  const least = () => MIN_SPAN[cursor.axis];
  const view = (): View => (cursor.view ? clampView(cursor.view, extent(), least()) : extent());

  function to(next: View | null, {burst = false} = {}): void {
    const now = performance.now();
    if (!burst || now - burstAt > BURST_MS) before.push(cursor.view);
    burstAt = burst ? now : Number.NEGATIVE_INFINITY;
    cursor.setView(next && !showsAll(next, extent()) ? clampView(next, extent(), least()) : null);
  }

  return {
    view,
    to,
    around(factor, at, options) {
      const [from, until] = view();
      const next = zoomView([from, until], at, factor, extent(), least());
      if (Math.abs(next[1] - next[0] - (until - from)) < 1e-9) return false;
      to(next, options);
      return true;
    },
    pan(by) {
      if (cursor.view) cursor.setView(panView(view(), by, extent()));
    },
    undo() {
      if (!before.length) return false;
      burstAt = Number.NEGATIVE_INFINITY;
      cursor.setView(before.pop() ?? null);
      return true;
    },
    get canUndo() {
      return before.length > 0;
    },
    forget() {
      before.length = 0;
    },
  };
}
