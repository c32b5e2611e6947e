import {group} from "npm:d3";
import {html} from "npm:htl";
import {make} from "../ui/canvas.js";
import {matches} from "../ui/dataTable.js";
import {counted} from "../ui/format.js";
import type {ChannelEntry} from "./channelList.js";
import type {ChartWorkspace} from "./chartWorkspace.js";
import {hasChannel, overlayRefusal, withChannel, withChart, withoutChannel} from "./editCharts.js";
import {AGAINST_REFERENCE, type TraceChannel} from "./traceChannels.js";

export interface ChannelPickerOptions {
  /** number of laps shown */
  laps: number;
  computed?: readonly TraceChannel[];
}

/**
 * All channels of the laps by group, with a search. A channel is added as a chart of its own, or laid over the selected chart where its unit
 * permits it; ↓ leads from the search into the list, Enter adds, Shift and Enter lay over.
 */
export function channelPicker(
  work: ChartWorkspace,
  entries: readonly ChannelEntry[],
  {laps, computed = []}: ChannelPickerOptions,
): HTMLElement {
  let query = "";
  const found = html`<span class="lb-muted" role="status"></span>`;
  const field = html<HTMLInputElement>`<input class="lb-input" type="search" placeholder="Search channels" aria-label="Search channels">`;
  const list = make("div", "lb-channel-list");
  const root = html<HTMLElement>`<div class="lb-channel-picker"><div class="lb-bar">${field}${found}</div>${list}</div>`;

  const shownIn = (id: string) => work.charts.findIndex((chart) => hasChannel(chart, id));

  function toggle(id: string): void {
    const at = shownIn(id);
    if (at < 0) work.edit(withChart(work.charts, [id], work.charts.length ? work.selected : -1), work.selected + 1);
    else if (work.charts[at].channels.includes(id)) work.edit(withoutChannel(work.charts, at, id));
  }
  function overlay(id: string): void {
    const chart = work.charts[work.selected];
    if (chart && overlayRefusal(chart, id, computed) === null) work.edit(withChannel(work.charts, work.selected, id));
  }

  function row(entry: ChannelEntry): HTMLElement {
    const {id, label, unit, channels} = entry;
    const isShown = shownIn(id) >= 0;
    const chart = work.charts[work.selected];
    const refused = chart ? overlayRefusal(chart, id, computed) : "there is no chart yet";
    const isPartial = entry.laps < laps && !AGAINST_REFERENCE.includes(channels[0]);
    const notes = [channels.length > 1 ? "4 wheels" : "", isPartial ? `${entry.laps} of ${counted(laps, "lap")}` : ""];
    const note = notes.filter(Boolean).join(", ");
    return html`<div class="lb-channel-row">
      <button type="button" class="lb-channel-name" data-channel=${id} aria-pressed=${String(isShown)} title=${isShown ? "remove" : "add as a chart"} onclick=${() => toggle(id)}><span class="lb-tick" aria-hidden="true">${isShown ? "✓" : "+"}</span> ${label} <span class="lb-unit">${unit}</span>${note ? html`<span class="lb-channel-note">${note}</span>` : ""}</button>
      <button type="button" class="lb-tool" disabled=${refused !== null} title=${refused === null ? "lay over the selected chart" : `not over the selected chart: ${refused}`} aria-label=${`lay ${label} over the selected chart`} onclick=${() => overlay(id)}>overlay</button>
    </div>`;
  }

  function draw(): void {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = entries.filter(({text}) => matches(text, words));
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.channel;
    found.textContent = words.length ? `${shown.length} of ${entries.length}` : counted(entries.length, "channel");
    list.replaceChildren(
      ...[...group(shown, ({group}) => group)].map(
        ([heading, rows]) => html`<section><h4>${heading}</h4>${rows.map(row)}</section>`,
      ),
    );
    if (!shown.length) list.append(html`<p class="lb-muted">No channel matches.</p>`);
    if (focused)
      rows()
        .find(({dataset}) => dataset.channel === focused)
        ?.focus({preventScroll: true});
  }
  const rows = () => [...list.querySelectorAll<HTMLElement>(".lb-channel-name")];

  field.addEventListener("input", () => {
    query = field.value;
    draw();
  });
  root.addEventListener("keydown", (event) => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    const all = rows();
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (step !== undefined && (at >= 0 || event.target === field)) {
      event.preventDefault();
      (all[at + step] ?? (at + step < 0 ? field : all[at]))?.focus();
    } else if (event.key === "Enter" && event.shiftKey && at >= 0) {
      event.preventDefault();
      overlay(all[at].dataset.channel!);
    } else if (event.key === "Enter" && event.target === field && all[0]) toggle(all[0].dataset.channel!);
  });
  work.subscribe(draw);
  draw();
  return root;
}
