import {CHANNELS} from "../channels/catalogue.js";
import {DEFAULT_CHARTS} from "../channels/defaultCharts.js";
import {LapError, parseLapNames} from "../laps/open/archivedLap.js";
import {openLaps} from "../laps/open/openLaps.js";
import {carsOfLaps, type ReportView, sessionsIn} from "./viewNeeds.js";
import {watchReads} from "./watchReads.js";

/** What colours the map and marks the sectors, whichever charts are shown. */
const ALWAYS = [
  ...["sessionTime", "currentLapTimeMs", "lapDistance", "sector", "worldX", "worldZ"],
  ...["speedKmh", "throttle", "brake", "gear", "steering", "rpm", "gLateral", "gLongitudinal"],
];

/** Laps compared channel by channel; the first is the reference. */
export const lapsReport: ReportView = {
  isComparison: true,
  sessions: ({laps}) => sessionsIn(laps),
  async needs(archive, {laps: text, charts}) {
    const laps = parseLapNames(text);
    if (laps.length === 0) throw new LapError("a comparison needs laps: SESSION:CAR:LAP, the reference first");
    const watched = watchReads(archive);
    const [reference, ...others] = laps;
    await openLaps(watched.archive, reference, others, ["speedKmh"]);
    const columns = new Set([...watched.columns, ...ALWAYS, ...channelsIn(charts)]);
    const compared = {own: others[0] ?? reference, reference};
    return {laps, counted: [], columns, sessions: carsOfLaps(laps), records: [], compared};
  },
};

/** The channels of charts as an address has them, those of sets of wheels (`tyrePressure*Psi`) one by one. */
function channelsIn(charts: string | undefined): string[] {
  // escapes as `%2e` stay: no channel of the catalogue has any
  const asked = charts ? charts.split(/[,.:]/) : DEFAULT_CHARTS;
  const names = CHANNELS.map(({name}) => name);
  return asked.flatMap((id) => {
    const [before, after] = id.split("*");
    if (after === undefined) return [id];
    return names.filter((name) => name.startsWith(before) && name.endsWith(after));
  });
}
