import type {SampleTable} from "../archive/samples.js";
import type {Driver, Flashback, LapRow, Ledger, SessionEvent, SessionFile, Stint} from "../archive/types.js";
import type {DatagramBatch, Flow} from "../capture/batch.js";
import type {DuplicateWatch} from "../capture/duplicateWatch.js";
import type {TelemetryRow} from "../channels/telemetryRow.js";
import type {Encoding} from "../messages/messagesCodec.js";

/**
 * One kind of game telemetry: F1's UDP packets, shared-memory pages (a page travels as a datagram, see `ac/pages.ts`), AC's and ACC's
 * UDP, Gran Turismo, Automobilista, Forza. Splitting, laps, archive and live messages are the same for all of them.
 */
export type Game = RowGame | ColumnGame;

interface GameBase {
  /** `source.format` in session.json where the game's format has no number: "ac-pages" */
  name: string;
  /** Whether a datagram is this game's. The games are asked in the order of the index. */
  recognises(view: DataView, offset: number, length: number, flow: Flow): boolean;
  /**
   * The first bytes of a datagram, a multiple of 4, that hold its number or its time in the session: one with the same bytes is a copy,
   * whichever way it came, and one with only these the same is another console's. Without it only what comes from one socket is compared.
   */
  numberedBytes?: number;
  /**
   * Of a datagram that cannot be decoded, but is the game's by its ports or its head: the game, the packet and what to do, for the user.
   * Undefined for all others.
   */
  explain?(view: DataView, offset: number, length: number, flow: Flow): string | undefined;
  /** the game's events in words; default: their code */
  eventWords?: EventWords;
}

/** A game decoded into rows of the catalogue's channels. */
export interface RowGame extends GameBase {
  decoder(sink: RowSink): SessionDecoder;
  /**
   * s within which an equal datagram is a copy made by the network. Needed where datagrams carry neither number nor time: those of a
   * car at rest are all equal.
   */
  copiedWithinS?: number;
}

/**
 * A game decoded into columns, for feeds of a full grid at 60 Hz: it keeps the samples of its laps itself, encodes its own telemetry
 * messages and separates its sessions by the content of its datagrams.
 */
export interface ColumnGame extends GameBase {
  /** every datagram sent to this port is the game's, even one that cannot be read */
  port: number;
  finder<S extends OpenSession>(host: SessionHost<S>): SessionFinder<S>;
  /** for an archive */
  lapDecoder(sink: ColumnSink, format: number): ColumnDecoder;
  /** for the live stream */
  liveDecoder(sink: MessageSink, format: number, encoding: Encoding): SessionDecoder;
}

/** Decodes the datagrams of one session in order of arrival. Pure: it reads no clock. */
export interface SessionDecoder {
  /**
   * `ok`: decoded. `next`: begins another session (another track, car or kind; a restart); not decoded, it belongs to a new decoder.
   * `duplicate`, `late`: known by its number. `apart`: part of no session, so none begins with it (a refusal). Anything else: the
   * reason why it is no datagram of this game ("length", "version" …).
   *
   * @param arrival s since 1970
   * @param header what the game's own finder has already read of the datagram
   */
  datagram(view: DataView, offset: number, length: number, arrival: number, header?: unknown): "ok" | (string & {});
  /** the game reported the end of the session */
  readonly over: boolean;
  /** counts of the ledger that only the decoder knows */
  counts?(): Partial<Ledger>;
  /** session time of the newest datagram, s; default: that of the newest row */
  readonly sessionTime?: number;
  /** Passes on the frame that still waits for packets. */
  flush?(): void;
  /** The session is over: passes on everything that still waits. */
  end?(): void;
}

/** A decoder for an archive that keeps the samples of its laps itself. */
export interface ColumnDecoder extends SessionDecoder {
  openLaps(): Iterable<OpenLap>;
  report(): ColumnReport;
  end(): void;
}

/** Facts of the session so far that a column decoder does not send to its sink. */
export interface ColumnReport {
  /** official lap times by car */
  laps: ReadonlyMap<number, readonly LapFacts[]>;
  stints: Stint[];
  flashbacks: Flashback[];
  /** of a race, by car */
  outcomes?: ReadonlyMap<number, Pick<Driver, "position" | "race">>;
}

/** A lap that is being driven, or that is finished and may still change. */
export interface OpenLap {
  car: number;
  lap: number;
  rows: number;
  /** that its samples carry, ms; 0: not known */
  lapTimeMs: number;
  /** its rows so far; shares memory with the decoder */
  table(): SampleTable;
  /** the lap as it would be passed on now; shares memory with the decoder */
  samples(): LapSamples;
  /** changes when rows were taken back */
  revision: number;
}

/** Receives the reports of every decoder, all of one session. */
export interface SessionSink {
  /** the known facts of the session; called again when they change */
  facts(facts: Partial<SessionFacts>): void;
  event(event: SessionEvent): void;
}

export interface RowSink extends SessionSink {
  /**
   * A sample of a car. `row[sessionTime]` must be known and must not fall for a car; `row[lapNumber]` names the lap (0 before the line
   * is first crossed). The row's memory stays the decoder's.
   */
  row(car: number, row: TelemetryRow): void;
  /** The official times of a lap; later ones of the same lap replace them. */
  lap(car: number, lap: LapFacts): void;
  /** The player went back in time, to a running time of a lap: what was driven after it does not count. */
  rewind?(car: number, lap: number, lapTimeMs: number): void;
  /** So many datagrams are missing before this one. */
  lost(datagrams: number): void;
}

export interface ColumnSink extends SessionSink {
  /** A lap that no later datagram can change. */
  lapSamples(car: number, lap: LapSamples): void;
}

export interface MessageSink extends SessionSink {
  /** An encoded telemetry message. */
  message(value: Uint8Array): void;
}

export interface SessionFacts
  extends Pick<SessionFile, "track" | "type" | "weather" | "trackTempC" | "airTempC" | "playerCar"> {
  game: string;
  gameVersion: string;
  drivers: Driver[];
  /** the bytes show that Lapbook's own simulator made them */
  simulated: boolean;
}

/** Facts about a lap from the game or the log file. */
export interface LapFacts
  extends Pick<LapRow, "lap" | "lapTimeMs" | "sector1Ms" | "sector2Ms" | "sector3Ms" | "valid"> {
  /** driven from line to line; absent: judged by the samples */
  complete?: boolean;
  pit?: boolean;
  /** used where the samples do not have them */
  topSpeedKmh?: number;
  tyreCompound?: string;
  tyreAgeLaps?: number;
}

/** The samples of a lap. The tables share memory with the decoder: use them before returning. */
export interface LapSamples {
  lap: number;
  table: SampleTable;
  /** rows that flashbacks took back */
  superseded: readonly SampleTable[];
  /** running lap time at the first and last sample, ms; the first is −1 where there is none */
  firstLapTimeMs: number;
  lastLapTimeMs: number;
  /** share of the samples sent that arrived, 0–1 */
  coverage: number;
  /** times that the samples themselves carry, 0 where unknown: used where the game sends none */
  times?: {lapTimeMs: number; sector1Ms: number; sector2Ms: number; invalid: boolean};
}

/** An event in words, without the car's name. */
export interface WordedEvent {
  text: string;
  car?: number;
  otherCar?: number;
  lap?: number;
}

/** Null for events that are not worth reporting. */
export type EventWords = (event: SessionEvent) => WordedEvent | null;

/** The identity of a session, apart from its content. */
export interface SessionIdentity {
  id: string;
  /** the game's own session UID; "" where it has none */
  uid: string;
  game: Game;
  format: number | string;
  flow: Flow;
  /** arrival of the first and the last datagram: s since 1970, and ns to add */
  first: {seconds: number; nanos: number};
  last: {seconds: number; nanos: number};
  /** knows the session's datagrams; its digest is equal for equal captures */
  watch: DuplicateWatch;
}

/** A running session. */
export interface OpenSession extends SessionIdentity {
  ledger: Ledger;
  decoder: SessionDecoder;
}

/** Separates the sessions in the datagrams of one game, of any number of senders. */
export interface SessionFinder<S extends OpenSession> {
  /** @param sender the conversation, the same object for all its datagrams, on whichever way they came */
  datagram(batch: DatagramBatch, i: number, sender: Flow): void;
  /** A datagram of a conversation that no game has recognised so far; a finder without this ignores them. */
  unrecognised?(batch: DatagramBatch, i: number): void;
  /** Ends the sessions for which `test` holds; what they still send begins another one. */
  endWhere(test: (session: S) => boolean): void;
  /** Ends every session. */
  end(): void;
  /** Datagrams that belong to no session yet: a restart must be given them again. */
  pending(): DatagramBatch[];
  /** datagrams of conversations that were never recognised */
  readonly other?: number;
  /** why the first refused datagram was refused, for the user; undefined when all were accepted */
  readonly firstRefusal?: string;
}

/** Functions of the splitter for a finder. */
export interface SessionHost<S extends OpenSession> {
  /** A session begins with datagram i. */
  begin(batch: DatagramBatch, i: number, identity: Pick<SessionIdentity, "game" | "format" | "uid" | "flow">): S;
  /** Whether datagram i is a copy of one of the session's last datagrams; it is not taken. */
  isCopy(session: S, batch: DatagramBatch, i: number): boolean;
  /** Datagram i belongs to the session. True for a copy of one of its last datagrams, which must not be decoded again. */
  take(session: S, batch: DatagramBatch, i: number): boolean;
  /** Datagram i came from the session's sender and cannot be decoded. It belongs to the capture, but not to its digest. */
  refuse(session: S, batch: DatagramBatch, i: number, reason: string): void;
  end(session: S): void;
}
