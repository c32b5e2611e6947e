import {type CaptureFacts, type LapRow, SCHEMA_VERSION, type SessionFile, type Source} from "../archive/types.js";
import {CATALOGUE_VERSION} from "../channels/catalogue.js";
import {BestTimes} from "../laps/bests.js";
import type {SessionSummary} from "./sessionBuilder.js";
import type {FoundSession} from "./sessionSplitter.js";

/** The capture's name in a session's folder where Lapbook wrote it itself. */
export const CAPTURE_FILE = "capture.pcap.gz";

/** The user's bookmarks of the session, a JSON line each. The capture does not hold them, so nothing can rebuild them. */
export const MARKS_FILE = "marks.jsonl";

/** Content of session.json beside the summary. */
export interface SessionOrigin extends Pick<SessionFile, "id" | "uid" | "startedAt"> {
  format: Source["format"];
  /** name of the imported file */
  file: string | null;
  durationS: number;
  capture: CaptureFacts;
}

/** session.json. */
export function sessionFile(summary: SessionSummary, origin: SessionOrigin): SessionFile {
  const {game, gameVersion, simulated, laps} = summary;
  const {id, uid, format, file, startedAt, durationS, capture} = origin;
  return {
    schemaVersion: SCHEMA_VERSION,
    catalogueVersion: CATALOGUE_VERSION,
    id,
    uid,
    source: {game, format, gameVersion, simulated, file},
    track: summary.track,
    type: summary.type,
    startedAt,
    durationS: Math.round(durationS * 1000) / 1000,
    weather: summary.weather,
    trackTempC: summary.trackTempC,
    airTempC: summary.airTempC,
    playerCar: summary.playerCar,
    drivers: summary.drivers,
    stints: summary.stints,
    events: summary.events,
    flashbacks: summary.flashbacks,
    ledger: summary.ledger,
    capture,
    best: bestLap(laps),
    outline: summary.outline,
  };
}

/**
 * session.json and the laps of a session recorded from datagrams.
 *
 * @param file the name of what it was imported from
 * @param capture the name under which its bytes are archived
 */
export function capturedSession(
  {id, uid, format, first, last, watch, builder}: FoundSession,
  file: string | null,
  capture = CAPTURE_FILE,
): {session: SessionFile; laps: LapRow[]} {
  const summary = builder.summary();
  const session = sessionFile(summary, {
    id,
    uid,
    format,
    file,
    startedAt: isoTime(first),
    durationS: last.seconds - first.seconds + (last.nanos - first.nanos) / 1e9,
    capture: {file: capture, datagrams: watch.count, digest: watch.digest},
  });
  return {session, laps: summary.laps};
}

/** The session's best lap; null while none counts. */
function bestLap(laps: readonly LapRow[]): SessionFile["best"] {
  const {fastest} = new BestTimes(laps);
  return fastest && {car: fastest.car, lap: fastest.lap, lapTimeMs: fastest.lapTimeMs!};
}

function isoTime({seconds, nanos}: {seconds: number; nanos: number}): string {
  return new Date(seconds * 1000 + Math.floor(nanos / 1e6)).toISOString();
}
