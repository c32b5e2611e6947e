import {findSession} from "../laps/open/archivedLap.js";
import type {ReportView} from "./viewNeeds.js";

/** A race: its order, gaps and stops are made of lap times, so no samples are needed. */
export const raceReport: ReportView = {
  sessions: ({session = ""}) => [session],
  async needs(archive, {session = ""}) {
    await findSession(archive, session);
    return {sessions: [{session, cars: "all"}], laps: [], counted: [], columns: new Set(), records: []};
  },
};
