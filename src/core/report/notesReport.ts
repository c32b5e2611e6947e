import {findSession} from "../laps/open/archivedLap.js";
import type {ReportView} from "./viewNeeds.js";

/** What the user wrote about a session and its laps. Which drivers are listed is for the other views to say. */
export const notesReport: ReportView = {
  sessions: ({session = ""}) => [session],
  async needs(archive, {session = ""}) {
    await findSession(archive, session);
    const sessions = [{session, cars: []}];
    return {sessions, laps: [], counted: [], columns: new Set(), records: [], notes: [session]};
  },
};
