import {AGAINST_REFERENCE} from "./traceChannels.js";
import type {ChartSpec, TraceChart} from "./traceCharts.js";
import type {TraceLap} from "./traceLap.js";

/** A notebook's cell that draws the charts of laps; channels that only this page computes are left out. Null where none is left. */
export function traceStackCell(laps: readonly TraceLap[], charts: readonly TraceChart[]): string | null {
  const specs = charts.flatMap(({spec}) => {
    const channels = spec.channels.filter((id) => isAnywhere(id, laps));
    if (!channels.length) return [];
    const {channels: _, ...more} = spec;
    return [channels.length === 1 && !Object.keys(more).length ? channels[0] : {channels, ...more}];
  });
  return laps.length && specs.length ? `traceStack(${lapsCode(laps)}, {\n  charts: ${chartsCode(specs)}\n})` : null;
}

/** Whether a channel is known outside this page: all but the computed ones. */
function isAnywhere(id: string, laps: readonly TraceLap[]): boolean {
  if (AGAINST_REFERENCE.some((channel) => channel.id === id)) return true;
  return !laps.some((lap) => Object.hasOwn(lap.derived, id));
}

/** A notebook's cell that draws the map of laps; null where the channel of the coloured lap is of this page. */
export function circuitMapCell(
  laps: readonly TraceLap[],
  {channel, colored, height}: {channel: string | null; colored: TraceLap; height: number},
): string | null {
  const [first] = laps;
  if (!first) return null;
  if (channel && !AGAINST_REFERENCE.some(({id}) => id === channel) && Object.hasOwn(colored.derived, channel))
    return null;
  // of two laps the other one is the reference
  const isFirstAgainst = channel === "deltaRate" && colored === first;
  if (isFirstAgainst && laps.length !== 2) return null;
  const order = isFirstAgainst ? laps.toReversed() : laps;
  const lap = order.length > 1 && colored !== order[0] && channel ? `, coloredLap: ${JSON.stringify(colored.key)}` : "";
  return `circuitMap(${lapsCode(order)}, {channel: ${JSON.stringify(channel)}${lap}, height: ${height}})`;
}

const lapsCode = (laps: readonly TraceLap[]) => `[${laps.map(({key}) => `lap(${JSON.stringify(key)})`).join(", ")}]`;

const chartsCode = (specs: readonly (string | ChartSpec)[]) =>
  JSON.stringify(specs)
    .replaceAll(/"(\w+)":/g, "$1: ")
    .replaceAll(/,(?=["{[])/g, ", ");
