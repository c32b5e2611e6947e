import {circuitReport} from "./circuitReport.js";
import {consistencyReport} from "./consistencyReport.js";
import {debriefReport} from "./debriefReport.js";
import {lapsReport} from "./lapsReport.js";
import {notebookReport} from "./notebookReport.js";
import {notesReport} from "./notesReport.js";
import {raceReport} from "./raceReport.js";
import {sqlReport} from "./sqlReport.js";
import {stintsReport} from "./stintsReport.js";
import type {ReportView} from "./viewNeeds.js";

/** The views that a report can show, by the name of their page. */
export const REPORT_VIEWS: Readonly<Record<string, ReportView>> = {
  notes: notesReport,
  notebook: notebookReport,
  debrief: debriefReport,
  corners: debriefReport,
  laps: lapsReport,
  race: raceReport,
  circuit: circuitReport,
  consistency: consistencyReport,
  stints: stintsReport,
  sql: sqlReport,
};
