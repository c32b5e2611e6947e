import {html} from "npm:htl";
import {make} from "../ui/canvas.js";
import type {Key} from "../ui/mount.js";
import type {ChartWorkspace} from "./chartWorkspace.js";
import {attachDragOrder} from "./dragOrder.js";
import {changedChart, movedChart, overlaid, stacked, withoutChannel, withoutChart} from "./editCharts.js";
import {scaleForm} from "./scaleForm.js";
import {type TraceChannel, traceChannel} from "./traceChannels.js";
import {type ChartSpec, HEIGHT_LIMITS, traceChart} from "./traceCharts.js";
import {expandedIds} from "./wheelSets.js";

/** px by which a chart grows or shrinks at a press */
const HEIGHT_STEP = 24;

export interface ChartListOptions {
  computed?: readonly TraceChannel[];
  /** whether a lap has values of a channel */
  isRecorded?: (id: string) => boolean;
}

/**
 * The charts in order: moved by dragging or with Alt and an arrow, made taller with + and −, removed with Delete; channels are taken out of them,
 * split into charts of their own, or laid over the chart above.
 */
export function chartList(
  work: ChartWorkspace,
  {computed = [], isRecorded = () => true}: ChartListOptions = {},
): HTMLElement {
  const list = make("ol", "lb-chart-list");
  list.setAttribute("aria-label", "charts");
  attachDragOrder(list, {handle: ".lb-grip", move: (from, to) => edit(movedChart(work.charts, from, to), to)});

  function edit(charts: ChartSpec[] | null, selected = work.selected): void {
    if (charts) work.edit(charts, selected);
  }
  function resize(index: number, by: number): void {
    const {height} = traceChart(work.charts[index].channels, {...work.charts[index], computed});
    const next = Math.min(Math.max(height + by, HEIGHT_LIMITS[0]), HEIGHT_LIMITS[1]);
    edit(changedChart(work.charts, index, {height: next}), index);
  }

  function onKey(event: KeyboardEvent, index: number): boolean {
    const to = {ArrowUp: index - 1, ArrowDown: index + 1}[event.key];
    if (to !== undefined && event.altKey) {
      if (to < 0 || to >= work.charts.length) return true;
      edit(movedChart(work.charts, index, to), to);
    } else if (to !== undefined) work.select(Math.min(Math.max(to, 0), work.charts.length - 1));
    else if (isPlain(event) && event.key === "Delete") edit(withoutChart(work.charts, index), Math.max(0, index - 1));
    else if (isPlain(event) && (event.key === "+" || event.key === "=")) resize(index, HEIGHT_STEP);
    else if (isPlain(event) && event.key === "-") resize(index, -HEIGHT_STEP);
    else return false;
    (list.children[work.selected] as HTMLElement | undefined)?.focus();
    return true;
  }

  function item(spec: ChartSpec, index: number): HTMLElement {
    const chart = traceChart(spec.channels, {...spec, computed});
    const several = chart.channels.length > 1;
    const above = overlaid(work.charts, index, computed);
    const act = (text: string, label: string, press: () => void, disabled = false) =>
      html<HTMLButtonElement>`<button type="button" class="lb-tool" title=${label} aria-label=${label} disabled=${disabled} onclick=${press}>${text}</button>`;
    const chips = spec.channels.map((id) => {
      const name = entryLabel(id, computed);
      const absent = !expandedIds(id).some(isRecorded);
      return html`<span class=${`lb-chip${absent ? " lb-absent" : ""}`}>${name}${absent ? html` <span class="lb-muted">not recorded</span>` : ""}<button type="button" aria-label=${`remove ${name}`} title=${`remove ${name}`} onclick=${() => edit(withoutChannel(work.charts, index, id))}>×</button></span>`;
    });
    const li = html<HTMLElement>`<li>
      <span class="lb-grip" aria-hidden="true" title="drag to move">⠿</span>
      <span class="lb-chips">${chips}</span>
      <span class="lb-chart-acts">
        ${act("↑", "move up (Alt ↑)", () => edit(movedChart(work.charts, index, index - 1), Math.max(0, index - 1)), index === 0)}
        ${act("↓", "move down (Alt ↓)", () => edit(movedChart(work.charts, index, index + 1), index + 1), index === work.charts.length - 1)}
        ${act("−", "less tall (−)", () => resize(index, -HEIGHT_STEP), chart.height <= HEIGHT_LIMITS[0])}
        ${act("+", "taller (+)", () => resize(index, HEIGHT_STEP), chart.height >= HEIGHT_LIMITS[1])}
        ${several ? act("stack", "one chart for each channel", () => edit(stacked(work.charts, index))) : ""}
        ${above ? act("overlay", "lay over the chart above", () => edit(above, index - 1)) : ""}
        ${act("×", "remove the chart (Delete)", () => edit(withoutChart(work.charts, index), Math.max(0, index - 1)))}
      </span>
    </li>`;
    li.addEventListener("focusin", () => work.select(index));
    li.addEventListener("pointerdown", () => work.select(index));
    li.addEventListener("keydown", (event) => {
      if (event.target === li && onKey(event, index)) event.preventDefault();
    });
    return li;
  }

  /** Marks the selected chart, and shows its scale, in place: a row that is pressed must stay. */
  function showSelected(): void {
    list.querySelector(".lb-scale")?.remove();
    [...list.children].forEach((li, index) => {
      const isSelected = index === work.selected;
      li.setAttribute("tabindex", isSelected ? "0" : "-1");
      if (isSelected) li.setAttribute("aria-current", "true");
      else li.removeAttribute("aria-current");
      const spec = work.charts[index];
      const chart = isSelected && spec ? traceChart(spec.channels, {...spec, computed}) : undefined;
      if (chart?.units.length)
        li.append(scaleForm(chart, (scale) => edit(changedChart(work.charts, index, {scale}), index)));
    });
  }

  function draw(): void {
    const focused = list.contains(document.activeElement) && document.activeElement?.parentElement === list;
    list.replaceChildren(...work.charts.map(item));
    if (!work.charts.length) list.append(html`<li class="lb-muted">No chart: add a channel.</li>`);
    showSelected();
    if (focused) (list.children[work.selected] as HTMLElement | undefined)?.focus();
  }
  work.subscribe((what) => (what === "parts" ? draw() : showSelected()));
  draw();
  return list;
}

const isPlain = (event: Key) => !event.ctrlKey && !event.metaKey && !event.altKey;

/** The name of a channel, or of a set of wheels. */
function entryLabel(id: string, computed: readonly TraceChannel[]): string {
  const [first, ...others] = expandedIds(id).map((one) => traceChannel(one, computed));
  return others.length && first.wheel ? first.wheel.label : first.label;
}
