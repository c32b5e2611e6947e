/** What the shared axis of a page counts. */
export type Axis = "distance" | "time";
export type View = [number, number];

/** Where the reader points, shared by all charts and maps of a page, so that they move together. */
export interface Cursor {
  readonly axis: Axis;
  /** position on the axis (m or s); null when nothing is pointed at */
  readonly x: number | null;
  /** the stretch that is looked at; null for all of it */
  readonly view: View | null;
  set(x: number | null): void;
  setView(view: View | null): void;
  /** changes what is counted; `convert` takes a position on the old axis to the new one */
  setAxis(axis: Axis, convert: (x: number) => number): void;
  /** calls back after every change with what changed; returns the function that stops it */
  subscribe(changed: (what: "x" | "view" | "axis") => void): () => void;
}

export function createCursor({
  axis = "distance" as Axis,
  x = null as number | null,
  view = null as View | null,
} = {}): Cursor {
  const listeners = new Set<(what: "x" | "view" | "axis") => void>();
  const tell = (what: "x" | "view" | "axis") => {
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
      tell("x");
    },
    setView(next) {
      if (next?.[0] === view?.[0] && next?.[1] === view?.[1]) return;
      view = next;
      tell("view");
    },
    setAxis(next, convert) {
      if (next === axis) return;
      axis = next;
      if (x !== null) x = convert(x);
      if (view) view = [convert(view[0]), convert(view[1])];
      tell("axis");
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
