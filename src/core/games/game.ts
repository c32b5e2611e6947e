import type {Driver, LapRow, SessionEvent, SessionFile} from "../archive/types.js";
import type {Flow} from "../capture/batch.js";
import type {TelemetryRow} from "../channels/telemetryRow.js";

/**
 * A protocol by which a game tells its telemetry, other than the F1 games' own: shared-memory pages, AC's and ACC's UDP,
 * Gran Turismo, Automobilista. Its decoder turns datagrams (a page is one too, see `pages.ts`) into rows of the
 * catalogue's channels; laps, archive and live messages are made of the rows, the same for every protocol.
 */
export interface Game {
  /** stands in `session.json` as `source.format`: "ac-pages" */
  name: string;
  /** Whether a datagram of this conversation is this protocol's. Protocols are asked in order, after the F1 games. */
  recognises(view: DataView, offset: number, length: number, flow: Flow): boolean;
  decoder(sink: RowSink): SessionDecoder;
  /**
   * s within which an equal datagram is a copy that a network made. To be given where datagrams carry no number or time: of a car
   * that stands they are all the same.
   */
  copiedWithinS?: number;
}

/** Takes the datagrams of one sender in order of arrival. Pure; knows no clock. */
export interface SessionDecoder {
  /**
   * `ok`: taken. `next`: it begins another session (another track, car or kind; a restart): it was not taken, and belongs to
   * a new decoder. `duplicate`, `late`: known by its number; left out. `apart`: it tells of no session, so none begins with it
   * (a refusal). Anything else: why it is no datagram of this protocol
   * ("length", "version" …).
   *
   * @param arrival s since 1970
   */
  datagram(view: DataView, offset: number, length: number, arrival: number): "ok" | "next" | (string & {});
  /** the source said that the session is over */
  readonly over: boolean;
}

/** What a decoder tells; all of it about one session. */
export interface RowSink {
  /** what is known of the session, again whenever it changes */
  facts(facts: Partial<SessionFacts>): void;
  /**
   * A sample of a car. `row[sessionTime]` must be known and never fall for a car; `row[lapNumber]` says which lap it belongs to
   * (0: before the line was first crossed). The row's memory stays the decoder's.
   */
  row(car: number, row: TelemetryRow): void;
  /** The source's own word on a lap; a later word on the same lap takes its place. */
  lap(car: number, lap: LapFacts): void;
  event(event: SessionEvent): void;
  /** A datagram that came twice, or was left out: how many are missing before this one. */
  lost(datagrams: number): void;
}

export interface SessionFacts
  extends Pick<SessionFile, "track" | "type" | "weather" | "trackTempC" | "airTempC" | "playerCar"> {
  game: string;
  gameVersion: string;
  drivers: Driver[];
  /** its bytes say that a simulator of ours made them */
  simulated: boolean;
}

export interface LapFacts
  extends Pick<LapRow, "lap" | "lapTimeMs" | "sector1Ms" | "sector2Ms" | "sector3Ms" | "valid"> {
  /** driven from line to line, as far as the source tells; absent: judged by the samples */
  complete?: boolean;
}
