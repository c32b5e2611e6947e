import type {Ledger, SessionEvent} from "../../src/core/archive/types.js";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import type {Game, OpenSession, SessionIdentity} from "../../src/core/games/game.js";
import {GAMES} from "../../src/core/games/index.js";
import {LiveBuilder} from "../../src/core/live/publish/liveBuilder.js";
import {sessionMessage} from "../../src/core/live/publish/sessionMessage.js";
import type {LiveSession} from "../../src/core/live/timeline/liveSource.js";
import {ENDED, plainMessage, type SessionMessage} from "../../src/core/messages/events.js";
import type {Encoding} from "../../src/core/messages/messagesCodec.js";
import {Splitter} from "../../src/core/session/splitter.js";
import {ENDED_MS, SILENT_MS} from "../silence.js";

/** Sessions that are over and still listed. */
const MOST_ENDED = 16;

export interface LiveSessionsOptions {
  /** of telemetry */
  encoding?: Encoding;
  games?: readonly Game[];
  /** silence that closes a session whose game reported its end, ms; default: the recorder's */
  endedMs?: number;
  /** silence that closes any other session, ms; default: the recorder's */
  silentMs?: number;
  /** monotonic, ms: a wall clock that is set must end no session */
  clock?: () => number;
  /** the id of a session that runs already, by its UID: the recorder continues it after a restart */
  idOf?: (uid: string) => string | undefined;
  /** the ledger of such a session up to the restart */
  ledgerOf?: (id: string) => Ledger | undefined;
}

/** Receivers of what the sessions produce. */
export interface LiveSessionsCallbacks {
  /** returns a receiver of a session's telemetry messages; `arrival`: of the datagram that completed the message, ms since 1970 */
  telemetry(session: string, collector: string): (value: Uint8Array, arrival: number) => void;
  event(session: string, message: SessionMessage, arrival: number): void;
  /** a session that was over is no longer listed */
  forgotten(session: string): void;
}

export interface SeenSession {
  session: LiveSession;
  ledger: Ledger;
  /** arrival of its last datagram, ms since 1970 */
  lastSeen: number;
  ended: boolean;
  /** the game's own; "" where it has none */
  uid: string;
  /** key of its datagrams in the log: the name of its collector */
  collector: string;
  /** arrival of its first datagram */
  began: {seconds: number; nanos: number};
}

interface Session extends OpenSession {
  builder: LiveBuilder;
  ended: boolean;
  collector: string;
  /** when its last datagram was taken, by the clock */
  heardAt: number;
}

/** The sessions in the collectors' datagrams, under the ids that the recorder gives them, and their telemetry and events as they arrive. */
export class LiveSessions {
  /** when the last batch was taken, by the clock */
  now = 0;
  private readonly splitter: Splitter<Session>;
  private readonly known = new Map<string, Session>();
  private readonly clock: () => number;
  /** collector of the current batch; arrival of the current datagram, ms since 1970 */
  private collector = "";
  private arrival = 0;
  private expiredAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly options: LiveSessionsOptions,
    private readonly callbacks: LiveSessionsCallbacks,
  ) {
    this.clock = options.clock ?? (() => performance.now());
    this.splitter = new Splitter<Session>(options.games ?? GAMES, {
      begin: (found) => this.begin(found),
      datagram: (session, batch, i) => {
        session.heardAt = this.now;
        this.arrival = Math.floor(batch.seconds[i] * 1000 + batch.nanos[i] / 1e6);
        session.builder.publishPending(this.arrival);
      },
      end: (session) => {
        session.decoder.end?.();
        session.builder.publishPending(this.arrival);
        session.ended = true;
        const {time} = session.builder;
        const message = plainMessage({kind: ENDED, sessionTime: time, text: "no further data"});
        callbacks.event(session.id, message, this.arrival);
      },
    });
  }

  /** Takes a batch. Datagrams after a long silence begin another session. Throws when a datagram cannot be decoded. */
  accept(collector: string, batch: DatagramBatch): void {
    this.collector = collector;
    this.expire();
    this.splitter.accept(batch);
  }

  /** Publishes what still waits for more of the same frame. */
  flush(): void {
    for (const {decoder} of this.known.values()) decoder.flush?.();
  }

  end(): void {
    this.splitter.end();
  }

  /** Running sessions and the last ended ones, in order of their start. */
  list(): SeenSession[] {
    this.expire();
    return [...this.known.values()].map(({builder, first, last, ended, uid, collector}) => ({
      ...builder.summary(),
      lastSeen: last.seconds * 1000 + last.nanos / 1e6,
      ended,
      uid,
      collector,
      began: first,
    }));
  }

  /** why the first refused datagram was refused, for the user; undefined when all were accepted */
  get firstRefusal(): string | undefined {
    return this.splitter.firstRefusal;
  }

  /** The session's newest time, s; undefined for one that is not known. */
  timeOf(session: string): number | undefined {
    return this.known.get(session)?.builder.time;
  }

  /** The name of the session's collector; undefined for one that is not known. */
  collectorOf(session: string): string | undefined {
    return this.known.get(session)?.collector;
  }

  private begin(found: SessionIdentity): Session {
    const {encoding, idOf, ledgerOf} = this.options;
    const {game, format, uid} = found;
    const continued = uid ? idOf?.(uid) : undefined;
    const id = continued ?? found.id;
    const take = this.callbacks.telemetry(id, this.collector);
    const builder = new LiveBuilder(
      {id, game, format},
      {
        encoding,
        ledgerBefore: continued === undefined ? undefined : ledgerOf?.(continued),
        emit: take,
        onEvent: (event) => this.publish(id, game, event),
      },
    );
    const {decoder, ledger} = builder;
    const session = Object.assign(found, {
      id,
      builder,
      decoder,
      ledger,
      ended: false,
      collector: this.collector,
      heardAt: this.now,
    });
    this.known.set(id, session);
    this.forgetOldest();
    return session;
  }

  private forgetOldest(): void {
    const ended = [...this.known.values()].filter((session) => session.ended);
    for (const {id} of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) {
      this.known.delete(id);
      this.callbacks.forgotten(id);
    }
  }

  private publish(id: string, game: Game, event: SessionEvent): void {
    const message = sessionMessage(event, game.eventWords);
    if (message) this.callbacks.event(id, message, this.arrival);
  }

  private expire(): void {
    const {endedMs = ENDED_MS, silentMs = SILENT_MS} = this.options;
    this.now = this.clock();
    if (this.now - this.expiredAt < Math.min(1000, endedMs)) return;
    this.expiredAt = this.now;
    this.splitter.endWhere(({decoder, heardAt}) => this.now - heardAt > (decoder.over ? endedMs : silentMs));
  }
}
