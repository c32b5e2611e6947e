import type {Ledger, SessionEvent} from "../../src/core/archive/types.js";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import type {FrameContext} from "../../src/core/games/f1/telemetryRows.js";
import {GAMES} from "../../src/core/games/index.js";
import {sessionMessage} from "../../src/core/live/sessionMessage.js";
import type {LiveSession} from "../../src/core/live/timeline/liveSource.js";
import type {SessionMessage} from "../../src/core/messages/events.js";
import {ENDED, plainMessage} from "../../src/core/messages/events.js";
import {codecOf, type Encoding} from "../../src/core/messages/messagesCodec.js";
import {GameSplitter} from "../../src/core/session/gameSplitter.js";
import {type ProtocolIdentity, ProtocolSplitter} from "../../src/core/session/protocolSplitter.js";
import {type SessionIdentity, SourceSplitter} from "../../src/core/session/sourceSplitter.js";
import {ENDED_MS, SILENT_MS} from "../silence.js";
import {LiveBuilder} from "./liveBuilder.js";
import {LiveRows} from "./liveRows.js";
import {liveTelemetry, type TelemetryMaker} from "./liveTelemetry.js";

/** Sessions that are over and still listed. */
const MOST_ENDED = 16;

export interface LiveSessionsOptions {
  /** of telemetry */
  encoding?: Encoding;
  /** default: a TelemetryMessage a car and frame */
  telemetry?: TelemetryMaker;
  /** a session is over so long after the game said so, and after it fell silent, ms: the recorder's own figures */
  endedMs?: number;
  silentMs?: number;
  /** monotonic, ms: a wall clock that is set must end no session */
  clock?: () => number;
  /** the id of a session that runs already, by its UID: the recorder goes on with it after a restart */
  idOf?: (uid: string) => string | undefined;
}

/** Who hears of what the sessions bring. */
export interface LiveSessionsCallbacks {
  /** returns what takes a session's telemetry messages; `arrival`: of the datagram that completed it, ms since 1970 */
  telemetry(session: string): (value: Uint8Array, arrival: number) => void;
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
  /** by which the game tells its sessions apart; "" of a game that does not */
  uid: string;
  /** what its datagrams are keyed by in the log: the name of its collector */
  collector: string;
  /** arrival of its first datagram */
  began: {seconds: number; nanos: number};
}

interface Running {
  ended: boolean;
  collector: string;
  /** when its last datagram was taken, by the clock */
  heardAt: number;
  /** tells what still waits for more of the same frame */
  flush(): void;
}

type F1Session = SessionIdentity & Running & {builder: LiveBuilder};
type RowsSession = ProtocolIdentity & Running & {builder: LiveRows};
type Session = F1Session | RowsSession;

/** The sessions in what the collectors receive, those that the recorder finds, with the same ids; their telemetry and events as they come. */
export class LiveSessions {
  /** when the last batch was taken, by the clock */
  now = 0;
  private readonly splitter: GameSplitter<F1Session, RowsSession>;
  private readonly known = new Map<string, Session>();
  private readonly clock: () => number;
  /** whose batch is in hand, and the arrival of its datagram in hand, ms */
  private collector = "";
  private arrival = 0;
  private expiredAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly options: LiveSessionsOptions,
    private readonly callbacks: LiveSessionsCallbacks,
  ) {
    this.clock = options.clock ?? (() => performance.now());
    const heard = {
      datagram: (session: Session, batch: DatagramBatch, i: number) => {
        session.heardAt = this.now;
        this.arrival = Math.floor(batch.seconds[i] * 1000 + batch.nanos[i] / 1e6);
      },
      end: (session: Session) => {
        session.flush();
        session.ended = true;
        const {time} = session.builder;
        const message = plainMessage({kind: ENDED, sessionTime: time, text: "nothing more comes"});
        callbacks.event(session.id, message, this.arrival);
      },
    };
    this.splitter = new GameSplitter(
      new SourceSplitter<F1Session>({...heard, begin: (found) => this.begin(found)}),
      new ProtocolSplitter<RowsSession>(GAMES, {...heard, begin: (found) => this.beginRows(found)}),
    );
  }

  /** What comes after a silence belongs to a session of its own. Throws what could not be understood, after the rest of it was taken. */
  accept(collector: string, batch: DatagramBatch): void {
    this.collector = collector;
    this.expire();
    this.splitter.accept(batch);
  }

  /** Tells what still waits for more of the same frame. */
  flush(): void {
    for (const session of this.known.values()) session.flush();
  }

  end(): void {
    this.splitter.end();
  }

  /** Running sessions and the last that ended, the latest begun last. */
  list(): SeenSession[] {
    this.expire();
    return [...this.known.values()].map(({builder, first, last, ended, uid, collector}) => ({
      ...builder.summary(),
      lastSeen: last.seconds * 1000 + last.nanos / 1e6,
      ...{ended, uid, collector, began: first},
    }));
  }

  /** The session's newest time, s; undefined for one that is not known. */
  timeOf(session: string): number | undefined {
    return this.known.get(session)?.builder.time;
  }

  private begin(found: SessionIdentity): F1Session {
    const {encoding = "protobuf", telemetry = liveTelemetry(encoding), idOf} = this.options;
    found.id = idOf?.(found.uid) ?? found.id;
    const context: FrameContext = {trackLengthM: 0, player: 255, restricted: new Set()};
    const maker = telemetry(found.format, context, this.emitter(found.id));
    const builder = new LiveBuilder(found, maker, context, (event) => this.happened(found.id, event));
    return this.keep(found, {builder, flush: () => maker.flush()});
  }

  private beginRows(found: ProtocolIdentity): RowsSession {
    const builder = new LiveRows(found, {
      encode: codecOf(this.options.encoding).encodeTelemetry,
      emit: this.emitter(found.id),
      onEvent: (event) => this.happened(found.id, event),
    });
    return this.keep(found, {builder, flush: () => {}});
  }

  private keep<I extends {id: string}, B>(found: I, parts: B): I & B & Running {
    const running = {ended: false, collector: this.collector, heardAt: this.now, flush: () => {}};
    const session = Object.assign(found, running, parts);
    this.known.set(found.id, session as unknown as Session);
    const ended = [...this.known.values()].filter((s) => s.ended);
    for (const {id} of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) {
      this.known.delete(id);
      this.callbacks.forgotten(id);
    }
    return session;
  }

  private emitter(id: string): (value: Uint8Array) => void {
    const take = this.callbacks.telemetry(id);
    return (value) => take(value, this.arrival);
  }

  private happened(id: string, event: SessionEvent): void {
    const message = sessionMessage(event);
    if (message) this.callbacks.event(id, message, this.arrival);
  }

  private expire(): void {
    const {endedMs = ENDED_MS, silentMs = SILENT_MS} = this.options;
    this.now = this.clock();
    if (this.now - this.expiredAt < Math.min(1000, endedMs)) return;
    this.expiredAt = this.now;
    this.splitter.endWhere(({builder, heardAt}) => this.now - heardAt > (builder.over ? endedMs : silentMs));
  }
}
