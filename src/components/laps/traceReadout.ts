import type {Axis} from "../ui/cursor.js";
import {unitBeside} from "../ui/format.js";
import {channelText} from "./traceChannels.js";
import type {TraceChart} from "./traceCharts.js";
import {sampleAt, type TraceLap} from "./traceLap.js";
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
  const channels = charts.flatMap((chart) => chart.channels);
  const values = channels.flatMap((channel) => {
    const texts = laps.map((lap, i) => {
      const column = channel.values(lap);
      return column && points[i].index >= 0 ? channelText(channel, column[points[i].index]) : "none";
    });
    return texts.every((t) => t === "none")
      ? []
      : [`${channel.label} ${texts.join(", ")} ${unitBeside(channel.label, channel.unit)}`.trim()];
  });
  return `${place}: ${values.join("; ")}`;
}
