import type {DatagramBatch} from "../capture/batch.js";
import type {Game, OpenSession} from "../games/game.js";
import {GAMES} from "../games/index.js";
import {type SampleSink, SessionBuilder} from "./sessionBuilder.js";
import {Splitter} from "./splitter.js";

/** A session as the splitter found it, with what builds its laps. */
export interface FoundSession extends OpenSession {
  builder: SessionBuilder;
}

export interface SessionCallbacks {
  /** a session begins; returns where its samples go */
  begin(session: FoundSession): SampleSink;
  /** every datagram of the session, the damaged ones too */
  datagram(session: FoundSession, batch: DatagramBatch, i: number): void;
  /** the session is over: others began on the same source, or the capture ended */
  end(session: FoundSession): void;
}

/** Separates sessions and builds the laps of each: for imports and the recorder. */
export class SessionSplitter extends Splitter<FoundSession> {
  constructor({begin, datagram, end}: SessionCallbacks, games: readonly Game[] = GAMES) {
    super(games, {
      begin: (found) => {
        let sink: SampleSink | undefined;
        // the callback gets a session whose builder exists already
        const builder = new SessionBuilder({samples: (...lap) => sink?.samples(...lap)});
        const {ledger} = builder;
        const session = Object.assign(found, {builder, ledger, decoder: builder.decoderOf(found.game, found.format)});
        sink = begin(session);
        return session;
      },
      datagram,
      end: (session) => {
        session.builder.end();
        end(session);
      },
    });
  }
}
