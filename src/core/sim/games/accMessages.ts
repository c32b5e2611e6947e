import {NO_TIME} from "../../games/ac/lapTime.js";
import {SIMULATED_CAR} from "../../games/ac/simulated.js";
import {PHASE} from "../../games/acc/messages.js";
import type {AccLap, CarUpdate, EntryCar, TrackData} from "../../games/acc/readMessage.js";
import type {LapRecord} from "../timing.js";
import {accCarIndex} from "./accNumbers.js";
import type {CarLocation, SimCar, SimSession} from "./simSession.js";

/** The drivers who share a car, and the index of the present one. */
export interface Crew {
  names: string[];
  current: number;
}

/** the game's number of the phase before the lights go out */
const PRE_SESSION = 4;
const LOCATION: Record<CarLocation, number> = {road: 1, lane: 2, box: 2, entry: 3, exit: 4};
/** car model and driver category in the game's lists */
const MODEL = 30;
const SILVER = 2;

/** The game's number of a session's phase. */
export function accPhase({started, chequered, done}: SimSession): number {
  if (done) return PHASE.postSession;
  return !started ? PRE_SESSION : chequered ? PHASE.sessionOver : PHASE.session;
}

export function accTrackData({circuit}: SimSession, connectionId: number, name: string): TrackData {
  return {
    type: "trackData",
    connectionId,
    name,
    id: 0,
    meters: Math.round(circuit.lengthM),
    cameraSets: [{name: SIMULATED_CAR, cameras: ["none"]}],
    hudPages: ["Blank"],
  };
}

/** @param nationalities whether drivers have a nationality, as in later versions of the game */
export function accEntry({slot, raceNumber}: SimCar, crew: Crew, teamName: string, nationalities: boolean): EntryCar {
  return {
    type: "entryCar",
    carIndex: accCarIndex(slot),
    model: MODEL,
    teamName,
    raceNumber,
    cupCategory: 0,
    currentDriverIndex: crew.current,
    nationality: 0,
    drivers: crew.names.map((name) => {
      const [firstName, ...rest] = name.split(" ");
      const lastName = rest.join(" ");
      const driver = {firstName, lastName, shortName: shortName(firstName, lastName), category: SILVER};
      return nationalities ? {...driver, nationality: 0} : driver;
    }),
  };
}

/** `lastLap`: as the game reports it, possibly one update late. */
export function accCarUpdate(simCar: SimCar, crew: Crew, speedKmh: number, lastLap: AccLap): CarUpdate {
  const {slot, car, timing, location, position} = simCar;
  const best = timing.best();
  return {
    type: "car",
    carIndex: accCarIndex(slot),
    driverIndex: crew.current,
    driverCount: crew.names.length,
    gear: car.v < 0.1 && car.throttle === 0 ? 0 : car.gear,
    worldX: car.x,
    worldY: car.z,
    yaw: -car.yaw,
    location: LOCATION[location],
    speedKmh: Math.round(speedKmh),
    position,
    cupPosition: position,
    trackPosition: position,
    spline: car.lapPosition / timing.lengthM,
    laps: timing.laps.length,
    deltaMs: simCar.delta.ms,
    bestSessionLap: best ? accLap(slot, crew, best) : noLap(slot, crew),
    lastLap,
    currentLap: {
      lapTimeMs: simCar.lapMs,
      carIndex: accCarIndex(slot),
      driverIndex: crew.current,
      splitsMs: timing.sectorTimesMs.slice(0, timing.started ? timing.sector : 0),
      isInvalid: !timing.valid,
      isValidForBest: timing.valid,
      isOutLap: !timing.started,
      isInLap: location === "entry",
    },
  };
}

export function accLap(slot: number, crew: Crew, {lapTimeMs, sectorTimesMs, valid}: LapRecord): AccLap {
  return {...noLap(slot, crew), lapTimeMs, splitsMs: sectorTimesMs, isInvalid: !valid, isValidForBest: valid};
}

export function noLap(slot: number, crew: Crew): AccLap {
  return {
    lapTimeMs: NO_TIME,
    carIndex: accCarIndex(slot),
    driverIndex: crew.current,
    splitsMs: [],
    isInvalid: false,
    isValidForBest: true,
    isOutLap: false,
    isInLap: false,
  };
}

function shortName(firstName: string, lastName: string): string {
  const text = /^\d+$/.test(lastName) ? `${firstName.slice(0, 1)}${lastName}` : lastName || firstName;
  return text.slice(0, 3).toUpperCase();
}
