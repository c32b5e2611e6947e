import {tickStep} from "npm:d3";
import {lowerBound} from "../../core/signal/search.js";
import type {Axis, View} from "../ui/cursor.js";
import type {TraceChannel} from "./traceChannels.js";
import type {TraceChart} from "./traceCharts.js";
import type {TraceLap} from "./traceLap.js";

/** Bottom and top of an axis, in written values. */
export type Domain = readonly [number, number];

/** The visible stretch to which a y axis is fitted; without it, the whole lap. */
export interface Visible {
  axis: Axis;
  view: View;
}

/** Digits of the last place that an axis spans at least: rounding noise must not fill a chart. */
const LEAST_SPAN = 4;

/** The domains of the left and the right axis of a chart; none for channels that are on or off. */
export function chartDomains(chart: TraceChart, laps: readonly TraceLap[], visible?: Visible): Domain[] {
  return chart.units.map((unit, side) => {
    if (side === 0 && chart.spec.scale) return chart.spec.scale;
    return axisDomain(
      chart.channels.filter((channel) => channel.unit === unit),
      laps,
      visible,
    );
  });
}

/**
 * Bottom and top of an axis: shares keep their whole range, but for one with two signs that is zoomed; other channels span the values of all
 * laps and end on round numbers; discrete ones have half a step of room. [0, 1] when no lap has a value.
 */
export function axisDomain(channels: readonly TraceChannel[], laps: readonly TraceLap[], visible?: Visible): Domain {
  let least = Infinity;
  let greatest = -Infinity;
  const include = (value: number) => {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  };
  let isKept = true;
  for (const channel of channels) {
    const {range, factor, id} = channel;
    if (range && !(visible && range[0] < 0)) {
      range.forEach(include);
      continue;
    }
    isKept = false;
    for (const lap of laps) {
      const [low, high] = extentWithin(channel.values(lap), lap, visible);
      if (low <= high) [low * factor, high * factor].forEach(include);
    }
    // the delta of a whole lap shows the reference
    if (id === "delta" && !visible && least <= greatest) include(0);
  }
  if (least > greatest) return [0, 1];
  if (isKept) return [least, greatest];
  if (channels.every(({kind}) => kind === "step")) return [least - 0.5, greatest + 0.5];
  return rounded(least, greatest, Math.max(...channels.map(({digits}) => digits)));
}

function rounded(least: number, greatest: number, digits: number): Domain {
  if (least === greatest) return [least - 1, greatest + 1];
  const room = (LEAST_SPAN / 10 ** digits - (greatest - least)) / 2;
  const [from, to] = room > 0 ? [least - room, greatest + room] : [least, greatest];
  const step = tickStep(from, to, 4) / 2;
  return [Math.floor(from / step) * step, Math.ceil(to / step) * step];
}

/** Least and greatest value of a lap's visible samples, and of one on either side, to which the line is drawn; [∞, −∞] for none. */
function extentWithin(values: Float64Array | undefined, lap: TraceLap, visible?: Visible): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  if (!values) return [low, high];
  const x = visible && lap.axes[visible.axis];
  const from = x ? Math.max(0, lowerBound(x, visible.view[0]) - 1) : 0;
  const to = x ? Math.min(x.length, lowerBound(x, visible.view[1]) + 1) : values.length;
  for (let i = from; i < to; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
