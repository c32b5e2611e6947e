import {AGAINST_REFERENCE} from "../laps/traceChannels.js";
import type {TraceLap} from "../laps/traceLap.js";
import type {TraceStackOptions} from "../laps/traceStack.js";
import {expandedIds} from "../laps/wheelSets.js";
import type {CellError} from "./cellError.js";
import {unknownChannel} from "./unknownName.js";

type Charts = TraceStackOptions["charts"];

/**
 * The charts without the channels that nobody knows, and an error for each of these. Known are the channels of the catalogue and the columns of
 * the laps' own files; a chart that was made elsewhere is taken as it is.
 */
export function knownCharts(laps: readonly TraceLap[], charts: Charts): {charts: Charts; unknown: CellError[]} {
  const own = [
    ...AGAINST_REFERENCE.map(({id}) => id),
    ...laps.flatMap(({samples, derived}) => [...samples.names, ...Object.keys(derived)]),
  ];
  const unknown: CellError[] = [];
  const isKnown = (id: string) => {
    const problem = expandedIds(id)
      .map((one) => unknownChannel(one, own))
      .find((one) => one);
    if (problem) unknown.push(problem);
    return !problem;
  };
  const known = charts?.flatMap((chart): NonNullable<Charts>[number][] => {
    if (typeof chart === "string") return isKnown(chart) ? [chart] : [];
    if ("spec" in chart) return [chart];
    const channels = chart.channels.filter(isKnown);
    return channels.length ? [{...chart, channels}] : [];
  });
  return {charts: known, unknown};
}
