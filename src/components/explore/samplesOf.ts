import type {PlacedSamples} from "../../core/laps/range/rangeSegments.js";
import type {LineLap} from "../laps/lapsOnLine.js";

/** The samples of a page's lap by place and time. */
export function samplesOf({position, trace}: LineLap): PlacedSamples {
  return {at: position.at, time: trace.axes.time, breaks: trace.axes.breaks};
}
