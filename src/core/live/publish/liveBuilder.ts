import {createLedger, sumOfLedgers} from "../../archive/ledger.js";
import type {Driver, Ledger, SessionEvent} from "../../archive/types.js";
import {createRow, OVERALL_FRAME, rowIndex, type TelemetryRow, TIMESTAMP} from "../../channels/telemetryRow.js";
import type {Game, LapFacts, MessageSink, RowSink, SessionDecoder, SessionFacts} from "../../games/game.js";
import {type Codec, codecOf, type Encoding} from "../../messages/messagesCodec.js";
import {UNSTAMPED} from "../../messages/telemetryStamp.js";
import {UNKNOWN_FACTS} from "../../session/sessionBuilder.js";
import type {LiveSession} from "../timeline/liveSource.js";
import {DrivenDistance} from "./drivenDistance.js";

const TIME = rowIndex("sessionTime");
const CAR = rowIndex("car");
const FRAME = rowIndex("frame");
const LAP = rowIndex("lapNumber");
const LAP_TIME = rowIndex("currentLapTimeMs");
const LAST_LAP = rowIndex("lastLapTimeMs");
const TOTAL = rowIndex("totalDistance");
/** Laps of a car whose official times are kept: they may come a lap late. */
const LAPS_KEPT = 4;

export interface LiveBuilderOptions {
  encoding?: Encoding;
  /** of the part of the session before a restart */
  ledgerBefore?: Ledger;
  /** takes an encoded telemetry message; `arrival`: of the datagram that completed it, ms since 1970, which is its timestamp too */
  emit: (value: Uint8Array, arrival: number) => void;
  onEvent?: (event: SessionEvent) => void;
}

interface Car {
  time: number;
  frame: number;
  /** the lap that it was first seen in */
  firstLap: number;
  /** official lap times, by lap */
  lapTimes: Map<number, number>;
  driven: DrivenDistance;
}

/**
 * Builds one session of the live stream: telemetry messages, its ledger and its description. Keeps no samples. Pure: it reads no clock.
 *
 * Frame numbers must rise per car; missing or repeated ones are replaced by the next. `lastLapTimeMs` is the official time of the lap
 * before, unknown until it is reported: some games go on showing the time of an earlier lap when the one before had none. Of a game
 * that does not count `totalDistance` it is derived.
 */
export class LiveBuilder implements RowSink, MessageSink {
  readonly ledger: Ledger = createLedger();
  readonly decoder: SessionDecoder;
  private readonly cars = new Map<number, Car>();
  private readonly codec: Codec;
  private readonly copy = createRow();
  private readonly description: LiveSession;
  private drivers: readonly Driver[] = [];
  /**
   * Rows are decoded before it is known that their datagram is of this session, so their messages wait for `publishPending`. A column game's
   * datagrams are announced first.
   */
  private readonly waits: boolean;
  private waiting: Uint8Array[] = [];
  private events: SessionEvent[] = [];
  private rows = 0;
  /** of the newest datagram, ms since 1970 */
  private arrival = 0;
  private newestTime = 0;

  constructor(
    {id, game, format}: {id: string; game: Game; format: number | string},
    private readonly options: LiveBuilderOptions,
  ) {
    const {encoding = "protobuf"} = options;
    this.codec = codecOf(encoding);
    const {gameVersion: _, ...facts} = UNKNOWN_FACTS;
    this.description = {id, ...facts};
    this.waits = "decoder" in game;
    this.decoder = "decoder" in game ? game.decoder(this) : game.liveDecoder(this, Number(format), encoding);
  }

  /** session time of the newest datagram or row, s */
  get time(): number {
    return this.decoder.sessionTime ?? this.newestTime;
  }

  facts({gameVersion: _, drivers, ...facts}: Partial<SessionFacts>): void {
    Object.assign(this.description, facts);
    if (drivers) this.drivers = drivers;
  }

  row(car: number, row: TelemetryRow): void {
    let state = this.cars.get(car);
    if (!state) {
      const lapTimes = new Map<number, number>();
      state = {
        ...{time: Number.NEGATIVE_INFINITY, frame: -1},
        ...{firstLap: row[LAP], lapTimes, driven: new DrivenDistance()},
      };
      this.cars.set(car, state);
    }
    if (!(row[TIME] >= state.time)) return;
    state.time = row[TIME];
    this.newestTime = Math.max(this.newestTime, row[TIME]);
    state.frame = row[FRAME] > state.frame ? row[FRAME] : state.frame + 1;
    const {copy} = this;
    copy.set(row);
    copy[CAR] = car;
    copy[FRAME] = state.frame;
    copy[OVERALL_FRAME] = this.rows++;
    copy[TIMESTAMP] = UNSTAMPED;
    copy[TOTAL] = state.driven.next(row);
    if (row[LAP] !== state.firstLap && !Number.isNaN(row[LAP_TIME]))
      copy[LAST_LAP] = state.lapTimes.get(row[LAP] - 1) ?? Number.NaN;
    this.waiting.push(this.codec.encodeTelemetry(copy));
  }

  message(value: Uint8Array): void {
    this.codec.stamp(value, this.arrival);
    this.options.emit(value, this.arrival);
  }

  lap(car: number, {lap, lapTimeMs}: LapFacts): void {
    const lapTimes = this.cars.get(car)?.lapTimes;
    if (!lapTimes) return;
    lapTimes.delete(lap);
    if (lapTimeMs !== null) lapTimes.set(lap, lapTimeMs);
    for (const old of lapTimes.keys()) if (lapTimes.size > LAPS_KEPT) lapTimes.delete(old);
  }

  event(event: SessionEvent): void {
    if (this.waits) this.events.push(event);
    else this.options.onEvent?.(event);
  }

  lost(datagrams: number): void {
    this.ledger.lostFrames += datagrams;
    this.ledger.spanFrames += datagrams;
  }

  /** Emits what waits, stamped with the arrival of the newest datagram, ms since 1970. */
  publishPending(arrival: number): void {
    this.arrival = arrival;
    const {onEvent = () => {}} = this.options;
    if (this.waiting.length > 0) for (const value of this.waiting.splice(0)) this.message(value);
    if (this.events.length > 0) for (const event of this.events.splice(0)) onEvent(event);
  }

  /** As it is now: copies. */
  summary(): {session: LiveSession; ledger: Ledger} {
    const drivers = this.drivers.filter(({name}) => name !== "").map(({restricted: _, ...driver}) => driver);
    for (const car of this.cars.keys())
      if (!drivers.some((driver) => driver.car === car))
        drivers.push({car, name: `car ${car}`, team: "", raceNumber: 0, ai: false});
    drivers.sort((a, b) => a.car - b.car);
    Object.assign(this.ledger, this.decoder.counts?.());
    const {ledgerBefore} = this.options;
    const ledger = ledgerBefore ? sumOfLedgers(ledgerBefore, this.ledger) : this.ledger;
    return structuredClone({session: {...this.description, drivers}, ledger});
  }
}
