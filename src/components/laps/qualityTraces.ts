import {QUALITY_COLUMNS, qualityAt} from "../../core/archive/quality.js";
import {PAGE_QUALITY} from "../../core/live/timeline/qualitySource.js";
import {fetchQuality} from "../ui/archive.js";
import {computedChannel, type TraceChannel} from "./traceChannels.js";
import {channelValues, type TraceLap} from "./traceLap.js";

const GROUP = "data on the way";

const asTrace = ({name, label, unit, about}: (typeof QUALITY_COLUMNS | typeof PAGE_QUALITY)[number]) =>
  computedChannel({
    ...{id: name, label, unit, note: about, group: GROUP, kind: "step"},
    digits: unit ? 1 : 0,
    values: (lap) => channelValues(lap, name),
  });

/** Latency and losses as charts and panels show them; those of a running session with the last hop, which only its page knows. */
export const QUALITY_TRACES: readonly TraceChannel[] = QUALITY_COLUMNS.map(asTrace);
export const LIVE_QUALITY_TRACES: readonly TraceChannel[] = [...QUALITY_TRACES, ...PAGE_QUALITY.map(asTrace)];

/** Adds latency and losses to laps of sessions that were recorded live, and gives those that some lap has. */
export async function addQuality(laps: readonly TraceLap[]): Promise<readonly TraceChannel[]> {
  let some = false;
  for (const lap of laps) {
    const rows = await fetchQuality(lap.session.id).catch(() => []); // a chart of data without it, rather than none
    if (!rows.length) continue;
    some = true;
    const times = lap.samples.values("sessionTime");
    for (const {name} of QUALITY_COLUMNS) lap.derived[name] = qualityAt(rows, name, times);
  }
  return some ? QUALITY_TRACES : [];
}
