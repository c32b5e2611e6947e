import type {Ledger} from "../../archive/types.js";
import {PARTS} from "../../channels/catalogue.js";
import type {ColumnDecoder, ColumnReport, ColumnSink, LapSamples, OpenLap} from "../game.js";
import {BLOCK, createColumns, type PacketColumns, type Views, viewsOf} from "./columns.js";
import {absentChannels, type Copier, copierOf} from "./copier.js";
import {coverageOf} from "./coverage.js";
import {F1Decoder, HISTORY} from "./decoder.js";
import type {Format} from "./formats.js";
import {DAMAGE_PART, type Frame, LAP_PART, PACKET_OF_PART} from "./frame.js";
import type {Header} from "./header.js";
import {type CarHistory, historyStints, officialLaps, readHistory} from "./history.js";
import {FrameJoiner} from "./joiner.js";
import {type F1Lap, type FramePart, LapBuilder} from "./lapBuilder.js";
import {layoutOf} from "./layout.js";
import {CLASSIFICATION, classifiedOutcomes, type Outcomes, runningOutcomes} from "./outcomes.js";
import type {PartStore} from "./partStore.js";
import {RESTRICTED_CHANNELS} from "./restricted.js";

/** Decodes a session into the laps of an archive. Pure: it reads no clock. */
export class F1LapDecoder extends F1Decoder implements ColumnDecoder {
  private readonly joiner: FrameJoiner;
  private readonly builders: LapBuilder[];
  private readonly absent: ReadonlySet<string>;
  private readonly histories = new Map<number, CarHistory>();
  private classified: Outcomes | undefined;
  /** the last lap data */
  private lastLapData: PacketColumns | undefined;
  /** the last damage packet */
  private held: Views | undefined;
  private readonly copiers: (Copier | undefined)[];
  /** of the frame in hand */
  private readonly parts: FramePart[] = [];

  constructor(
    format: Format,
    private readonly laps: ColumnSink,
  ) {
    super(format, laps);
    this.absent = absentChannels(format);
    this.copiers = PARTS.map((part) => copierOf(format, part));
    this.joiner = new FrameJoiner(format, {
      emit: (frame) => this.frame(frame),
      reset: () => this.rewinds.reset(),
    });
    const pool: PartStore[] = [];
    this.builders = Array.from(
      {length: this.cars},
      (_, car) => new LapBuilder({car, pool, onLap: (lap) => this.finish(car, lap)}),
    );
  }

  *openLaps(): Iterable<OpenLap> {
    for (const [car, builder] of this.builders.entries()) {
      for (const open of builder.open) {
        const {lap, store, lapTimeMs} = open;
        if (lap === 0 || store.rows === 0) continue;
        yield {
          ...{car, lap, rows: store.rows, lapTimeMs, revision: store.revision},
          table: () => store.table(car, lap, this.hidden(car)),
          samples: () => this.samplesOf(car, open),
        };
      }
    }
  }

  end(): void {
    this.joiner.flush();
    for (const builder of this.builders) builder.end();
  }

  override counts(): Partial<Ledger> {
    const supersededSamples = this.builders.reduce((sum, {supersededRows}) => sum + supersededRows, 0);
    return {...super.counts(), supersededSamples};
  }

  report(): ColumnReport {
    return {
      flashbacks: this.rewinds.found,
      laps: new Map([...this.histories.values()].map((history) => [history.car, officialLaps(history)])),
      stints: historyStints(this.histories.values()),
      outcomes: this.classified ?? (this.lastLapData && runningOutcomes(this.lastLapData)),
    };
  }

  protected part(header: Header, view: DataView, offset: number, length: number): void {
    if (header.packetId === CLASSIFICATION)
      this.classified = classifiedOutcomes(this.decode(CLASSIFICATION, view, offset));
    else this.joiner.accept(header, view, offset, length);
  }

  protected override history(view: DataView, offset: number, frame: number): void {
    const history = readHistory(this.decode(HISTORY, view, offset), frame);
    const known = this.histories.get(history.car);
    if (history.car >= this.cars || (known && frame !== 0 && frame < known.frame)) return;
    this.histories.set(history.car, history);
  }

  private frame(frame: Frame): void {
    if (frame.parts & (1 << DAMAGE_PART)) this.hold(frame.views[DAMAGE_PART]!);
    if (frame.parts & (1 << LAP_PART)) this.noteOutcomes(frame.columns[LAP_PART]!);
    const toFrame = this.ordered(frame);
    const {player} = this.context;
    if (toFrame !== undefined) for (const builder of this.builders) builder.rewind(toFrame);
    this.findParts(frame);
    for (let car = 0; car < this.cars; car++) this.builders[car].frame(frame, this.parts, car === player);
  }

  private findParts({parts, views}: Frame): void {
    this.parts.length = 0;
    for (let part = 0; part < PARTS.length; part++) {
      const copy = this.copiers[part];
      const source = part === DAMAGE_PART ? this.held : parts & (1 << part) ? views[part] : undefined;
      if (copy && source) this.parts.push({part, copy, source});
    }
  }

  private noteOutcomes(lapData: PacketColumns): void {
    this.lastLapData ??= createColumns(layoutOf(this.format, PACKET_OF_PART.lap!)!);
    this.lastLapData[BLOCK]!.words.set(lapData[BLOCK]!.words);
  }

  private hold({u8}: Views): void {
    this.held ??= viewsOf(new ArrayBuffer(u8.length));
    this.held.u8.set(u8);
  }

  private finish(car: number, lap: F1Lap): void {
    if (lap.lap === 0 || (lap.store.rows === 0 && lap.superseded.length === 0)) return;
    this.laps.lapSamples(car, this.samplesOf(car, lap));
  }

  private samplesOf(car: number, {lap, store, superseded, ...facts}: F1Lap): LapSamples {
    const {firstLapTimeMs, lastLapTimeMs, lapTimeMs, sector1Ms, sector2Ms, invalid} = facts;
    const table = store.table(car, lap, this.hidden(car));
    return {
      ...{lap, table, superseded, firstLapTimeMs, lastLapTimeMs},
      coverage: coverageOf(table, lapTimeMs || lastLapTimeMs, this.frames.step.value),
      times: {lapTimeMs, sector1Ms, sector2Ms, invalid},
    };
  }

  /** Channels of a car that are not known, though its packets have bytes for them. */
  private hidden(car: number): ReadonlySet<string> {
    return this.context.restricted.has(car) ? new Set([...this.absent, ...RESTRICTED_CHANNELS]) : this.absent;
  }
}
