import type {Ledger} from "../../archive/types.js";
import type {SessionDecoder, SessionSink} from "../game.js";
import {createColumns, decoderOf, type PacketColumns} from "./decode.js";
import {gameName, sessionTypeName, trackName, weatherName} from "./enums.js";
import {readEvent} from "./events.js";
import {carCount, type Format} from "./formats.js";
import {type FrameHead, LAP_PART} from "./frame.js";
import {FrameCount} from "./frameCount.js";
import type {Header} from "./header.js";
import {layoutOf} from "./layout.js";
import {readParticipants} from "./participants.js";
import {Rewinds} from "./rewinds.js";
import {SessionChanges} from "./sessionChanges.js";
import {isSimulatedUid} from "./simulatedUid.js";

const SESSION = 1;
const EVENT = 3;
const PARTICIPANTS = 4;
export const HISTORY = 11;
/** Button presses are no events of the session. */
const BUTTONS = "BUTN";

/** The part of decoding that an archive and the live stream share: facts, events, drivers, and the count of frames. */
export abstract class F1Decoder implements SessionDecoder {
  over = false;
  /** session time of the last session or event packet, s */
  sessionTime = 0;
  protected readonly cars: number;
  protected readonly rewinds = new Rewinds();
  protected readonly frames = new FrameCount();
  /** facts about the frames from other packets */
  protected readonly context = {trackLengthM: 0, player: 255, restricted: new Set<number>()};
  private readonly changes = new SessionChanges();
  private readonly scratch = new Map<number, PacketColumns>();
  private isFirst = true;
  private newestFrame = 0;

  constructor(
    protected readonly format: Format,
    protected readonly sink: SessionSink,
  ) {
    this.cars = carCount(format);
  }

  /** A packet with a part of a frame, or one that is not read. */
  protected abstract part(header: Header, view: DataView, offset: number, length: number): void;

  abstract end(): void;

  /** Official lap times and stints of one car. */
  protected history(_view: DataView, _offset: number, _frame: number): void {}

  /** @param header of a datagram that `identify` found ok */
  datagram(view: DataView, offset: number, length: number, _arrival: number, header: Header): "ok" | "late" {
    const {packetId, overallFrame} = header;
    const isLate = overallFrame > 0 && overallFrame < this.newestFrame;
    if (overallFrame > this.newestFrame) this.newestFrame = overallFrame;
    if (this.isFirst) this.begin(header);
    if (packetId !== EVENT && header.player !== this.context.player) this.setPlayer(header.player);
    switch (packetId) {
      case SESSION:
        this.session(this.decode(packetId, view, offset), header);
        break;
      case EVENT:
        this.event(header, view, offset);
        break;
      case PARTICIPANTS:
        this.participants(this.decode(packetId, view, offset));
        break;
      case HISTORY:
        this.history(view, offset, overallFrame);
        break;
      default:
        this.part(header, view, offset, length);
    }
    return isLate ? "late" : "ok";
  }

  counts(): Partial<Ledger> {
    return {...this.frames.totals(), flashbacks: this.rewinds.found.length};
  }

  /** The next frame in order; the frame that a flashback led back to before it, undefined when there was none. */
  protected ordered(frame: FrameHead): number | undefined {
    if (frame.parts & (1 << LAP_PART)) this.frames.add(frame.overallFrame);
    return this.rewinds.next(frame);
  }

  private begin({gameYear, gameMajorVersion, gameMinorVersion, uidHigh}: Header): void {
    this.isFirst = false;
    this.sink.facts({
      game: gameName(gameYear),
      gameVersion: `${gameMajorVersion}.${String(gameMinorVersion).padStart(2, "0")}`,
      simulated: isSimulatedUid(uidHigh),
    });
  }

  /** null while spectating */
  private get playerCar(): number | null {
    return this.context.player < this.cars ? this.context.player : null;
  }

  private setPlayer(index: number): void {
    this.context.player = index;
    this.sink.facts({playerCar: this.playerCar});
  }

  private session(c: PacketColumns, {sessionTime}: Header): void {
    this.sessionTime = sessionTime;
    this.context.trackLengthM = c.trackLength[0];
    const sectors = c.sector2LapDistanceStart;
    this.sink.facts({
      track: {
        id: c.trackId[0],
        name: trackName(c.trackId[0]),
        lengthM: c.trackLength[0],
        sectorStartsM: sectors && sectors[0] > 0 ? [sectors[0], c.sector3LapDistanceStart[0]] : null,
      },
      type: sessionTypeName(this.format, c.sessionType[0]),
      weather: weatherName(c.weather[0]),
      trackTempC: c.trackTemperature[0],
      airTempC: c.airTemperature[0],
    });
    // changes after the end are not reported: the end stays the last event
    if (!this.over) for (const event of this.changes.next(c, sessionTime)) this.sink.event(event);
  }

  private event({overallFrame, sessionTime}: Header, view: DataView, offset: number): void {
    const {code, car, details} = readEvent(view, offset, this.format);
    this.sessionTime = sessionTime;
    if (code === BUTTONS) return;
    this.over = code === "SEND";
    if (code === "FLBK") {
      const {flashbackFrameIdentifier: frame, flashbackSessionTime: time} = details;
      this.rewinds.announce(frame, time, overallFrame || this.newestFrame);
    }
    this.sink.event({
      code,
      sessionTime: Number(sessionTime.toFixed(3)),
      ...(car !== undefined && {car}),
      ...(Object.keys(details).length > 0 && {details}),
    });
  }

  private participants(c: PacketColumns): void {
    const drivers = readParticipants(c, this.format, this.playerCar);
    this.context.restricted = new Set(drivers.filter(({restricted}) => restricted).map(({car}) => car));
    this.sink.facts({drivers});
  }

  protected decode(id: number, view: DataView, offset: number): PacketColumns {
    let columns = this.scratch.get(id);
    if (!columns) this.scratch.set(id, (columns = createColumns(layoutOf(this.format, id)!)));
    decoderOf(this.format, id)(view, offset, columns);
    return columns;
  }
}
