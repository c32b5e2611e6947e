import {svg} from "npm:htl";
import {make} from "../ui/canvas.js";
import {unitBeside} from "../ui/format.js";
import {lineLook} from "./lineLook.js";
import {channelText, type TraceChannel} from "./traceChannels.js";
import {chartLabel, chartUnit, labelWithin, type TraceChart} from "./traceCharts.js";
import type {TraceLap} from "./traceLap.js";
import type {CursorPoint} from "./traceReadout.js";

export interface ChartHead {
  element: HTMLElement;
  show(points: readonly CursorPoint[]): void;
}

/** The head of a chart: its name and unit, and the value of every channel and lap at the cursor. */
export function chartHead(chart: TraceChart, laps: readonly TraceLap[]): ChartHead {
  const several = chart.channels.length > 1;
  const notes = [...new Set(chart.channels.map(({note}) => note))].join("");
  const note = several ? "" : notes;
  const unit = chart.units.length > 1 ? "" : chartUnit(chart);
  const rows = chart.channels.map((channel, n) => channelRow(chart, channel, n, laps));
  const element = make(
    "div",
    "lb-trace-head",
    make(
      "span",
      "lb-trace-label",
      chartLabel(chart),
      " ",
      make("span", "lb-unit", unit),
      make("span", "lb-unit lb-trace-sign", note && unit ? `, ${note}` : note),
    ),
    make("span", "lb-trace-channels", ...rows.map((row) => row.element)),
  );
  return {
    element,
    show(points) {
      for (const row of rows) row.show(points);
    },
  };
}

function channelRow(chart: TraceChart, channel: TraceChannel, n: number, laps: readonly TraceLap[]): ChartHead {
  const looks = laps.map((lap) => lineLook(chart, n, lap, laps.length));
  // writing a text costs the browser less than replacing it
  const texts = laps.map(() => document.createTextNode(""));
  const values = laps.map((lap, i) => {
    const value = make("span", "lb-trace-value", texts[i]);
    value.style.setProperty("--lap", `var(--lb-${looks[i].color})`);
    value.title = lap.label;
    return value;
  });
  const columns = laps.map((lap) => channel.values(lap));
  return {
    element: make("span", "lb-trace-values", ...nameOf(chart, channel, looks), ...values),
    show(points) {
      points.forEach(({index}, i) => {
        const column = columns[i];
        const text = index < 0 ? "" : column ? channelText(channel, column[index]) : "—";
        if (texts[i].data !== text) texts[i].data = text;
      });
    },
  };
}

/** The name of one of several channels, with a sample of its line, and its axis where there are two. */
function nameOf(
  chart: TraceChart,
  channel: TraceChannel,
  looks: readonly {color: string; dash: readonly number[]}[],
): Node[] {
  if (chart.channels.length < 2) return [];
  const {color, dash} = looks.length === 1 ? looks[0] : {color: "muted", dash: looks[0]?.dash ?? []};
  const sample = svg<SVGElement>`<svg class="lb-trace-sample" width="22" height="8" aria-hidden="true"><path d="M0,4H22" stroke=${`var(--lb-${color})`} stroke-width="2" stroke-dasharray=${dash.join(" ") || null}></path></svg>`;
  const isRight = chart.units.length > 1 && channel.unit === chart.units[1];
  const unit = chart.units.length > 1 ? unitBeside(channel.label, channel.unit) : "";
  const axis = [unit, isRight ? "right axis" : ""].filter(Boolean).join(", ");
  return [sample, make("span", "lb-trace-channel", labelWithin(chart, channel), axis ? ` ${axis}` : "")];
}
