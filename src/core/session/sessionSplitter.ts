import type {DatagramBatch} from "../capture/batch.js";
import {GAMES} from "../games/index.js";
import {GameSplitter} from "./gameSplitter.js";
import {type ProtocolIdentity, ProtocolSplitter} from "./protocolSplitter.js";
import {RowSession} from "./rowSession.js";
import {SessionBuilder, type SessionSink} from "./sessionBuilder.js";
import {type SessionIdentity, SourceSplitter} from "./sourceSplitter.js";

export {F1_PORT} from "./sourceSplitter.js";

type F1Session = SessionIdentity & {builder: SessionBuilder};
type RowsSession = ProtocolIdentity & {builder: RowSession};

/** A session as the splitter found it, with what builds its laps. */
export type FoundSession = F1Session | RowsSession;

export interface SplitterCallbacks {
  /** a session begins; returns where its samples go */
  begin(session: FoundSession): SessionSink;
  /** every datagram of the session, the damaged ones too */
  datagram(session: FoundSession, batch: DatagramBatch, i: number): void;
  /** the session is over: others began on the same source, or the capture ended */
  end(session: FoundSession): void;
}

/** Tells sessions apart and builds the laps of each: what an import and the recorder do. */
export class SessionSplitter extends GameSplitter<F1Session, RowsSession> {
  constructor({begin, datagram, end}: SplitterCallbacks) {
    /** The builder is there before the sink that it writes to. */
    const started = <S extends FoundSession>(make: (sink: SessionSink) => S): S => {
      let sink: SessionSink | undefined;
      const session = make({samples: (...lap) => sink?.samples(...lap)});
      sink = begin(session);
      return session;
    };
    super(
      new SourceSplitter<F1Session>({
        begin: (found) => started((sink) => Object.assign(found, {builder: new SessionBuilder(found.format, sink)})),
        datagram,
        end,
      }),
      new ProtocolSplitter<RowsSession>(GAMES, {
        begin: (found) => started((sink) => Object.assign(found, {builder: new RowSession(sink)})),
        datagram,
        end,
      }),
    );
  }
}
