import {html} from "npm:htl";
import {liveNote} from "../../core/expressions/liveNote.js";
import type {MathOutput, MathPrograms} from "../../core/expressions/mathSamples.js";
import {mean} from "../../core/signal/moments.js";
import {addMathPrograms} from "../laps/mathTraces.js";
import {channelText, type TraceChannel} from "../laps/traceChannels.js";
import {traceChart} from "../laps/traceCharts.js";
import {channelValues, type TraceLap} from "../laps/traceLap.js";
import {traceStack} from "../laps/traceStack.js";
import type {Cursor} from "../ui/cursor.js";
import {wholeNumber} from "../ui/format.js";

const CHART_HEIGHT = 160;

/**
 * A math channel over a lap: its chart above the speed, its figures, what it is computed from, and how late it is on live data.
 *
 * @param programs of this channel alone
 * @param cursor keeps zoom and place while the expression changes
 */
export function mathPreview(lap: TraceLap | null, programs: MathPrograms, cursor: Cursor): HTMLElement {
  const outputs = [...programs.outputs.values()];
  if (!lap || outputs.length === 0) return html`<div></div>`;
  const own: TraceLap = {...lap};
  const channels = addMathPrograms([own], programs);
  const absent = [...new Set(outputs.flatMap(({output}) => output.channels))].filter((name) => !lap.samples.has(name));
  const facts = html<HTMLElement>`<p class="lb-muted">${sourceText(outputs)} ${upperFirst(liveNote(outputs[0].output.future))}.</p>`;
  if (absent.length)
    return html`<div><p class="lb-empty">This lap has no ${absent.join(", ")}: choose another one to see the channel.</p>${facts}</div>`;
  const charts = [
    traceChart(
      channels.map(({id}) => id),
      {computed: channels, height: CHART_HEIGHT},
    ),
    traceChart("speedKmh"),
  ];
  return html`<div>${figures(channels, own)}${traceStack([own], {charts, cursor})}${facts}</div>`;
}

function figures(channels: readonly TraceChannel[], lap: TraceLap): HTMLElement {
  const rows = channels.map((channel) => {
    const known = (channelValues(lap, channel.id) ?? new Float64Array(0)).filter((value) => !Number.isNaN(value));
    const ends = known.reduce(([least, most], v) => [Math.min(least, v), Math.max(most, v)], [Infinity, -Infinity]);
    const cells = [ends[0], mean(known), ends[1]].map(
      (value) => html`<td class="lb-number">${known.length ? channelText(channel, value) : "—"}</td>`,
    );
    const share = html`<td colspan="3">${known.length ? `on in ${(100 * mean(known)).toFixed(1)} % of the samples` : "—"}</td>`;
    const samples = `${wholeNumber(known.length)} of ${wholeNumber(lap.samples.rows)}`;
    return html`<tr><th scope="row">${channel.label}</th>${channel.kind === "state" ? share : cells}<td>${channel.unit || "no unit"}</td><td class="lb-number">${samples}</td></tr>`;
  });
  const heads = ["min", "mean", "max"].map((head) => html`<th scope="col" class="lb-number">${head}</th>`);
  return html`<div class="lb-scroll" tabindex="0"><table class="lb-table"><thead><tr><th scope="col">channel</th>${heads}<th scope="col">unit</th><th scope="col" class="lb-number">samples</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function sourceText(outputs: readonly MathOutput[]): string {
  const names = [...new Set(outputs.flatMap(({output}) => output.channels))];
  return names.length ? `Computed from ${names.join(", ")}.` : "A constant.";
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
