import {make} from "../ui/canvas.js";
import type {Axis} from "../ui/cursor.js";
import {unitBeside} from "../ui/format.js";
import {chartText, type TraceChart} from "./traceCharts.js";
import {channelValues, sampleAt, type TraceLap} from "./traceLap.js";
import {axisText} from "./traceScale.js";

/** The sample of a lap at the cursor, for events and read-outs. */
export interface CursorPoint {
  key: string;
  /** −1 where the lap does not reach */
  index: number;
  /** m, s; NaN where the lap does not reach */
  distance: number;
  time: number;
}

export function cursorPoints(laps: readonly TraceLap[], axis: Axis, x: number | null): CursorPoint[] {
  return laps.map((lap) => {
    const index = x === null ? -1 : sampleAt(lap, axis, x);
    return {key: lap.key, index, distance: at(lap.axes.distance, index), time: at(lap.axes.time, index)};
  });
}

const at = (values: Float64Array, index: number) => (index < 0 ? Number.NaN : values[index]);

/** The head of a chart: its name and unit, and the value of every lap at the cursor. */
export function chartHead(
  chart: TraceChart,
  laps: readonly TraceLap[],
): {element: HTMLElement; show(points: CursorPoint[]): void} {
  const values = laps.map((lap) => {
    const value = make("span", "lb-trace-value");
    value.style.setProperty("--lap", `var(--lb-${lap.color})`);
    value.title = lap.label;
    return value;
  });
  const unit = unitBeside(chart.label, chart.unit);
  const element = make(
    "div",
    "lb-trace-head",
    make(
      "span",
      "lb-trace-label",
      chart.label,
      " ",
      make("span", "lb-unit", unit),
      make("span", "lb-unit lb-trace-sign", chart.note && unit ? `, ${chart.note}` : chart.note),
    ),
    make("span", "lb-trace-values", ...values),
  );
  const columns = laps.map((lap) => channelValues(lap, chart.channel));
  return {
    element,
    show(points) {
      points.forEach(({index}, i) => {
        const column = columns[i];
        const text = index < 0 ? "" : column ? chartText(chart, column[index]) : "—";
        if (values[i].textContent !== text) values[i].textContent = text;
      });
    },
  };
}

/** The cursor in words, for a screen reader: position, then every channel with the values of the laps in order. */
export function spokenCursor(
  charts: readonly TraceChart[],
  laps: readonly TraceLap[],
  axis: Axis,
  points: CursorPoint[],
): string {
  const first = points.find((p) => p.index >= 0);
  if (!first) return "no sample here";
  const place = axisText(axis === "distance" ? first.distance : first.time, axis, 0.1);
  const values = charts.flatMap((chart) => {
    const texts = laps.map((lap, i) => {
      const column = channelValues(lap, chart.channel);
      return column && points[i].index >= 0 ? chartText(chart, column[points[i].index]) : "none";
    });
    return texts.every((t) => t === "none")
      ? []
      : [`${chart.label} ${texts.join(", ")} ${unitBeside(chart.label, chart.unit)}`.trim()];
  });
  return `${place}: ${values.join("; ")}`;
}
