import type {SeenSession} from "../collectors/liveSessions.js";
import type {Recorder} from "./recorder.js";

/** The session with the recorder's counts where it has them: they include every datagram of the log, also those of before a restart. */
export function withRecordedLedger(seen: SeenSession, recorder: Pick<Recorder, "ledgerOf">): SeenSession {
  return {...seen, ledger: recorder.ledgerOf(seen.session.id) ?? seen.ledger};
}
