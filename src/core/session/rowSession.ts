import {type LapRow, type SessionEvent, UNKNOWN_TRACK} from "../archive/types.js";
import {rowIndex, type TelemetryRow} from "../channels/telemetryRow.js";
import type {LapFacts, SessionFacts} from "../games/game.js";
import {ChannelStore} from "./channelStore.js";
import {samplesFile} from "./lapRows.js";
import {beginsAtLine, isComplete, sampleFigures} from "./lapSummary.js";
import {count, createLedger} from "./ledger.js";
import {outlinePoints} from "./outline.js";
import type {RowTaker} from "./protocolSplitter.js";
import type {RunningLap, SessionSink, SessionSummary} from "./sessionBuilder.js";

const TIME = rowIndex("sessionTime");
const LAP = rowIndex("lapNumber");
const LAP_TIME = rowIndex("currentLapTimeMs");
const MAX_EVENTS = 10_000;

interface OpenLap {
  lap: number;
  store: ChannelStore;
  firstLapTimeMs: number;
  lastLapTimeMs: number;
}

type LapEnds = Parameters<typeof isComplete>[0];

interface Car {
  /** the running lap last; the one before waits for the source's word on it */
  open: OpenLap[];
  facts: Map<number, LapFacts>;
  rows: LapRow[];
  /** how the laps of `rows` were recorded */
  ends: Map<number, LapEnds>;
  time: number;
}

/** The laps of one session from rows of channels: what `SessionBuilder` is for the F1 games' packets. */
export class RowSession implements RowTaker {
  readonly ledger = createLedger();
  over = false;
  private readonly cars = new Map<number, Car>();
  private readonly events: SessionEvent[] = [];
  private known: SessionFacts = {
    ...{game: "unknown", gameVersion: "", type: "unknown", weather: null, trackTempC: null, airTempC: null},
    ...{playerCar: null, drivers: [], simulated: false},
    track: {id: -1, name: UNKNOWN_TRACK, lengthM: 0, sectorStartsM: null},
  };
  private outline: {points: [number, number][]; worth: number} = {points: [], worth: 0};

  constructor(private readonly sink: SessionSink) {}

  received(how: "once" | "duplicate" | "late"): void {
    this.ledger.received++;
    if (how === "duplicate") this.ledger.duplicated++;
    if (how === "late") this.ledger.reordered++;
  }

  malformed(kind: string): void {
    this.ledger.received++;
    this.ledger.malformed++;
    count(this.ledger.malformedByKind, kind);
  }

  facts(facts: Partial<SessionFacts>): void {
    this.known = {...this.known, ...facts};
  }

  row(car: number, row: TelemetryRow): void {
    const state = this.car(car);
    // a clock that falls would make rows that no reader can order
    if (!(row[TIME] >= state.time)) return;
    state.time = row[TIME];
    let lap = state.open.at(-1);
    if (lap?.lap !== row[LAP]) {
      lap = {lap: row[LAP], store: new ChannelStore(), firstLapTimeMs: -1, lastLapTimeMs: 0};
      state.open.push(lap);
      this.settle(car, state);
    }
    lap.store.append(row);
    if (Number.isNaN(row[LAP_TIME])) return;
    if (lap.firstLapTimeMs < 0) lap.firstLapTimeMs = row[LAP_TIME];
    lap.lastLapTimeMs = row[LAP_TIME];
  }

  lap(car: number, lap: LapFacts): void {
    const state = this.car(car);
    state.facts.set(lap.lap, lap);
    const written = state.rows.find((row) => row.lap === lap.lap);
    if (!written) this.settle(car, state);
    else Object.assign(written, timesOf(lap), {complete: isWhole(lap, state.ends.get(lap.lap)!)});
  }

  event(event: SessionEvent): void {
    if (this.events.length < MAX_EVENTS) this.events.push(event);
  }

  lost(datagrams: number): void {
    this.ledger.lostFrames += datagrams;
    this.ledger.spanFrames += datagrams;
  }

  /** See SessionBuilder.openLaps. */
  *openLaps(): Iterable<RunningLap> {
    for (const [car, {open}] of this.cars)
      for (const {lap, store} of open)
        if (store.rows > 0) yield {car, lap, table: () => store.table(car, lap), revision: 0};
  }

  end(): void {
    for (const [car, state] of this.cars) for (const lap of state.open.splice(0)) this.finish(car, state, lap);
  }

  summary(): SessionSummary {
    const {ledger, events, outline, known} = this;
    const cars = [...this.cars].sort(([a], [b]) => a - b);
    const named = new Map(known.drivers.map((driver) => [driver.car, driver]));
    for (const [car] of cars)
      if (!named.has(car))
        named.set(car, {car, name: `car ${car}`, team: "", raceNumber: 0, ai: false, restricted: false});
    const laps = cars.flatMap(([car, state]) => {
      const driver = named.get(car)!.name;
      return lapsOf(car, state).map((row) => ({...row, driver}));
    });
    return {
      ...known,
      drivers: [...named.values()].sort((a, b) => a.car - b.car),
      stints: [],
      events,
      flashbacks: [],
      ledger,
      outline: outline.points,
      laps,
    };
  }

  private car(car: number): Car {
    let state = this.cars.get(car);
    if (!state) {
      state = {open: [], facts: new Map(), rows: [], ends: new Map(), time: Number.NEGATIVE_INFINITY};
      this.cars.set(car, state);
    }
    return state;
  }

  /** A lap is done when the source has told its time; without a word it waits until the next one is over. */
  private settle(car: number, state: Car): void {
    const {open, facts} = state;
    const done = open.filter(({lap}, i) => i < open.length - 2 || (i < open.length - 1 && facts.get(lap)?.lapTimeMs));
    state.open = open.filter((lap) => !done.includes(lap));
    for (const lap of done) this.finish(car, state, lap);
  }

  private finish(car: number, state: Car, {lap, store, firstLapTimeMs, lastLapTimeMs}: OpenLap): void {
    const table = store.table(car, lap);
    const figures = sampleFigures(table);
    const facts = state.facts.get(lap);
    const lapTimeMs = facts?.lapTimeMs ?? null;
    const ends = {fromLine: beginsAtLine(firstLapTimeMs), lastLapTimeMs};
    state.ends.set(lap, ends);
    const complete = isWhole(facts, ends);
    const {tyreCompound: _, ...told} = figures;
    state.rows.push({
      ...told,
      ...{car, driver: "", lap, valid: true, lapTimeMs, sector1Ms: null, sector2Ms: null, sector3Ms: null},
      ...(facts && timesOf(facts)),
      ...{complete, coverage: 1, samples: table.rows, tyreCompound: null, file: samplesFile(car, lap)},
    });
    const worth = complete ? 1 + table.rows : 1;
    if (worth > this.outline.worth) {
      const points = outlinePoints(table);
      if (points.length) this.outline = {points, worth};
    }
    this.sink.samples(car, lap, table, []);
  }
}

function isWhole(facts: LapFacts | undefined, ends: LapEnds): boolean {
  return facts?.complete ?? isComplete(ends, facts?.lapTimeMs ?? 0);
}

function timesOf({lapTimeMs, sector1Ms, sector2Ms, sector3Ms, valid}: LapFacts): Partial<LapRow> {
  return {lapTimeMs, sector1Ms, sector2Ms, sector3Ms, valid};
}

/** Driven laps, and those that the source only told of. */
function lapsOf(car: number, {rows, facts, open}: Car): LapRow[] {
  const driven = new Set([...rows, ...open].map(({lap}) => lap));
  const told = [...facts.values()].filter(({lap, lapTimeMs}) => lapTimeMs !== null && !driven.has(lap));
  return [
    ...rows,
    ...told.map(
      (lap): LapRow => ({
        ...{car, driver: "", lap: lap.lap, lapTimeMs: null, sector1Ms: null, sector2Ms: null, sector3Ms: null},
        ...{valid: true, complete: false, coverage: 0, samples: 0, topSpeedKmh: null, averageSpeedKmh: null},
        ...{fullThrottle: null, braking: null, fuelUsedKg: null, startTime: null, endTime: null, tyreCompound: null},
        ...{tyreAgeLaps: null, pit: false, file: null},
        ...timesOf(lap),
      }),
    ),
  ].sort((a, b) => a.lap - b.lap);
}
