import type {PacketColumns} from "../../games/f1/columns.js";
import {writeText} from "../../games/f1/text.js";
import {fillStatus, fillTelemetry} from "../f1Frame.js";
import {fillTiming, splitTime} from "../f1Laps.js";
import {fillParticipants, fillSession} from "../f1Session.js";
import type {Compound} from "../tyres.js";
import {classification, gapTo} from "./order.js";
import type {Race} from "./race.js";
import {MARSHAL_ZONES} from "./raceControl.js";
import type {Racer, RacerStatus} from "./racer.js";
import {weatherId} from "./weather.js";

/** Race in the numbering of format 2024 and later. */
const RACE = 15;
/** "custom team" in the games' list, for all cars: no real team */
const CUSTOM_TEAM = 104;
const RESULT: Record<RacerStatus, number> = {grid: 2, running: 2, stopping: 2, retired: 7, finished: 3};
const POINTS = [25, 18, 15, 12, 10, 8, 6, 4, 2, 1];
const FORECAST_MIN = [0, 5, 10, 15, 30, 45, 60];

/** The session packet of a race: weather and forecast, safety car, flags by marshal zone, distance. */
export function fillRaceSession(columns: PacketColumns, race: Race, time: number): void {
  const {weather, control, circuit} = race;
  fillSession(columns, circuit.description, race.racers[0].car);
  columns.weather[0] = weather.id;
  columns.trackTemperature[0] = Math.round(weather.roadTemperature);
  columns.airTemperature[0] = Math.round(weather.airTemperature);
  columns.totalLaps[0] = race.laps;
  columns.sessionType[0] = columns.weekendStructure[0] = RACE;
  columns.sessionDuration[0] = columns.sessionTimeLeft[0] = Math.min(65535, 7200);
  columns.sessionTimeLeft[0] = Math.max(0, 7200 - Math.round(time));
  columns.numMarshalZones[0] = MARSHAL_ZONES;
  for (let zone = 0; zone < MARSHAL_ZONES; zone++) {
    columns.marshalZoneStart[zone] = zone / MARSHAL_ZONES;
    columns.marshalZoneFlag[zone] = control.zones[zone];
  }
  columns.safetyCarStatus[0] = control.safetyCarStatus;
  columns.numSafetyCarPeriods[0] = control.safetyCars;
  columns.numVirtualSafetyCarPeriods[0] = control.virtualSafetyCars;
  columns.numRedFlagPeriods[0] = control.redFlags;
  columns.numWeatherForecastSamples[0] = FORECAST_MIN.length;
  for (const [i, minutes] of FORECAST_MIN.entries()) {
    const rain = weather.rainAt(time + minutes * 60);
    columns.forecastSessionType[i] = RACE;
    columns.forecastTimeOffset[i] = minutes;
    columns.forecastWeather[i] = weatherId(rain);
    columns.forecastTrackTemperature[i] = Math.round(weather.roadTemperature);
    columns.forecastTrackTemperatureChange[i] = columns.forecastAirTemperatureChange[i] = 2;
    columns.forecastAirTemperature[i] = Math.round(weather.airTemperature);
    columns.forecastRainPercentage[i] = Math.round(100 * rain);
  }
  columns.carDamage[0] = columns.safetyCar[0] = columns.redFlags[0] = 2;
  columns.collisions[0] = 2;
  columns.sessionLength[0] = 3;
}

/** The participants packet; drivers are named by numbers. */
export function fillRaceParticipants(columns: PacketColumns, race: Race, player: number): void {
  fillParticipants(columns, race.racers.length, "");
  const nameBytes = columns.name.length / columns.raceNumber.length;
  for (const {index, entrant} of race.racers) {
    columns.aiControlled[index] = index === player ? 0 : 1;
    columns.teamId[index] = CUSTOM_TEAM;
    columns.raceNumber[index] = entrant.raceNumber;
    writeText(columns.name as Uint8Array, index, nameBytes, entrant.name);
    const hue = (index * 67) % 255;
    columns.liveryColours.set([hue, (hue + 90) % 255, (hue + 180) % 255], index * 12);
  }
}

/** Lap data of all cars at session time `time`, s, which is `back` seconds before the cars' states. */
export function fillRaceLapData(columns: PacketColumns, race: Race, time: number, back: number): void {
  const {order, racers, control} = race;
  const leader = order.list[0];
  for (const racer of racers) {
    const {index: slot, car, timing, pit} = racer;
    const moving = racer.active;
    const distance = car.distance - (moving ? car.distanceRate * back : 0);
    const ahead = order.list[racer.position - 2];
    fillTiming(columns, slot, timing, racer.trap, time, distance);
    const still = racer.status === "running" || racer.status === "finished";
    splitTime(columns, "deltaToCarInFront", slot, still && ahead ? gapMs(ahead, racer, time) : 0);
    splitTime(columns, "deltaToRaceLeader", slot, still && racer !== leader ? gapMs(leader, racer, time) : 0);
    columns.lapDistance[slot] = distance < 0 ? distance : Math.max(0, distance - (timing.lap - 1) * timing.lengthM);
    columns.safetyCarDelta[slot] = control.slow ? racer.safetyCarDelta : 0;
    columns.carPosition[slot] = racer.position;
    columns.pitStatus[slot] = !inLane(racer, race) ? 0 : pit?.phase === "box" ? 2 : 1;
    columns.numPitStops[slot] = racer.stops;
    columns.penalties[slot] = racer.penaltySeconds;
    columns.totalWarnings[slot] = columns.cornerCuttingWarnings[slot] = Math.min(255, racer.warnings);
    columns.gridPosition[slot] = racer.gridPosition;
    columns.driverStatus[slot] = racer.status === "retired" ? 0 : 4;
    columns.resultStatus[slot] = RESULT[racer.status];
    const timed = pit !== null && pit.entered > 0;
    columns.pitLaneTimerActive[slot] = timed ? 1 : 0;
    columns.pitLaneTimeInLaneInMS[slot] = timed ? Math.min(65535, Math.round((time - pit.entered) * 1000)) : 0;
    columns.pitStopTimerInMS[slot] =
      pit?.phase === "box" ? Math.min(65535, Math.max(0, Math.round((time - pit.stopped) * 1000))) : 0;
  }
}

function inLane({pit, car}: Racer, {lane}: Race): boolean {
  return pit !== null && pit.phase !== "called" && lane.place(car.lapPosition) < lane.exit;
}

/** ms; 0 when not known, at most the hour that the packet can hold */
function gapMs(other: Racer, racer: Racer, time: number): number {
  const gap = gapTo(other, racer, time);
  return Number.isFinite(gap) ? Math.min(3_600_000, Math.round(gap * 1000)) : 0;
}

export function fillRaceTelemetry(columns: PacketColumns, racer: Racer, back: number): void {
  const {index: slot, car} = racer;
  fillTelemetry(columns, slot, car, racer.active ? back : 0);
  columns.drs[slot] = racer.drsOpen ? 1 : 0;
  if (!racer.pit || racer.pit.phase === "called") return;
  for (let w = 0, k = slot * 4; w < 4; w++, k++) columns.surfaceType[k] = 0;
}

export function fillRaceStatus(columns: PacketColumns, racer: Racer, race: Race): void {
  const {index: slot} = racer;
  fillStatus(columns, slot, racer.car, true);
  columns.tyresAgeLaps[slot] = racer.tyreAge();
  columns.pitLimiterStatus[slot] = racer.limited(race.lane) ? 1 : 0;
  columns.drsAllowed[slot] = racer.drsAllowed ? 1 : 0;
  // 4 for red, as in the marshal zones and in formats before 2023
  columns.vehicleFIAFlags[slot] = racer.flag;
}

/** The stints of a session history; 255 marks the end of the running one. */
export function fillStints(columns: PacketColumns, {stints}: Racer): void {
  const shown = stints.slice(-8);
  columns.numTyreStints[0] = shown.length;
  for (const [i, {compound, endLap}] of shown.entries()) {
    columns.tyreStintEndLap[i] = endLap ?? 255;
    columns.tyreStintTyreActualCompound[i] = compound.actual;
    columns.tyreStintTyreVisualCompound[i] = compound.visual;
  }
}

/** The tyre sets that a car has used; the last one is fitted. */
export function fillRaceTyreSets(columns: PacketColumns, racer: Racer): void {
  const {stints, car} = racer;
  for (let i = 0; i < 20; i++) {
    const compound: Compound | undefined = stints[i]?.compound;
    const fitted = i === stints.length - 1;
    const worn = fitted ? Math.max(...car.tyres.wear) : 0;
    columns.actualTyreCompound[i] = compound?.actual ?? 0;
    columns.visualTyreCompound[i] = compound?.visual ?? 0;
    columns.wear[i] = Math.round(worn * 100);
    columns.available[i] = compound ? 1 : 0;
    columns.recommendedSession[i] = compound ? RACE : 0;
    columns.lifeSpan[i] = compound ? Math.round((1 - worn) * 20) : 0;
    columns.usableLife[i] = compound ? 20 : 0;
    columns.fitted[i] = fitted ? 1 : 0;
  }
  columns.carIdx[0] = racer.index;
  columns.fittedIdx[0] = Math.min(19, stints.length - 1);
}

/** Positions at the start of each lap: on the grid, then at the line. */
export function fillRacePositions(columns: PacketColumns, {racers}: Race): void {
  const slots = 22;
  const laps = Math.min(50, Math.max(...racers.map(({timing}) => timing.lap)));
  columns.numLaps[0] = laps;
  for (let lap = 0; lap < laps; lap++)
    for (const {index, gridPosition, lapNotes} of racers)
      columns.positionForVehicleIdx[lap * slots + index] =
        lap === 0 ? gridPosition : (lapNotes[lap - 1]?.position ?? 0);
}

/** The final classification packet. */
export function fillClassification(columns: PacketColumns, race: Race): void {
  columns.numCars[0] = race.racers.length;
  for (const [i, racer] of classification(race.racers).entries()) {
    const {index: slot, timing, stints} = racer;
    const finished = racer.status === "finished";
    columns.position[slot] = i + 1;
    columns.numLaps[slot] = timing.laps.length;
    columns.gridPosition[slot] = racer.gridPosition;
    columns.points[slot] = finished ? (POINTS[i] ?? 0) : 0;
    columns.numPitStops[slot] = racer.stops;
    columns.resultStatus[slot] = RESULT[racer.status];
    columns.resultReason[slot] = racer.reason;
    columns.bestLapTimeInMS[slot] = timing.best()?.lapTimeMs ?? 0;
    columns.totalRaceTime[slot] = finished ? racer.endedAt - race.lightsOutAt : 0;
    columns.penaltiesTime[slot] = racer.penaltySeconds;
    columns.numPenalties[slot] = racer.penalties;
    columns.numTyreStints[slot] = Math.min(8, stints.length);
    for (const [k, {compound, endLap}] of stints.slice(-8).entries()) {
      columns.tyreStintsActual[slot * 8 + k] = compound.actual;
      columns.tyreStintsVisual[slot * 8 + k] = compound.visual;
      columns.tyreStintsEndLaps[slot * 8 + k] = endLap ?? 255;
    }
  }
}
