import type {Driver, Ledger, SessionEvent} from "../../src/core/archive/types.js";
import {UNKNOWN_TRACK} from "../../src/core/archive/types.js";
import {createRow, OVERALL_FRAME, rowIndex, type TelemetryRow} from "../../src/core/channels/telemetryRow.js";
import type {LapFacts, SessionFacts} from "../../src/core/games/game.js";
import type {LiveSession} from "../../src/core/live/timeline/liveSource.js";
import {count, createLedger} from "../../src/core/session/ledger.js";
import type {ProtocolIdentity, RowTaker} from "../../src/core/session/protocolSplitter.js";

const TIME = rowIndex("sessionTime");
const CAR = rowIndex("car");
const FRAME = rowIndex("frame");
const LAP = rowIndex("lapNumber");
const LAP_TIME = rowIndex("currentLapTimeMs");
const LAST_LAP = rowIndex("lastLapTimeMs");
/** Laps of a car whose times are kept: a source's word may come a lap late. */
const LAPS_KEPT = 4;

export interface LiveRowsOptions {
  encode: (row: TelemetryRow) => Uint8Array;
  emit: (value: Uint8Array) => void;
  onEvent?: (event: SessionEvent) => void;
}

interface Car {
  time: number;
  frame: number;
  /** the lap that it was first heard in */
  firstLap: number;
  /** the source's own lap times, by lap */
  told: Map<number, number>;
}

/**
 * A running session of rows while it is passed on: a telemetry message a row, its ledger and its description. What `LiveBuilder` is
 * for the F1 games' packets.
 *
 * Whoever reads the messages goes by frame numbers that rise with each of a car's: where a source has none, or says one twice, the
 * next is taken. `lastLapTimeMs` is the source's word on the lap before this one, unknown until it is told: some games go on showing
 * the time of an earlier lap when the one before had none.
 */
export class LiveRows implements RowTaker {
  readonly ledger: Ledger = createLedger();
  over = false;
  /** session time of the newest row, s */
  time = 0;
  private readonly cars = new Map<number, Car>();
  private readonly copy = createRow();
  private drivers: readonly Driver[] = [];
  private waiting: Uint8Array[] = [];
  private events: SessionEvent[] = [];
  private rows = 0;
  private readonly description: LiveSession;

  constructor(
    {id}: Pick<ProtocolIdentity, "id">,
    private readonly options: LiveRowsOptions,
  ) {
    this.description = {
      ...{id, game: "unknown", type: "unknown", simulated: false, playerCar: null, drivers: []},
      ...{weather: null, trackTempC: null, airTempC: null},
      track: {id: -1, name: UNKNOWN_TRACK, lengthM: 0, sectorStartsM: null},
    };
  }

  received(how: "once" | "duplicate" | "late"): void {
    this.ledger.received++;
    if (how === "duplicate") this.ledger.duplicated++;
    if (how === "late") this.ledger.reordered++;
    this.pass();
  }

  malformed(kind: string): void {
    this.ledger.received++;
    this.ledger.malformed++;
    count(this.ledger.malformedByKind, kind);
    this.pass();
  }

  facts({gameVersion: _, drivers, ...facts}: Partial<SessionFacts>): void {
    Object.assign(this.description, facts);
    if (drivers) this.drivers = drivers;
  }

  row(car: number, row: TelemetryRow): void {
    let state = this.cars.get(car);
    if (!state) {
      state = {time: Number.NEGATIVE_INFINITY, frame: -1, firstLap: row[LAP], told: new Map()};
      this.cars.set(car, state);
    }
    if (!(row[TIME] >= state.time)) return;
    state.time = row[TIME];
    this.time = Math.max(this.time, row[TIME]);
    state.frame = row[FRAME] > state.frame ? row[FRAME] : state.frame + 1;
    const {copy} = this;
    copy.set(row);
    copy[CAR] = car;
    copy[FRAME] = state.frame;
    copy[OVERALL_FRAME] = this.rows++;
    if (row[LAP] !== state.firstLap && !Number.isNaN(row[LAP_TIME]))
      copy[LAST_LAP] = state.told.get(row[LAP] - 1) ?? Number.NaN;
    this.waiting.push(this.options.encode(copy));
  }

  lap(car: number, {lap, lapTimeMs}: LapFacts): void {
    const told = this.cars.get(car)?.told;
    if (!told) return;
    told.delete(lap);
    if (lapTimeMs !== null) told.set(lap, lapTimeMs);
    for (const old of told.keys()) if (told.size > LAPS_KEPT) told.delete(old);
  }

  event(event: SessionEvent): void {
    this.events.push(event);
  }

  lost(datagrams: number): void {
    this.ledger.lostFrames += datagrams;
    this.ledger.spanFrames += datagrams;
  }

  end(): void {
    this.pass();
  }

  /** As it is now: copies. */
  summary(): {session: LiveSession; ledger: Ledger} {
    const drivers = this.drivers.map(({restricted: _, ...driver}) => driver);
    for (const car of this.cars.keys())
      if (!drivers.some((driver) => driver.car === car))
        drivers.push({car, name: `car ${car}`, team: "", raceNumber: 0, ai: false});
    drivers.sort((a, b) => a.car - b.car);
    return structuredClone({session: {...this.description, drivers}, ledger: this.ledger});
  }

  /** Passes on what the datagram in hand gave: only now its arrival is known to whoever stamps the messages. */
  private pass(): void {
    const {emit, onEvent = () => {}} = this.options;
    if (this.waiting.length > 0) for (const value of this.waiting.splice(0)) emit(value);
    if (this.events.length > 0) for (const event of this.events.splice(0)) onEvent(event);
  }
}
