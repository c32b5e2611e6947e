import {CORNER_OPERATIONS} from "./corners.js";
import {DELTA_OPERATIONS} from "./deltas.js";
import {FINDING_OPERATIONS} from "./findings.js";
import {LAP_OPERATIONS} from "./laps.js";
import type {ApiOperation} from "./operation.js";
import {SAMPLE_OPERATIONS} from "./samples.js";
import {SECTOR_OPERATIONS} from "./sectors.js";
import {SESSION_OPERATIONS} from "./sessions.js";
import {TRACK_OPERATIONS} from "./tracks.js";
import {USER_OPERATIONS} from "./users.js";

/** What the operations are about. */
export const TAGS = [
  {name: "sessions", about: "recorded and imported sessions"},
  {name: "laps", about: "laps of a session, and the bests among them"},
  {name: "samples", about: "what was recorded of a lap, sample by sample or over the distance"},
  {name: "corners", about: "corners of a circuit, and what laps did in them"},
  {name: "sectors", about: "sectors and mini-sectors of laps"},
  {name: "deltas", about: "laps against a reference lap"},
  {name: "findings", about: "what laps show about a driver, and how surely"},
  {name: "tracks", about: "circuits learned from driven laps"},
  {name: "users", about: "who may use a shared Lapbook: keys, links for guests, teams, and who did what"},
] as const;

/** All operations, in the order in which they are documented. */
export const OPERATIONS: readonly ApiOperation[] = [
  ...SESSION_OPERATIONS,
  ...LAP_OPERATIONS,
  ...SAMPLE_OPERATIONS,
  ...CORNER_OPERATIONS,
  ...SECTOR_OPERATIONS,
  ...DELTA_OPERATIONS,
  ...FINDING_OPERATIONS,
  ...TRACK_OPERATIONS,
  ...USER_OPERATIONS,
];
