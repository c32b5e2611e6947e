import {ALERT_OPERATIONS} from "./alerts.js";
import {COMMAND_OPERATIONS} from "./commands.js";
import {CORNER_OPERATIONS} from "./corners.js";
import {DELTA_OPERATIONS} from "./deltas.js";
import {EXPORT_OPERATIONS} from "./exports.js";
import {FINDING_OPERATIONS} from "./findings.js";
import {IMPORT_OPERATIONS} from "./imports.js";
import {LAP_OPERATIONS} from "./laps.js";
import {MATH_OPERATIONS} from "./math.js";
import {NOTEBOOK_OPERATIONS} from "./notebooks.js";
import {NOTE_OPERATIONS} from "./notes.js";
import type {ApiOperation} from "./operation.js";
import {PREDICTION_OPERATIONS} from "./predictions.js";
import {REPORT_OPERATIONS} from "./reports.js";
import {SAMPLE_OPERATIONS} from "./samples.js";
import {SECTOR_OPERATIONS} from "./sectors.js";
import {SESSION_OPERATIONS} from "./sessions.js";
import {SQL_OPERATIONS} from "./sql.js";
import {STAT_OPERATIONS} from "./stats.js";
import {STREAM_OPERATIONS} from "./streams.js";
import {TRACK_OPERATIONS} from "./tracks.js";
import {USER_OPERATIONS} from "./users.js";

/** What the operations are about. */
export const TAGS = [
  {name: "sessions", about: "recorded and imported sessions"},
  {name: "laps", about: "laps of a session, and the bests among them"},
  {
    name: "samples",
    about: "what was recorded of a lap, sample by sample or over the distance; channels computed from others",
  },
  {name: "corners", about: "corners of a circuit, and what laps did in them"},
  {name: "sectors", about: "sectors and mini-sectors of laps"},
  {name: "deltas", about: "laps against a reference lap"},
  {name: "findings", about: "what laps show about a driver, and how surely"},
  {name: "tracks", about: "circuits learned from driven laps"},
  {name: "streams", about: "running sessions, and how well they were received"},
  {name: "stats", about: "figures of this server, of the archive, and of a session's lap times"},
  {name: "predictions", about: "what was predicted of a race, and what came"},
  {name: "alerts", about: "rules over samples, laps and events, and when they were met"},
  {name: "reports", about: "reports in one file"},
  {name: "notes", about: "what users write about sessions, and marks that they set"},
  {name: "notebooks", about: "users' own pages"},
  {name: "imports", about: "files from elsewhere"},
  {name: "exports", about: "files for other tools"},
  {name: "commands", about: "sources of live data"},
  {name: "sql", about: "queries over the archive"},
  {name: "users", about: "who may use a shared Lapbook: keys, links for guests, teams, and who did what"},
] as const;

/** All operations, in the order in which they are documented. */
export const OPERATIONS: readonly ApiOperation[] = [
  ...SESSION_OPERATIONS,
  ...LAP_OPERATIONS,
  ...SAMPLE_OPERATIONS,
  ...MATH_OPERATIONS,
  ...CORNER_OPERATIONS,
  ...SECTOR_OPERATIONS,
  ...DELTA_OPERATIONS,
  ...FINDING_OPERATIONS,
  ...TRACK_OPERATIONS,
  ...STREAM_OPERATIONS,
  ...STAT_OPERATIONS,
  ...PREDICTION_OPERATIONS,
  ...ALERT_OPERATIONS,
  ...REPORT_OPERATIONS,
  ...NOTE_OPERATIONS,
  ...NOTEBOOK_OPERATIONS,
  ...IMPORT_OPERATIONS,
  ...EXPORT_OPERATIONS,
  ...COMMAND_OPERATIONS,
  ...SQL_OPERATIONS,
  ...USER_OPERATIONS,
];
