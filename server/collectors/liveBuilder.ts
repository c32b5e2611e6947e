import type {Ledger, SessionEvent} from "../../src/core/archive/types.js";
import {type Columns, createColumns, decoderOf} from "../../src/core/games/f1/decode.js";
import {gameName, sessionTypeName, trackName, weatherName} from "../../src/core/games/f1/enums.js";
import {readEvent} from "../../src/core/games/f1/events.js";
import {carCount, type Format} from "../../src/core/games/f1/formats.js";
import {FrameCount} from "../../src/core/games/f1/frameCount.js";
import type {Header} from "../../src/core/games/f1/header.js";
import {FrameJoiner} from "../../src/core/games/f1/joiner.js";
import {layoutOf} from "../../src/core/games/f1/layout.js";
import {readParticipants} from "../../src/core/games/f1/participants.js";
import {Rewinds} from "../../src/core/games/f1/rewinds.js";
import {SessionChanges} from "../../src/core/games/f1/sessionChanges.js";
import {isSimulatedUid} from "../../src/core/games/f1/simulatedUid.js";
import type {FrameContext} from "../../src/core/games/f1/telemetryRows.js";
import type {LiveSession} from "../../src/core/live/timeline/liveSource.js";
import {count, createLedger} from "../../src/core/session/ledger.js";
import type {PacketTaker, SessionIdentity} from "../../src/core/session/sourceSplitter.js";

const SESSION = 1;
const LAP_DATA = 2;
const EVENT = 3;
const PARTICIPANTS = 4;

/** Takes a session's well-formed packets, none of them twice. */
export interface PacketSink {
  accept(header: Header, view: DataView, offset: number, length: number): void;
}

/** What is known of a running session while it is passed on: its ledger and its description. Keeps no samples. */
export class LiveBuilder implements PacketTaker {
  readonly ledger = createLedger();
  /** the game said that the session ended */
  over = false;
  /** session time of the last session or event packet, s */
  time = 0;
  private readonly joiner: FrameJoiner;
  private readonly frames = new FrameCount();
  private readonly rewinds = new Rewinds();
  private readonly changes = new SessionChanges();
  private readonly scratch = new Map<number, Columns>();
  private readonly description: LiveSession;
  private newestFrame = 0;

  private readonly format: Format;

  /** @param context is kept up to date for whoever makes telemetry of the same packets */
  constructor(
    {id, uidHigh, format}: SessionIdentity,
    private readonly sink: PacketSink,
    private readonly context: FrameContext,
    private readonly onEvent: (event: SessionEvent) => void = () => {},
  ) {
    this.format = format;
    this.description = {
      id,
      game: "unknown",
      track: {id: -1, name: trackName(-1), lengthM: 0, sectorStartsM: null},
      type: "unknown",
      simulated: isSimulatedUid(uidHigh),
      playerCar: null,
      drivers: [],
      weather: null,
      trackTempC: null,
      airTempC: null,
    };
    // lap data alone tells which frames came and which were taken back
    this.joiner = new FrameJoiner(
      format,
      (frame) => {
        this.frames.add(frame.overallFrame);
        this.rewinds.next(frame);
      },
      () => this.rewinds.reset(),
      false,
    );
  }

  get progressed(): boolean {
    return this.newestFrame > 60;
  }

  datagram(header: Header, view: DataView, offset: number, length: number, duplicate: boolean): void {
    const {ledger, description} = this;
    ledger.received++;
    count(ledger.byId, header.packetId);
    if (duplicate) {
      ledger.duplicated++;
      return;
    }
    if (header.overallFrame > 0) {
      if (header.overallFrame < this.newestFrame) ledger.reordered++;
      else this.newestFrame = header.overallFrame;
    }
    if (header.packetId !== EVENT) {
      description.playerCar = header.player < carCount(this.format) ? header.player : null;
      this.context.player = header.player;
    }
    switch (header.packetId) {
      case SESSION:
        this.session(this.decode(SESSION, view, offset), header);
        break;
      case LAP_DATA:
        this.joiner.accept(header, view, offset, length);
        break;
      case EVENT:
        this.event(header, view, offset);
        break;
      case PARTICIPANTS:
        this.participants(this.decode(PARTICIPANTS, view, offset));
        break;
    }
    this.sink.accept(header, view, offset, length);
  }

  malformed(kind: string): void {
    this.ledger.received++;
    this.ledger.malformed++;
    count(this.ledger.malformedByKind, kind);
  }

  end(): void {
    this.joiner.flush();
  }

  /** As it is now: copies. */
  summary(): {session: LiveSession; ledger: Ledger} {
    const {ledger} = this;
    this.frames.fill(ledger);
    ledger.flashbacks = this.rewinds.found.length;
    return structuredClone({session: this.description, ledger});
  }

  private decode(id: number, view: DataView, offset: number): Columns {
    let columns = this.scratch.get(id);
    if (!columns) this.scratch.set(id, (columns = createColumns(layoutOf(this.format, id)!)));
    decoderOf(this.format, id)(view, offset, columns);
    return columns;
  }

  private session(c: Columns, {gameYear, sessionTime}: Header): void {
    const {description} = this;
    const sectors = c.sector2LapDistanceStart;
    this.time = sessionTime;
    description.game = gameName(gameYear);
    description.track = {
      id: c.trackId[0],
      name: trackName(c.trackId[0]),
      lengthM: c.trackLength[0],
      sectorStartsM: sectors && sectors[0] > 0 ? [sectors[0], c.sector3LapDistanceStart[0]] : null,
    };
    this.context.trackLengthM = c.trackLength[0];
    description.type = sessionTypeName(this.format, c.sessionType[0]);
    description.weather = weatherName(c.weather[0]);
    description.trackTempC = c.trackTemperature[0];
    description.airTempC = c.airTemperature[0];
    if (!this.over) for (const event of this.changes.next(c, sessionTime)) this.onEvent(event);
  }

  private event(header: Header, view: DataView, offset: number): void {
    const {code, car, details} = readEvent(view, offset, this.format);
    this.time = header.sessionTime;
    this.onEvent({code, sessionTime: Number(header.sessionTime.toFixed(3)), details, ...(car !== undefined && {car})});
    this.over = code === "SEND" || (this.over && code === "BUTN");
    if (code === "FLBK") {
      const {flashbackFrameIdentifier: frame, flashbackSessionTime: time} = details;
      this.rewinds.announce(frame, time, header.overallFrame || this.newestFrame);
    }
  }

  private participants(c: Columns): void {
    const drivers = readParticipants(c, this.format, this.description.playerCar);
    this.context.restricted = new Set(drivers.filter((d) => d.restricted).map((d) => d.car));
    this.description.drivers = drivers.filter(({name}) => name !== "").map(({restricted, ...driver}) => driver);
  }
}
