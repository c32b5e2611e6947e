import type {SampleTable} from "../archive/samples.js";
import type {Driver, LapRow, SessionEvent, SessionFile, Stint} from "../archive/types.js";
import {PARTS} from "../channels/catalogue.js";
import {absentChannels} from "../games/f1/copier.js";
import {type Columns, createColumns, decoderOf, type TypedArray} from "../games/f1/decode.js";
import {
  actualCompoundName,
  compoundName,
  gameName,
  sessionTypeName,
  trackName,
  weatherName,
} from "../games/f1/enums.js";
import {readEvent} from "../games/f1/events.js";
import {carCount, type Format} from "../games/f1/formats.js";
import {type Frame, partBit} from "../games/f1/frame.js";
import {FrameCount} from "../games/f1/frameCount.js";
import type {Header} from "../games/f1/header.js";
import {type CarHistory, readHistory} from "../games/f1/history.js";
import {FrameJoiner} from "../games/f1/joiner.js";
import {layoutOf} from "../games/f1/layout.js";
import {readParticipants} from "../games/f1/participants.js";
import {RESTRICTED_CHANNELS} from "../games/f1/restricted.js";
import {Rewinds} from "../games/f1/rewinds.js";
import {SessionChanges} from "../games/f1/sessionChanges.js";
import {LapBuilder, type OpenLap} from "./lapBuilder.js";
import {lapRows} from "./lapRows.js";
import {type LapSummary, summarise} from "./lapSummary.js";
import {count, createLedger} from "./ledger.js";
import {type Outline, outlineOf} from "./outline.js";
import type {RowStore} from "./rowStore.js";

const SESSION = 1;
const EVENT = 3;
const PARTICIPANTS = 4;
const HISTORY = 11;
const LAP = partBit("lap");
const DAMAGE_PART = PARTS.indexOf("damage");
const MAX_EVENTS = 10_000;
/** Button presses are no events of the session. */
const UNTOLD = new Set(["BUTN"]);

/** Where the samples of finished laps go. The tables share memory with the builder: use them before returning. */
export interface SessionSink {
  samples(car: number, lap: number, table: SampleTable, superseded: readonly SampleTable[]): void;
}

/** A lap that is being driven. */
export interface RunningLap {
  car: number;
  lap: number;
  /** its rows so far; shares memory with the builder */
  table(): SampleTable;
  /** another one when rows were taken back */
  revision: number;
}

/** What is known of a session so far, apart from who recorded it and when. */
export interface SessionSummary
  extends Pick<
    SessionFile,
    | "track"
    | "type"
    | "weather"
    | "trackTempC"
    | "airTempC"
    | "playerCar"
    | "drivers"
    | "stints"
    | "events"
    | "flashbacks"
    | "ledger"
    | "outline"
  > {
  game: string;
  gameVersion: string;
  /** told by the bytes themselves; absent where another mark tells it */
  simulated?: boolean;
  laps: LapRow[];
}

/** One session of one source: takes its well-formed datagrams in order of arrival, gives laps. Pure; knows no clock. */
export class SessionBuilder {
  readonly ledger = createLedger();
  private readonly joiner: FrameJoiner;
  private readonly builders: LapBuilder[];
  private readonly scratch = new Map<number, Columns>();
  private readonly absent: ReadonlySet<string>;
  private readonly laps = new Map<number, LapSummary[]>();
  private readonly histories = new Map<number, CarHistory>();
  private readonly events: SessionEvent[] = [];
  private readonly rewinds = new Rewinds();
  private readonly changes = new SessionChanges();
  private readonly frames = new FrameCount();
  private drivers: Driver[] = [];
  private first: Header | undefined;
  private player: number | null = null;
  /** the last damage packet, its fields in layout order */
  private held: readonly TypedArray[] | undefined;
  private newestFrame = 0;
  private session: Columns | undefined;
  private outline: Outline | undefined;

  constructor(
    private readonly format: Format,
    private readonly sink: SessionSink,
  ) {
    this.absent = absentChannels(format);
    this.joiner = new FrameJoiner(
      format,
      (frame) => this.frame(frame),
      () => this.rewinds.reset(),
    );
    const pool: RowStore[] = [];
    this.builders = Array.from(
      {length: carCount(format)},
      (_, car) => new LapBuilder({car, format, pool, onLap: (lap) => this.finish(car, lap)}),
    );
  }

  /** A datagram that `identify` found ok. `duplicate`: it is counted and otherwise left alone. */
  datagram(header: Header, view: DataView, offset: number, length: number, duplicate: boolean): void {
    const {ledger} = this;
    ledger.received++;
    count(ledger.byId, header.packetId);
    if (duplicate) {
      ledger.duplicated++;
      return;
    }
    this.first ??= {...header};
    if (header.packetId !== EVENT) this.player = header.player < this.builders.length ? header.player : null;
    if (header.overallFrame > 0) {
      if (header.overallFrame < this.newestFrame) ledger.reordered++;
      else this.newestFrame = header.overallFrame;
    }
    switch (header.packetId) {
      case SESSION:
        this.session = this.decode(header.packetId, view, offset);
        // after the end there is no news, and the end stays the last event
        if (!this.over)
          for (const event of this.changes.next(this.session, header.sessionTime))
            if (this.events.length < MAX_EVENTS) this.events.push(event);
        break;
      case EVENT:
        this.event(header, view, offset);
        break;
      case PARTICIPANTS:
        this.participants(this.decode(header.packetId, view, offset));
        break;
      case HISTORY:
        this.history(this.decode(header.packetId, view, offset), header.overallFrame);
        break;
      default:
        this.joiner.accept(header, view, offset, length);
    }
  }

  /** The game said that the session ended. */
  get over(): boolean {
    return this.events.at(-1)?.code === "SEND";
  }

  /** True once frames have come that lie well after the beginning. */
  get progressed(): boolean {
    return this.newestFrame > 60;
  }

  /** A datagram of this session's source that is no packet of it. */
  malformed(kind: string): void {
    this.ledger.received++;
    this.ledger.malformed++;
    count(this.ledger.malformedByKind, kind);
  }

  /** Rows of the laps that are still open, by car: for a recording in the making. */
  *openLaps(): Iterable<RunningLap> {
    for (const [car, builder] of this.builders.entries()) {
      for (const {lap, store} of builder.open) {
        if (lap === 0 || store.rows === 0) continue;
        yield {car, lap, table: () => store.table(car, lap, this.hidden(car)), revision: store.revision};
      }
    }
  }

  /** The session is over: hands on what is still open. */
  end(): void {
    this.joiner.flush();
    for (const builder of this.builders) builder.end();
  }

  /** All that is known now; laps that are still open are not in it before `end`. */
  summary(): SessionSummary {
    const {ledger, session, first} = this;
    this.frames.fill(ledger);
    ledger.flashbacks = this.rewinds.found.length;
    ledger.supersededSamples = this.builders.reduce((sum, b) => sum + b.supersededRows, 0);
    const trackId = session ? session.trackId[0] : -1;
    const sectors = session?.sector2LapDistanceStart;
    const cars = [...this.laps.keys()].sort((a, b) => a - b);
    const drivers = this.driversOf(cars);
    return {
      game: first ? gameName(first.gameYear) : "unknown",
      gameVersion: first ? `${first.gameMajorVersion}.${String(first.gameMinorVersion).padStart(2, "0")}` : "",
      track: {
        id: trackId,
        name: trackName(trackId),
        lengthM: session ? session.trackLength[0] : 0,
        sectorStartsM: session && sectors && sectors[0] > 0 ? [sectors[0], session.sector3LapDistanceStart[0]] : null,
      },
      type: session ? sessionTypeName(this.format, session.sessionType[0]) : "unknown",
      weather: session ? weatherName(session.weather[0]) : null,
      trackTempC: session ? session.trackTemperature[0] : null,
      airTempC: session ? session.airTemperature[0] : null,
      playerCar: this.player,
      drivers,
      stints: this.stints(),
      events: this.events,
      flashbacks: this.rewinds.found,
      ledger,
      outline: this.outline?.points ?? [],
      laps: lapRows(drivers, this.laps, this.histories),
    };
  }

  private decode(id: number, view: DataView, offset: number): Columns {
    let columns = this.scratch.get(id);
    if (!columns) {
      columns = createColumns(layoutOf(this.format, id)!);
      this.scratch.set(id, columns);
    }
    decoderOf(this.format, id)(view, offset, columns);
    return columns;
  }

  private event(header: Header, view: DataView, offset: number): void {
    const event = readEvent(view, offset, this.format);
    if (event.code === "FLBK") {
      const {flashbackFrameIdentifier: frame, flashbackSessionTime: time} = event.details;
      this.rewinds.announce(frame, time, header.overallFrame || this.newestFrame);
    }
    if (UNTOLD.has(event.code) || this.events.length >= MAX_EVENTS) return;
    const details = Object.keys(event.details).length ? {details: event.details} : {};
    const car = event.car === undefined ? {} : {car: event.car};
    this.events.push({code: event.code, sessionTime: round(header.sessionTime, 3), ...car, ...details});
  }

  private participants(c: Columns): void {
    this.drivers = readParticipants(c, this.format, this.player);
  }

  private history(c: Columns, frame: number): void {
    const car = c.carIdx[0];
    const known = this.histories.get(car);
    if (car >= this.builders.length || (known && frame !== 0 && frame < known.frame)) return;
    this.histories.set(car, readHistory(c, frame));
  }

  private frame(frame: Frame): void {
    if (frame.parts & LAP) this.frames.add(frame.overallFrame);
    if (frame.parts & (1 << DAMAGE_PART)) this.hold(frame.fields[DAMAGE_PART]!);
    const toFrame = this.rewinds.next(frame);
    if (toFrame !== undefined) for (const builder of this.builders) builder.rewind(toFrame);
    for (let car = 0; car < this.builders.length; car++) {
      this.builders[car].frame(frame, this.held, car === this.player);
    }
  }

  private hold(damage: readonly TypedArray[]): void {
    this.held ??= damage.map((field) => field.slice());
    for (let i = 0; i < damage.length; i++) this.held[i].set(damage[i] as never);
  }

  private finish(car: number, lap: OpenLap): void {
    if (lap.lap === 0 || (lap.store.rows === 0 && lap.superseded.length === 0)) return;
    const table = lap.store.table(car, lap.lap, this.hidden(car));
    const summary = summarise(lap, table, this.frames.step.value);
    const known = this.laps.get(car);
    if (known) known.push(summary);
    else this.laps.set(car, [summary]);
    this.outline = outlineOf(table, summary, this.outline);
    this.sink.samples(car, lap.lap, table, lap.superseded);
  }

  /** Channels of a car that are not known, though its packets have bytes for them. */
  private hidden(car: number): ReadonlySet<string> {
    return this.drivers[car]?.restricted ? new Set([...this.absent, ...RESTRICTED_CHANNELS]) : this.absent;
  }

  private driversOf(cars: number[]): Driver[] {
    const named = this.drivers.filter((d) => d.name !== "" || this.laps.has(d.car));
    const nameless = cars.filter((car) => !named.some((d) => d.car === car));
    return [
      ...named.map((d) => ({...d, name: d.name || `car ${d.car}`})),
      ...nameless.map((car) => ({car, name: `car ${car}`, team: "", raceNumber: 0, ai: false, restricted: false})),
    ].sort((a, b) => a.car - b.car);
  }

  private stints(): Stint[] {
    return [...this.histories]
      .sort(([a], [b]) => a - b)
      .flatMap(([car, {stints}]) =>
        stints.map(({endLap, visual, actual}, i) => ({
          car,
          startLap: i === 0 ? 1 : (stints[i - 1].endLap ?? 0) + 1,
          endLap,
          compound: compoundName(visual),
          actual: actualCompoundName(actual),
        })),
      );
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
