import {SIMULATED_CAR} from "../../games/ac/simulated.js";
import {type AccLap, type CarUpdate, type EntryCar, NO_TIME, PHASE, type TrackData} from "../../games/acc/messages.js";
import type {LapRecord} from "../timing.js";
import {accCarIndex} from "./accNumbers.js";
import type {Place, SimCar, SimSession} from "./simSession.js";

/** Who shares a car, and which of them drives. */
export interface Crew {
  names: string[];
  current: number;
}

/** the phase before the lights go out */
const PRE_SESSION = 4;
const LOCATION: Record<Place, number> = {road: 1, lane: 2, box: 2, entry: 3, exit: 4};
/** of the game's list */
const MODEL = 30;
const SILVER = 2;

/** The phase of a session in the game's numbers. */
export function accPhase({started, chequered, done}: SimSession): number {
  if (done) return PHASE.postSession;
  return !started ? PRE_SESSION : chequered ? PHASE.sessionOver : PHASE.session;
}

export function accTrackData({circuit}: SimSession, connectionId: number, name: string): TrackData {
  return {
    ...{type: "trackData", connectionId, name, id: 0, meters: Math.round(circuit.lengthM)},
    ...{cameraSets: [{name: SIMULATED_CAR, cameras: ["none"]}], hudPages: ["Blank"]},
  };
}

/** @param nationalities drivers carry one, as in later games */
export function accEntry({slot, raceNumber}: SimCar, crew: Crew, teamName: string, nationalities: boolean): EntryCar {
  return {
    ...{type: "entryCar", carIndex: accCarIndex(slot), model: MODEL, teamName, raceNumber, cupCategory: 0},
    ...{currentDriverIndex: crew.current, nationality: 0},
    drivers: crew.names.map((name) => {
      const [firstName, ...rest] = name.split(" ");
      const lastName = rest.join(" ");
      const driver = {firstName, lastName, shortName: shortName(firstName, lastName), category: SILVER};
      return nationalities ? {...driver, nationality: 0} : driver;
    }),
  };
}

/** `lastLap`: as the game shows it, maybe an update late. */
export function accCarUpdate(each: SimCar, crew: Crew, speedKmh: number, lastLap: AccLap): CarUpdate {
  const {slot, car, timing, place, position} = each;
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
    location: LOCATION[place],
    speedKmh: Math.round(speedKmh),
    position,
    cupPosition: position,
    trackPosition: position,
    spline: car.lapPosition / timing.lengthM,
    laps: timing.laps.length,
    deltaMs: each.delta.ms,
    bestSessionLap: best ? accLap(slot, crew, best) : noLap(slot, crew),
    lastLap,
    currentLap: {
      lapTimeMs: each.lapMs,
      carIndex: accCarIndex(slot),
      driverIndex: crew.current,
      splitsMs: timing.sectorTimesMs.slice(0, timing.started ? timing.sector : 0),
      isInvalid: !timing.valid,
      isValidForBest: timing.valid,
      isOutLap: !timing.started,
      isInLap: place === "entry",
    },
  };
}

export function accLap(slot: number, crew: Crew, {lapTimeMs, sectorTimesMs, valid}: LapRecord): AccLap {
  const lap = noLap(slot, crew);
  lap.lapTimeMs = lapTimeMs;
  lap.splitsMs = sectorTimesMs;
  lap.isInvalid = !valid;
  lap.isValidForBest = valid;
  return lap;
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
