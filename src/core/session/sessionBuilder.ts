import {createLedger} from "../archive/ledger.js";
import {plainDriver} from "../archive/plainDriver.js";
import type {SampleTable} from "../archive/samples.js";
import {
  type Driver,
  type LapRow,
  type Ledger,
  type SessionEvent,
  type SessionFile,
  UNKNOWN_TRACK,
} from "../archive/types.js";
import type {TelemetryRow} from "../channels/telemetryRow.js";
import type {
  ColumnDecoder,
  ColumnReport,
  ColumnSink,
  Game,
  LapFacts,
  LapSamples,
  OpenLap,
  RowSink,
  SessionDecoder,
  SessionFacts,
} from "../games/game.js";
import {isRace} from "../laps/gaps.js";
import {type LapSummary, lapRow, summaryOf} from "./lapRow.js";
import {isLineToLine} from "./lineToLine.js";
import {OpenSummaries} from "./openSummaries.js";
import {Outline} from "./outline.js";
import {RowLaps} from "./rowLaps.js";

const MAX_EVENTS = 10_000;

/** Takes the samples of finished laps. The tables share memory with the builder: use them before returning. */
export interface SampleSink {
  samples(car: number, lap: number, table: SampleTable, superseded: readonly SampleTable[]): void;
}

/** Facts and laps of a session so far, without the origin and time of the recording. */
export interface SessionSummary
  extends Pick<SessionFile, "stints" | "events" | "flashbacks" | "ledger" | "outline">,
    SessionFacts {
  laps: LapRow[];
}

/** The facts of a session before any is known. */
export const UNKNOWN_FACTS: Readonly<SessionFacts> = {
  game: "unknown",
  gameVersion: "",
  simulated: false,
  track: {id: -1, name: UNKNOWN_TRACK, lengthM: 0, sectorStartsM: null},
  type: "unknown",
  weather: null,
  trackTempC: null,
  airTempC: null,
  playerCar: null,
  drivers: [],
};

/** Builds one session for an archive, from rows, from columns or from a log file. Pure: it reads no clock. */
export class SessionBuilder implements RowSink, ColumnSink {
  readonly ledger = createLedger();
  /** of a game that keeps the samples of its laps itself */
  private columns: ColumnDecoder | undefined;
  private readonly rows: RowLaps;
  /** by car and lap */
  private readonly laps = new Map<number, Map<number, LapSummary>>();
  private readonly official = new Map<number, Map<number, LapFacts>>();
  private readonly events: SessionEvent[] = [];
  private readonly outline = new Outline();
  private readonly openSummaries = new OpenSummaries();
  private known: SessionFacts = {...UNKNOWN_FACTS};

  constructor(private readonly sink: SampleSink) {
    this.rows = new RowLaps({
      isTimed: (car, lap) => (this.official.get(car)?.get(lap)?.lapTimeMs ?? null) !== null,
      onLap: (car, lap) => this.lapSamples(car, lap),
    });
  }

  /** The decoder that brings a game's datagrams into this session. */
  decoderOf(game: Game, format: number | string): SessionDecoder {
    if ("decoder" in game) return game.decoder(this);
    this.columns = game.lapDecoder(this, Number(format));
    return this.columns;
  }

  facts(facts: Partial<SessionFacts>): void {
    Object.assign(this.known, facts);
  }

  event(event: SessionEvent): void {
    if (this.events.length < MAX_EVENTS) this.events.push(event);
  }

  row(car: number, row: TelemetryRow): void {
    this.rows.append(car, row);
  }

  lap(car: number, lap: LapFacts): void {
    entryOf(this.official, car).set(lap.lap, lap);
    this.rows.settle(car);
  }

  rewind(car: number, lap: number, lapTimeMs: number): void {
    this.ledger.flashbacks++;
    this.ledger.supersededSamples += this.rows.rewind(car, lap, lapTimeMs);
  }

  lost(datagrams: number): void {
    this.ledger.lostFrames += datagrams;
    this.ledger.spanFrames += datagrams;
  }

  lapSamples(car: number, lap: LapSamples): void {
    const official = this.official.get(car)?.get(lap.lap);
    const complete = official?.complete ?? isLineToLine(lap, official?.lapTimeMs ?? 0);
    entryOf(this.laps, car).set(lap.lap, summaryOf(lap));
    this.outline.take(lap, complete);
    this.sink.samples(car, lap.lap, lap.table, lap.superseded);
  }

  /** The laps that are being driven: for a recording in the making. */
  openLaps(): Iterable<OpenLap> {
    return this.columns ? this.columns.openLaps() : this.rows.open();
  }

  /** The counts so far: a copy. */
  counts(): Ledger {
    return structuredClone(Object.assign(this.ledger, this.columns?.counts?.()));
  }

  /** The session is over: passes on the laps that are still open. */
  end(): void {
    this.columns?.end();
    this.rows.end();
  }

  /** All that is known now; a lap that is being driven is not in it before `end`. */
  summary(): SessionSummary {
    const {events, outline, known, columns} = this;
    const {stints = [], flashbacks = [], outcomes} = columns?.report() ?? {};
    const drivers = this.drivers(isRace(known.type) ? outcomes : undefined);
    return {
      ...known,
      drivers,
      stints,
      events,
      flashbacks,
      ledger: this.counts(),
      outline: outline.points,
      laps: this.lapRows(drivers),
    };
  }

  /** Slots without a name are listed when they have driven. */
  private drivers(outcomes: ColumnReport["outcomes"]): Driver[] {
    const cars = new Set([...this.laps.keys(), ...this.official.keys(), ...[...this.openLaps()].map(({car}) => car)]);
    const named = this.known.drivers.filter(({car, name}) => name !== "" || cars.has(car));
    for (const {car} of named) cars.delete(car);
    return [
      ...named.map((driver) => ({
        ...driver,
        name: driver.name || `car ${driver.car}`,
        ...outcomes?.get(driver.car),
      })),
      ...[...cars].map((car) => plainDriver(car, `car ${car}`)),
    ].sort((a, b) => a.car - b.car);
  }

  /** By car and lap. Laps of which only the official times are known (driven before the recording began) have no samples. */
  private lapRows(drivers: readonly Driver[]): LapRow[] {
    const reported = this.columns?.report().laps;
    const open = [...this.openLaps()];
    return drivers.flatMap((driver) => {
      const driven = new Map(this.laps.get(driver.car));
      const official = new Map(this.official.get(driver.car));
      for (const facts of reported?.get(driver.car) ?? []) official.set(facts.lap, facts);
      for (const lap of open.filter(({car}) => car === driver.car))
        if (lap.lapTimeMs > 0 || (official.get(lap.lap)?.lapTimeMs ?? null) !== null)
          driven.set(lap.lap, this.openSummaries.of(lap));
      const timed = [...official.values()].filter(({lapTimeMs}) => lapTimeMs !== null).map(({lap}) => lap);
      return [...new Set([...driven.keys(), ...timed])]
        .sort((a, b) => a - b)
        .map((lap) => lapRow(driver, lap, driven.get(lap), official.get(lap)));
    });
  }
}

function entryOf<V>(byCar: Map<number, Map<number, V>>, car: number): Map<number, V> {
  let entry = byCar.get(car);
  if (!entry) byCar.set(car, (entry = new Map()));
  return entry;
}
