import {createRow, NORMALIZED_POSITION, OVERALL_FRAME, rowIndices} from "../../channels/telemetryRow.js";
import {LapCounter} from "../ac/lapCounter.js";
import {knownTime, MAX_LAPS, runningTime} from "../ac/lapTime.js";
import type {RowSink, SessionDecoder} from "../game.js";
import {AccLapTimes} from "./lapTimes.js";
import {accEventName, PHASE, RACE} from "./messages.js";
import type {BroadcastEvent, CarUpdate, EntryCar, Realtime, TrackData} from "./readMessage.js";
import {readMessage} from "./readMessage.js";
import {type AccDriverEntry, accSessionFacts} from "./sessionFacts.js";

/** the archive numbers cars with one byte; the game's indices have two */
const MAX_CARS = 256;
/** decrease of the session clock that only a restart causes, s */
const RESTART_S = 2;
const PIT_LANE = 2;
/** the events "lap completed" and "personal best", which repeat the cars' updates */
const LAP_EVENTS = [5, 7];
const AT = {
  ...rowIndices("sessionTime lapNumber car frame currentLapTimeMs lapDistance sector position worldX"),
  ...rowIndices("worldZ pitStatus lapInvalid lastLapTimeMs speedKmh gear sector1TimeMs sector2TimeMs"),
  ...rowIndices("bestLapTimeMs deltaToBestMs"),
};

interface CarState extends AccDriverEntry {
  counter: LapCounter;
  lapTimes: AccLapTimes;
  /** the realtime update of its last row */
  frame: number;
  time: number;
}

/**
 * Rows of every car of the session, one per update. worldPosX and worldPosY are the channels worldX and worldZ: drawn with y down, Imola
 * and Laguna Seca run anticlockwise as in reality. yaw is not read, because its sign is not known.
 *
 * Session time is the game's, from the realtime update before the cars' updates; when that one was lost, the time between arrivals is
 * added. When the game's clock falls without a new session (between phases) session time continues from its last value.
 */
export class AccBroadcastDecoder implements SessionDecoder {
  over = false;
  private readonly cars = new Map<number, CarState>();
  private readonly row = createRow();
  private realtime: Realtime | null = null;
  private track: TrackData | null = null;
  /** session time of the last realtime update, s, and its arrival */
  private time = 0;
  private arrival = 0;
  /** s added to the game's clock */
  private base = 0;
  private frames = 0;
  private rows = 0;
  /** facts reported last */
  private lastFacts = "";

  constructor(
    private readonly sink: RowSink,
    private readonly gearPlus: number,
  ) {}

  datagram(view: DataView, offset: number, length: number, arrival: number): "ok" | "next" | (string & {}) {
    const message = readMessage(view, offset, length);
    if (typeof message === "string") return message;
    switch (message.type) {
      case "realtime":
        return this.takeRealtime(message, arrival);
      case "car":
        return this.takeCar(message, arrival);
      case "trackData":
        if (this.track && this.track.name !== message.name) return "next";
        this.track = message;
        this.reportFacts();
        return "ok";
      case "entryList":
        for (const index of message.carIndices) this.car(index);
        return "ok";
      case "entryCar":
        return this.takeEntry(message);
      case "event":
        return this.takeEvent(message);
      case "registration":
        return message.success ? "ok" : "apart";
      default:
        return "ok";
    }
  }

  private takeRealtime(message: Realtime, arrival: number): "ok" | "next" | "values" {
    const seconds = message.sessionTimeMs / 1000;
    if (!(Math.abs(seconds) < 1e7)) return "values";
    const last = this.realtime;
    if (last) {
      if (last.eventIndex !== message.eventIndex || last.sessionIndex !== message.sessionIndex) return "next";
      if (last.sessionType !== message.sessionType) return "next";
      const fell = seconds < last.sessionTimeMs / 1000 - RESTART_S;
      if ((fell && last.phase >= PHASE.session) || (last.phase > PHASE.session && message.phase <= PHASE.session))
        return "next";
      if (seconds + this.base < this.time) this.base = this.time - seconds;
    }
    this.realtime = message;
    this.time = seconds + this.base;
    this.arrival = arrival;
    this.frames++;
    this.over = message.phase >= PHASE.postSession;
    this.reportFacts();
    return "ok";
  }

  private takeCar(message: CarUpdate, arrival: number): "ok" | "values" {
    const {realtime} = this;
    const {spline, worldX, worldY, speedKmh, laps} = message;
    const plausible = spline >= -0.01 && spline <= 1.01 && Math.abs(worldX) < 1e6 && Math.abs(worldY) < 1e6;
    if (!plausible || speedKmh > 1000 || laps >= MAX_LAPS) return "values";
    if (!realtime || realtime.replay) return "ok";
    const state = this.car(message.carIndex);
    if (!state) return "values";
    const late = state.frame === this.frames ? Math.max(0, arrival - this.arrival) : 0;
    state.frame = this.frames;
    state.time = Math.max(state.time, this.time + (Number.isFinite(late) ? late : 0));
    if (state.driverIndex !== message.driverIndex) {
      state.driverIndex = message.driverIndex;
      this.reportFacts();
    }
    const inPit = message.location === PIT_LANE;
    const finished = state.counter.update({
      time: state.time,
      completedLaps: laps,
      timerMs: runningTime(message.currentLap.lapTimeMs),
      position: spline,
      inPit: false,
      inPitLane: inPit,
      race: realtime.sessionType === RACE,
    });
    state.lapTimes.update(state.time, finished, message.lastLap);
    this.reportRow(state, message, inPit);
    return "ok";
  }

  private reportRow(state: CarState, message: CarUpdate, inPit: boolean): void {
    const {row, track} = this;
    const {counter} = state;
    row.fill(Number.NaN);
    row[AT.sessionTime] = state.time;
    row[AT.lapNumber] = counter.lap;
    row[AT.car] = state.car;
    row[AT.frame] = this.frames;
    row[OVERALL_FRAME] = this.rows++;
    row[AT.currentLapTimeMs] = counter.timerMs;
    row[NORMALIZED_POSITION] = message.spline;
    if (track && track.meters > 0) row[AT.lapDistance] = counter.share * track.meters;
    const splits = message.currentLap.splitsMs.map(knownTime);
    row[AT.sector] = Math.min(3, 1 + splits.filter((ms) => ms !== null).length);
    row[AT.sector1TimeMs] = splits[0] ?? Number.NaN;
    row[AT.sector2TimeMs] = splits[1] ?? Number.NaN;
    if (message.position > 0) row[AT.position] = message.position;
    row[AT.worldX] = message.worldX;
    row[AT.worldZ] = message.worldY;
    row[AT.pitStatus] = inPit ? 1 : 0;
    row[AT.lapInvalid] = message.currentLap.isInvalid ? 1 : 0;
    row[AT.lastLapTimeMs] = knownTime(message.lastLap.lapTimeMs) ?? Number.NaN;
    const best = knownTime(message.bestSessionLap.lapTimeMs);
    row[AT.bestLapTimeMs] = best ?? Number.NaN;
    // without a best lap the delta has no reference
    if (best !== null) row[AT.deltaToBestMs] = message.deltaMs;
    row[AT.speedKmh] = message.speedKmh;
    row[AT.gear] = message.gear + 2 - this.gearPlus;
    this.sink.row(state.car, row);
  }

  private takeEntry(entry: EntryCar): "ok" | "values" {
    const state = this.car(entry.carIndex);
    if (!state) return "values";
    state.entry = entry;
    if (state.driverIndex < 0) state.driverIndex = entry.currentDriverIndex;
    this.reportFacts();
    return "ok";
  }

  private takeEvent({event, timeMs, carIndex}: BroadcastEvent): "ok" {
    if (event === 0 || LAP_EVENTS.includes(event)) return "ok";
    const car = this.cars.get(carIndex)?.car;
    this.sink.event({
      code: accEventName(event),
      sessionTime: this.time,
      details: {timeMs},
      ...(car !== undefined && {car}),
    });
    return "ok";
  }

  private car(index: number): CarState | undefined {
    let state = this.cars.get(index);
    if (state || this.cars.size >= MAX_CARS) return state;
    const car = this.cars.size;
    state = {
      car,
      counter: new LapCounter(),
      lapTimes: new AccLapTimes((facts) => this.sink.lap(car, facts)),
      entry: null,
      driverIndex: -1,
      frame: -1,
      time: 0,
    };
    this.cars.set(index, state);
    return state;
  }

  private reportFacts(): void {
    const {realtime, track} = this;
    const facts = accSessionFacts(realtime, track, this.cars.values());
    const key = JSON.stringify(facts);
    if (key === this.lastFacts) return;
    this.lastFacts = key;
    this.sink.facts(facts);
  }
}
