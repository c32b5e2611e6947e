/** The quantity of the x axis. */
export type Axis = "distance" | "time";
export type View = [number, number];
/** What changed. */
export type CursorChange = "x" | "view" | "axis" | "pin" | "range";

/** The position that the reader points at, shared by all charts and maps of a page. */
export interface Cursor {
  readonly axis: Axis;
  /** position on the axis, m or s; null without a cursor */
  readonly x: number | null;
  /** the visible stretch; null for all */
  readonly view: View | null;
  /** a second position on the axis, which stays; null without one */
  readonly pin: number | null;
  /** the chosen stretch, m along the line on which the laps are compared, on either axis; null for none */
  readonly range: View | null;
  set(x: number | null): void;
  setView(view: View | null): void;
  setPin(x: number | null): void;
  setRange(range: View | null): void;
  /** changes the axis; `convert` takes a position from the old axis to the new one */
  setAxis(axis: Axis, convert: (x: number) => number): void;
  /** calls back after every change; returns the function that stops it */
  subscribe(changed: (what: CursorChange) => void): () => void;
}

export function createCursor({
  axis = "distance" as Axis,
  x = null as number | null,
  view = null as View | null,
  pin = null as number | null,
  range = null as View | null,
} = {}): Cursor {
  const listeners = new Set<(what: CursorChange) => void>();
  const notify = (what: CursorChange) => {
    for (const changed of [...listeners]) changed(what);
  };
  return {
    get axis() {
      return axis;
    },
    get x() {
      return x;
    },
    get view() {
      return view;
    },
    get pin() {
      return pin;
    },
    get range() {
      return range;
    },
    set(next) {
      if (next === x || Number.isNaN(next)) return;
      x = next;
      notify("x");
    },
    setView(next) {
      if (isSameView(next, view)) return;
      view = next;
      notify("view");
    },
    setPin(next) {
      if (next === pin || Number.isNaN(next)) return;
      pin = next;
      notify("pin");
    },
    setRange(next) {
      if (isSameView(next, range)) return;
      range = next;
      notify("range");
    },
    setAxis(next, convert) {
      if (next === axis) return;
      axis = next;
      if (x !== null) x = convert(x);
      if (pin !== null) pin = convert(pin);
      if (view) view = [convert(view[0]), convert(view[1])];
      notify("axis");
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

function isSameView(a: View | null, b: View | null): boolean {
  return a?.[0] === b?.[0] && a?.[1] === b?.[1];
}
