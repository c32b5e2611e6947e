import type {ReportView} from "./viewNeeds.js";

/** A database over what the rest of the report carries. */
export const sqlReport: ReportView = {
  sessions: () => [],
  needs: async () => ({sessions: [], laps: [], counted: [], columns: new Set(), records: []}),
};
