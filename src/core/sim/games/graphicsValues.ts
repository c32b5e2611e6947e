import {type AC_GRAPHICS, type ACC_GRAPHICS, GRAPHICS_CAR_SLOTS} from "../../games/ac/graphicsPage.js";
import {accCarIndex} from "./accNumbers.js";
import {pageTime} from "./lapClock.js";
import {litres} from "./physicsValues.js";
import type {SimCar, SimSession} from "./simSession.js";

type Values = Partial<Record<keyof typeof AC_GRAPHICS.at | keyof typeof ACC_GRAPHICS.at, number | string | number[]>>;

const SESSION = {race: 2, hotlap: 3} as const;
const [BLUE, YELLOW, CHEQUERED] = [1, 2, 5];
const POST_RACE_TIME = 14;
const HOUR_MS = 3_600_000;
/** time of day at the beginning of a session, s */
const TIME_OF_DAY = 14 * 3600;

/** Values of the graphics page that both games have. `none`: the number for an unknown time, ms. */
export function commonGraphics({car, timing, ...player}: SimCar, session: SimSession, none: number): Values {
  const last = timing.laps.at(-1)?.lapTimeMs ?? none;
  const best = timing.best()?.lapTimeMs ?? none;
  const text = (ms: number) => (ms === none ? "-:--:---" : pageTime(ms));
  return {
    session: SESSION[session.kind],
    currentTime: pageTime(player.lapMs),
    lastTime: text(last),
    bestTime: text(best),
    split: pageTime(timing.sectorTimesMs[0] + timing.sectorTimesMs[1]),
    completedLaps: timing.laps.length,
    position: player.position,
    iCurrentTime: player.lapMs,
    iLastTime: last,
    iBestTime: best,
    sessionTimeLeft: Math.max(0, 2 * HOUR_MS - 1000 * session.time),
    distanceTraveled: Math.max(0, car.distance),
    isInPit: +(player.location === "box"),
    numberOfLaps: session.kind === "race" ? session.laps : 0,
    tyreCompound: car.tyres.compound.name,
    replayTimeMultiplier: 1,
    normalizedCarPosition: Math.fround(car.lapPosition / session.circuit.lengthM),
    penaltyTime: player.penaltySeconds,
    isInPitLane: +(player.location !== "road"),
    mandatoryPitDone: +(player.stops > 0),
    flag: flagOf(player),
  };
}

/** Values of the graphics page that only Assetto Corsa has. */
export function acGraphics({car}: SimCar): Values {
  return {carCoordinates: [car.x, car.vehicle.cogHeight, car.z], surfaceGrip: car.roadGrip};
}

/** Values of the graphics page that only ACC has: positions of all cars, flags of the session, gaps. */
export function accGraphics(player: SimCar, session: SimSession): Values {
  const {cars, yellow, rain, wetness} = session;
  const {car, timing, delta} = player;
  const best = timing.best()?.lapTimeMs ?? 0;
  const shown = Math.min(cars.length, GRAPHICS_CAR_SLOTS);
  const coordinates = new Array<number>(3 * shown);
  const ids = new Array<number>(shown);
  for (let i = 0; i < shown; i++) {
    const other = cars[i].car;
    coordinates[3 * i] = other.x;
    coordinates[3 * i + 1] = other.vehicle.cogHeight;
    coordinates[3 * i + 2] = other.z;
    ids[i] = accCarIndex(cars[i].slot);
  }
  return {
    activeCars: shown,
    playerCarID: accCarIndex(player.slot),
    carCoordinates: coordinates,
    carID: ids,
    penalty: player.penaltySeconds > 0 ? POST_RACE_TIME : 0,
    isValidLap: +timing.valid,
    rainTyres: +(car.tyres.compound.name === "wet"),
    Clock: TIME_OF_DAY + session.time,
    iDeltaLapTime: delta.ms,
    isDeltaPositive: +(delta.ms > 0),
    deltaLapTime: pageTime(Math.abs(delta.ms)),
    iEstimatedLapTime: best > 0 ? best + delta.ms : 0,
    fuelXLap: litres(car.fuelPerLap()),
    fuelEstimatedLaps: car.fuel / car.fuelPerLap(),
    iSplit: timing.sectorTimesMs[1] || timing.sectorTimesMs[0],
    currentTyreSet: 1 + player.stops,
    GlobalYellow: +(yellow[0] || yellow[1] || yellow[2] || session.safetyCar > 0),
    GlobalYellow1: +yellow[0],
    GlobalYellow2: +yellow[1],
    GlobalYellow3: +yellow[2],
    GlobalGreen: +(session.started && session.safetyCar === 0 && !session.redFlag),
    GlobalChequered: +session.chequered,
    GlobalRed: +session.redFlag,
    trackGripStatus: wetness > 0.5 ? 5 : wetness > 0.1 ? 4 : 2,
    rainIntensity: rain <= 0.01 ? 0 : 1 + Math.min(3, Math.floor(4 * rain)),
    gapAhead: gap(player.gapAheadMs),
    gapBehind: gap(player.gapBehindMs),
  };
}

function gap(ms: number): number {
  return Number.isFinite(ms) ? Math.round(ms) : 0;
}

function flagOf({flag, finished}: Pick<SimCar, "flag" | "finished">): number {
  if (finished) return CHEQUERED;
  return flag >= 3 ? YELLOW : flag === 2 ? BLUE : 0;
}
