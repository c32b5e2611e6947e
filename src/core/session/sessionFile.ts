import {type LapRow, SCHEMA_VERSION, type SessionFile} from "../archive/types.js";
import {CATALOGUE_VERSION} from "../channels/catalogue.js";
import {isSimulatedUid} from "../games/f1/simulatedUid.js";
import type {FoundSession} from "./sessionSplitter.js";

/** The capture's name in a session's folder where Lapbook wrote it itself. */
export const CAPTURE_FILE = "capture.pcap.gz";

/** What people marked in the session, a JSON line each: the capture does not know of it, and nothing rebuilds it. */
export const MARKS_FILE = "marks.jsonl";

/**
 * session.json and the laps of a session that has ended.
 *
 * @param file the name of what it was imported from
 * @param capture the name under which its bytes are archived
 */
export function describeSession(
  session: FoundSession,
  file: string | null,
  capture = CAPTURE_FILE,
): {session: SessionFile; laps: LapRow[]} {
  const {laps, game, gameVersion, simulated, track, ...facts} = session.builder.summary();
  const {first, last, watch} = session;
  const durationS = last.seconds - first.seconds + (last.nanos - first.nanos) / 1e9;
  return {
    session: {
      schemaVersion: SCHEMA_VERSION,
      catalogueVersion: CATALOGUE_VERSION,
      id: session.id,
      uid: session.uid,
      source: {
        game,
        format: session.format,
        gameVersion,
        simulated: simulated ?? ("uidHigh" in session && isSimulatedUid(session.uidHigh)),
        file,
      },
      track,
      type: facts.type,
      startedAt: isoTime(first),
      durationS: Math.round(durationS * 1000) / 1000,
      weather: facts.weather,
      trackTempC: facts.trackTempC,
      airTempC: facts.airTempC,
      playerCar: facts.playerCar,
      drivers: facts.drivers,
      stints: facts.stints,
      events: facts.events,
      flashbacks: facts.flashbacks,
      ledger: facts.ledger,
      capture: {file: capture, datagrams: watch.count, digest: watch.digest},
      best: bestLap(laps),
      outline: facts.outline,
    },
    laps,
  };
}

/** The session's best valid lap; null while none is finished. */
export function bestLap(laps: readonly LapRow[]): SessionFile["best"] {
  let best: SessionFile["best"] = null;
  for (const {car, lap, lapTimeMs, valid} of laps) {
    if (valid && lapTimeMs !== null && (!best || lapTimeMs < best.lapTimeMs)) best = {car, lap, lapTimeMs};
  }
  return best;
}

function isoTime({seconds, nanos}: {seconds: number; nanos: number}): string {
  return new Date(seconds * 1000 + Math.floor(nanos / 1e6)).toISOString();
}
