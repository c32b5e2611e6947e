import type {LayoutStore} from "../layouts/layoutStore.js";
import {LayoutWorkspace} from "../layouts/layoutWorkspace.js";
import {CHART_LAYOUTS, type ChartLayout} from "./chartLayout.js";
import type {ChartSpec} from "./traceCharts.js";

export interface WorkspaceStart {
  /** key or name of a layout */
  layout?: string | null;
  charts?: readonly ChartSpec[] | null;
}

/** The charts of a page, the layout that they began as, and the chart that channels are added to. */
export class ChartWorkspace extends LayoutWorkspace<ChartLayout> {
  #selected = 0;

  constructor({layout, charts}: WorkspaceStart, store: LayoutStore<ChartLayout>) {
    super(CHART_LAYOUTS, store, {layout, content: charts && {name: "", charts}});
  }

  get charts(): readonly ChartSpec[] {
    return this.now.charts;
  }
  get selected(): number {
    return this.#selected;
  }
  edit(charts: readonly ChartSpec[], selected = this.#selected): void {
    this.#selected = selected;
    this.change({...this.now, charts});
  }
  select(index: number): void {
    if (index === this.#selected) return;
    this.#selected = index;
    this.notify("selection");
  }
  protected override notify(what: "parts" | "selection"): void {
    this.#selected = Math.max(0, Math.min(this.#selected, this.charts.length - 1));
    super.notify(what);
  }
}
