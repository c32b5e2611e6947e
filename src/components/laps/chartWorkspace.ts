import {editHistory} from "../ui/editHistory.js";
import {type ChartLayout, DEFAULT_LAYOUT, SHIPPED, sameCharts} from "./chartLayout.js";
import type {LayoutStore} from "./layoutStore.js";
import type {ChartSpec} from "./traceCharts.js";

/** The charts of a page and the layout that they began as. */
export interface ChartWorkspace {
  readonly charts: readonly ChartSpec[];
  /** key of a shipped layout, else the name of one of the user's */
  readonly key: string;
  readonly layout: ChartLayout;
  readonly isShipped: boolean;
  /** the layout is in this browser; a shared one may not be */
  readonly isKept: boolean;
  /** the charts differ from the layout's */
  readonly isChanged: boolean;
  /** the chart that channels are added to */
  readonly selected: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  edit(charts: readonly ChartSpec[], selected?: number): void;
  select(index: number): void;
  undo(): void;
  redo(): void;
  /** takes the charts of a layout, as a step that can be undone */
  choose(key: string, layout?: ChartLayout): void;
  subscribe(changed: (what: "charts" | "selection") => void): () => void;
}

export interface WorkspaceStart {
  /** key or name of a layout */
  layout?: string | null;
  charts?: readonly ChartSpec[] | null;
}

/** A layout by its key or name; undefined for an unknown one. */
function layoutNamed(key: string | null | undefined, store: Pick<LayoutStore, "list">): ChartLayout | undefined {
  if (!key) return undefined;
  return Object.hasOwn(SHIPPED, key) ? SHIPPED[key] : store.list().find(({name}) => name === key);
}

/** The charts that a page begins with: of its address, else of the layout named there, else of the last one used, else the default. */
export function chartWorkspace(start: WorkspaceStart, store: LayoutStore): ChartWorkspace {
  const asked = start.layout || (start.charts ? "" : store.last());
  const known = layoutNamed(asked, store);
  const key = known || (start.layout && start.charts) ? asked! : DEFAULT_LAYOUT;
  const base =
    known ?? (start.layout && start.charts ? {name: start.layout, charts: start.charts} : SHIPPED[DEFAULT_LAYOUT]);
  const history = editHistory({key, base, charts: start.charts ?? base.charts});
  const listeners = new Set<(what: "charts" | "selection") => void>();
  const notify = (what: "charts" | "selection") => {
    for (const changed of [...listeners]) changed(what);
  };
  let selected = 0;
  const step = (act: () => void) => {
    act();
    selected = Math.max(0, Math.min(selected, history.now.charts.length - 1));
    notify("charts");
  };
  return {
    get charts() {
      return history.now.charts;
    },
    get key() {
      return history.now.key;
    },
    get layout() {
      return history.now.base;
    },
    get isShipped() {
      return Object.hasOwn(SHIPPED, history.now.key);
    },
    get isKept() {
      return layoutNamed(history.now.key, store) !== undefined;
    },
    get isChanged() {
      return !sameCharts(history.now.charts, history.now.base.charts);
    },
    get selected() {
      return selected;
    },
    get canUndo() {
      return history.canUndo;
    },
    get canRedo() {
      return history.canRedo;
    },
    edit(charts, next = selected) {
      selected = next;
      step(() => history.push({...history.now, charts}));
    },
    select(index) {
      if (index === selected) return;
      selected = index;
      notify("selection");
    },
    undo: () => step(history.undo),
    redo: () => step(history.redo),
    choose(next, layout = layoutNamed(next, store)) {
      if (!layout) return;
      store.use(next);
      step(() => history.push({key: next, base: layout, charts: layout.charts}));
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

/** What an address keeps of the charts: a shipped layout by its key, any other charts whole, so that a link works in another browser. */
export function workspaceParams(
  {key, charts, isShipped, isChanged}: Pick<ChartWorkspace, "key" | "charts" | "isShipped" | "isChanged">,
  text: (charts: readonly ChartSpec[]) => string,
): {layout: string | null; charts: string | null} {
  const isDefault = key === DEFAULT_LAYOUT;
  return {layout: isDefault ? null : key, charts: isShipped && !isChanged ? null : text(charts)};
}
