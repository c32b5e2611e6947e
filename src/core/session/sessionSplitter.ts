import type {DatagramBatch} from "../capture/batch.js";
import {SessionBuilder, type SessionSink} from "./sessionBuilder.js";
import {type SessionIdentity, SourceSplitter} from "./sourceSplitter.js";

export {F1_PORT} from "./sourceSplitter.js";

/** A session as the splitter found it, with what builds its laps. */
export interface FoundSession extends SessionIdentity {
  builder: SessionBuilder;
}

export interface SplitterCallbacks {
  /** a session begins; returns where its samples go */
  begin(session: FoundSession): SessionSink;
  /** every datagram of the session, the damaged ones too */
  datagram(session: FoundSession, batch: DatagramBatch, i: number): void;
  /** the session is over: others began on the same source, or the capture ended */
  end(session: FoundSession): void;
}

/** Tells sessions apart and builds the laps of each: what an import and the recorder do. */
export class SessionSplitter extends SourceSplitter<FoundSession> {
  constructor(callbacks: SplitterCallbacks) {
    super({
      begin(found) {
        let sink: SessionSink | undefined;
        const builder = new SessionBuilder(found.format, {samples: (...lap) => sink?.samples(...lap)});
        const session = Object.assign(found, {builder});
        sink = callbacks.begin(session);
        return session;
      },
      datagram: (session, batch, i) => callbacks.datagram(session, batch, i),
      end: (session) => callbacks.end(session),
    });
  }
}
