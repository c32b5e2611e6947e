import {html} from "npm:htl";
import {layoutBar} from "../layouts/layoutBar.js";
import {type LayoutStore, layoutStore} from "../layouts/layoutStore.js";
import {layoutParams} from "../layouts/layoutWorkspace.js";
import {make} from "../ui/canvas.js";
import {inTextField} from "../ui/mount.js";
import {channelList} from "./channelList.js";
import {channelPicker} from "./channelPicker.js";
import {CHART_LAYOUTS, type ChartLayout, chartsFrom} from "./chartLayout.js";
import {chartList} from "./chartList.js";
import {ChartWorkspace} from "./chartWorkspace.js";
import type {TraceChannel} from "./traceChannels.js";
import {type TraceChart, traceChart} from "./traceCharts.js";
import type {TraceLap} from "./traceLap.js";

export interface LapWorkspaceOptions {
  /** of the address: `layout`, `charts` */
  params?: {layout?: string | null; charts?: string | null};
  /** draws the charts of the layout; called again when they change */
  draw: (charts: readonly TraceChart[]) => HTMLElement;
  /** called with what the address keeps, at first and after each change */
  onChange?: (params: {layout: string | null; charts: string | null}) => void;
  /** channels that are computed on the page */
  computed?: readonly TraceChannel[];
  /** for tests; by default this browser's */
  store?: LayoutStore<ChartLayout>;
}

/** The charts of laps, with the choice of their layout and an editor of charts and channels. */
export function lapWorkspace(
  laps: readonly TraceLap[],
  options: LapWorkspaceOptions,
): HTMLElement & {work: ChartWorkspace} {
  const {params = {}, draw, onChange, computed = [], store = layoutStore(CHART_LAYOUTS)} = options;
  const work = new ChartWorkspace({layout: params.layout, charts: chartsFrom(params.charts)}, store);
  const place = make("div", "lb-workspace-charts");
  const editor = html<HTMLElement>`<div class="lb-chart-editor" hidden></div>`;

  function openEditor(open: boolean): void {
    editor.hidden = !open;
    if (!open || editor.childElementCount) return;
    const entries = channelList(laps, computed);
    const recorded = new Set(entries.flatMap(({channels}) => channels.map(({id}) => id)));
    const undo = html<HTMLButtonElement>`<button type="button" class="lb-tool" onclick=${() => work.undo()} title="Ctrl Z">undo</button>`;
    const redo = html<HTMLButtonElement>`<button type="button" class="lb-tool" onclick=${() => work.redo()} title="Ctrl Y">redo</button>`;
    const showSteps = () => {
      undo.disabled = !work.canUndo;
      redo.disabled = !work.canRedo;
    };
    work.subscribe(showSteps);
    showSteps();
    editor.append(
      html`<section><h3>Charts <span class="lb-tools">${undo}${redo}</span></h3>${chartList(work, {computed, isRecorded: (id) => recorded.has(id)})}</section>`,
      html`<section><h3>Channels of these laps</h3>${channelPicker(work, entries, {laps: laps.length, computed})}</section>`,
    );
  }
  editor.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y") || inTextField(event)) return;
    event.preventDefault();
    work[key === "y" || event.shiftKey ? "redo" : "undo"]();
  });
  // fields of the editor are no input of the page
  editor.addEventListener("input", (event) => event.stopPropagation());

  function redraw(): void {
    place.replaceChildren(draw(work.charts.map((spec) => traceChart(spec.channels, {...spec, computed}))));
    const {layout, content} = layoutParams(work);
    onChange?.({layout, charts: content});
  }
  work.subscribe((what) => what === "parts" && redraw());
  redraw();
  const root = make(
    "div",
    "lb-workspace",
    layoutBar(work, {editor: openEditor, label: "Charts and channels"}),
    editor,
    place,
  );
  return Object.assign(root, {work});
}
