import {CHANNELS} from "../channels/catalogue.js";
import {LapError, parseLapNames} from "../laps/open/archivedLap.js";
import {lapsReport} from "./lapsReport.js";
import type {ReportView} from "./viewNeeds.js";

/** Slip colours the map of the grip. */
const SLIP = CHANNELS.map(({name}) => name).filter((name) => /^slip(Ratio|Angle)/.test(name));

/** One lap on its circuit, coloured by channels. */
export const circuitReport: ReportView = {
  sessions: ({lap}) => lapsReport.sessions({laps: lap}),
  async needs(archive, {lap = "", channel}) {
    const [name] = parseLapNames(lap);
    if (!name) throw new LapError("a circuit needs a lap: SESSION:CAR:LAP");
    const needs = await lapsReport.needs(archive, {laps: lap});
    return {...needs, laps: [name], columns: new Set([...needs.columns, ...SLIP, ...(channel ? [channel] : [])])};
  },
};
