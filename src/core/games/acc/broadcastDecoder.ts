import {createRow, NORMALIZED_POSITION, OVERALL_FRAME, rowIndex} from "../../channels/telemetryRow.js";
import {MOST_LAPS} from "../ac/graphics.js";
import {LapCounter} from "../ac/lapCounter.js";
import {timeOf} from "../ac/officialLapTimes.js";
import {SIMULATED_CAR} from "../ac/simulated.js";
import type {RowSink, SessionDecoder} from "../game.js";
import {accCar} from "./cars.js";
import {
  type AccLap,
  accEventName,
  accSessionType,
  type BroadcastEvent,
  type CarUpdate,
  type EntryCar,
  NO_TIME,
  PHASE,
  RACE,
  type Realtime,
  type TrackData,
} from "./messages.js";
import {readMessage} from "./readMessage.js";

/** the catalogue's car is one byte; the game's own indices may be any of two */
const MOST_CARS = 256;
/** the session's clock falls by this much only when it begins anew, s */
const RESTART_S = 2;
/** s for which lastLap may stay behind the count of laps */
const LAG_S = 2;
const PIT_LANE = 2;
/** lap completed, personal best */
const TOLD_BY_LAPS = [5, 7];
const NAMES = [
  ...["sessionTime", "lapNumber", "car", "frame", "currentLapTimeMs", "lapDistance", "sector", "position"],
  ...["worldX", "worldZ", "pitStatus", "lapInvalid", "lastLapTimeMs", "speedKmh", "gear", "sector1TimeMs"],
  ...["sector2TimeMs", "bestLapTimeMs", "deltaToBestMs"],
] as const;
const AT = Object.fromEntries(NAMES.map((name) => [name, rowIndex(name)])) as Record<(typeof NAMES)[number], number>;

interface CarState {
  car: number;
  counter: LapCounter;
  entry: EntryCar | null;
  driverIndex: number;
  /** the realtime update that its last row belongs to */
  frame: number;
  time: number;
  /** the lap that waits for lastLap, and what was told of it */
  finished: {lap: number; at: number; told: string} | null;
  lastLap: string;
  lastLapAt: number;
}

/**
 * Every car of the session, a row for each of its updates. worldPosX and worldPosY are x and z of the catalogue's world: traced by
 * them, and drawn with y down, Imola and Laguna Seca run anticlockwise as they do in reality. yaw is left out: its sign is not
 * known.
 *
 * Session time is the game's own, from the realtime update that precedes the cars' updates; where that one was lost, arrival adds
 * to it. Where the game's clock falls without another session (from one phase to the next) time goes on from where it was.
 */
export class AccBroadcastDecoder implements SessionDecoder {
  over = false;
  private readonly cars = new Map<number, CarState>();
  private readonly row = createRow();
  private realtime: Realtime | null = null;
  private track: TrackData | null = null;
  /** session time of the last realtime update as told, s; its arrival; what was added to the game's clock */
  private time = 0;
  private arrival = 0;
  private base = 0;
  private frames = 0;
  private rows = 0;
  private toldFacts = "";

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
        this.tellFacts();
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
    this.tellFacts();
    return "ok";
  }

  private takeCar(message: CarUpdate, arrival: number): "ok" | "values" {
    const {realtime} = this;
    const {spline, worldX, worldY, speedKmh, laps} = message;
    const sane = spline >= -0.01 && spline <= 1.01 && Math.abs(worldX) < 1e6 && Math.abs(worldY) < 1e6;
    if (!sane || speedKmh > 1000 || laps >= MOST_LAPS) return "values";
    // what is shown from a replay is not driven now
    if (!realtime || realtime.replay) return "ok";
    const state = this.car(message.carIndex);
    if (!state) return "values";
    const late = state.frame === this.frames ? Math.max(0, arrival - this.arrival) : 0;
    state.frame = this.frames;
    state.time = Math.max(state.time, this.time + (Number.isFinite(late) ? late : 0));
    if (state.driverIndex !== message.driverIndex) {
      state.driverIndex = message.driverIndex;
      this.tellFacts();
    }
    const inPit = message.location === PIT_LANE;
    const finished = state.counter.update({
      ...{time: state.time, completedLaps: laps, position: spline, inPit: false, inPitLane: inPit},
      timerMs: runningTime(message.currentLap.lapTimeMs),
      race: realtime.sessionType === RACE,
    });
    this.tellLap(state, finished, message.lastLap);
    this.tellRow(state, message, inPit);
    return "ok";
  }

  private tellRow(state: CarState, message: CarUpdate, inPit: boolean): void {
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
    // splits of the running lap are those of its finished sectors
    const splits = message.currentLap.splitsMs.map(timeOf);
    row[AT.sector] = Math.min(3, 1 + splits.filter((ms) => ms !== null).length);
    row[AT.sector1TimeMs] = splits[0] ?? Number.NaN;
    row[AT.sector2TimeMs] = splits[1] ?? Number.NaN;
    if (message.position > 0) row[AT.position] = message.position;
    row[AT.worldX] = message.worldX;
    row[AT.worldZ] = message.worldY;
    row[AT.pitStatus] = inPit ? 1 : 0;
    row[AT.lapInvalid] = message.currentLap.isInvalid ? 1 : 0;
    row[AT.lastLapTimeMs] = timeOf(message.lastLap.lapTimeMs) ?? Number.NaN;
    const best = timeOf(message.bestSessionLap.lapTimeMs);
    row[AT.bestLapTimeMs] = best ?? Number.NaN;
    // of a car without a best lap it is time against nothing
    if (best !== null) row[AT.deltaToBestMs] = message.deltaMs;
    row[AT.speedKmh] = message.speedKmh;
    row[AT.gear] = message.gear + 2 - this.gearPlus;
    this.sink.row(state.car, row);
  }

  /** lastLap is the game's word on the lap last finished; it may come an update before the count of laps moves, or after. */
  private tellLap(state: CarState, finished: number | null, lap: AccLap): void {
    const said = JSON.stringify(lap);
    const {time} = state;
    if (said !== state.lastLap) {
      state.lastLapAt = state.lastLap === "" ? Number.NEGATIVE_INFINITY : time;
      state.lastLap = said;
    }
    if (finished !== null) state.finished = {lap: finished, at: time, told: ""};
    const open = state.finished;
    if (!open) return;
    const late = time - open.at >= LAG_S;
    if (late) state.finished = null;
    if ((!late && state.lastLapAt < open.at - LAG_S) || open.told === said) return;
    open.told = said;
    const [first, second, third] = lap.splitsMs.length === 3 ? lap.splitsMs.map(timeOf) : [];
    this.sink.lap(state.car, {
      ...{lap: open.lap, lapTimeMs: timeOf(lap.lapTimeMs), valid: !lap.isInvalid},
      ...{sector1Ms: first ?? null, sector2Ms: second ?? null, sector3Ms: third ?? null},
      ...(lap.isOutLap && {complete: false}),
    });
  }

  private takeEntry(entry: EntryCar): "ok" | "values" {
    const state = this.car(entry.carIndex);
    if (!state) return "values";
    state.entry = entry;
    if (state.driverIndex < 0) state.driverIndex = entry.currentDriverIndex;
    this.tellFacts();
    return "ok";
  }

  private takeEvent({event, timeMs, carIndex}: BroadcastEvent): "ok" {
    // the cars' updates tell laps with their sectors
    if (event === 0 || TOLD_BY_LAPS.includes(event)) return "ok";
    const car = this.cars.get(carIndex)?.car;
    this.sink.event({
      ...{code: accEventName(event), sessionTime: this.time, details: {timeMs}},
      ...(car !== undefined && {car}),
    });
    return "ok";
  }

  private car(index: number): CarState | undefined {
    let state = this.cars.get(index);
    if (state || this.cars.size >= MOST_CARS) return state;
    state = {
      ...{car: this.cars.size, counter: new LapCounter(), entry: null, driverIndex: -1, frame: -1, time: 0},
      ...{finished: null, lastLap: "", lastLapAt: Number.NEGATIVE_INFINITY},
    };
    this.cars.set(index, state);
    return state;
  }

  private tellFacts(): void {
    const {realtime, track} = this;
    const facts = {
      ...{game: "Assetto Corsa Competizione", gameVersion: ""},
      ...(realtime && {
        simulated: realtime.cameraSet === SIMULATED_CAR,
        type: accSessionType(realtime.sessionType),
        weather: weatherOf(realtime),
        airTempC: realtime.ambientTempC,
        trackTempC: realtime.trackTempC,
      }),
      ...(track && {track: {id: -1, name: track.name, lengthM: Math.max(0, track.meters), sectorStartsM: null}}),
      drivers: [...this.cars.values()].flatMap(({car, entry, driverIndex}) => {
        if (!entry) return [];
        const {firstName = "", lastName = ""} = entry.drivers[driverIndex] ?? entry.drivers[0] ?? {};
        const name = `${firstName} ${lastName}`.trim() || `car ${entry.raceNumber}`;
        const team = entry.teamName || (accCar(entry.model)?.name ?? "");
        return [{car, name, team, raceNumber: entry.raceNumber, ai: false, restricted: false}];
      }),
    };
    const key = JSON.stringify(facts);
    if (key === this.toldFacts) return;
    this.toldFacts = key;
    this.sink.facts(facts);
  }
}

function runningTime(ms: number): number {
  return ms >= 0 && ms < NO_TIME ? ms : Number.NaN;
}

function weatherOf({rain, clouds}: Realtime): string | null {
  if (Number.isNaN(rain)) return null;
  if (rain > 0.5) return "heavy rain";
  if (rain > 0) return "light rain";
  return clouds > 0.6 ? "overcast" : clouds > 0.2 ? "light cloud" : "clear";
}
