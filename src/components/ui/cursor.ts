/** The quantity of the x axis. */
export type Axis = "distance" | "time";
export type View = [number, number];

/** The position that the reader points at, shared by all charts and maps of a page. */
export interface Cursor {
  readonly axis: Axis;
  /** position on the axis, m or s; null without a cursor */
  readonly x: number | null;
  /** the visible stretch; null for all */
  readonly view: View | null;
  set(x: number | null): void;
  setView(view: View | null): void;
  /** changes the axis; `convert` takes a position from the old axis to the new one */
  setAxis(axis: Axis, convert: (x: number) => number): void;
  /** calls back after every change; returns the function that stops it */
  subscribe(changed: (what: "x" | "view" | "axis") => void): () => void;
}

export function createCursor({
  axis = "distance" as Axis,
  x = null as number | null,
  view = null as View | null,
} = {}): Cursor {
  const listeners = new Set<(what: "x" | "view" | "axis") => void>();
  const notify = (what: "x" | "view" | "axis") => {
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
    set(next) {
      if (next === x || Number.isNaN(next)) return;
      x = next;
      notify("x");
    },
    setView(next) {
      if (next?.[0] === view?.[0] && next?.[1] === view?.[1]) return;
      view = next;
      notify("view");
    },
    setAxis(next, convert) {
      if (next === axis) return;
      axis = next;
      if (x !== null) x = convert(x);
      if (view) view = [convert(view[0]), convert(view[1])];
      notify("axis");
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
