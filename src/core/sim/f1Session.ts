import type {PacketColumns} from "../games/f1/columns.js";
import {writeText} from "../games/f1/text.js";
import type {CircuitDescription} from "../track/circuit.js";
import type {Car} from "./car.js";

/** Time trial in the numbering of format 2024 and later. */
const TIME_TRIAL = 18;
/** "F1 generic" in the games' list */
export const TEAM_ID = 41;
/** first word of the driver names: no real person drove */
export const DRIVER_NAME = "Simulated";
const UNKNOWN_PLATFORM = 255;

/** The session packet: circuit, weather, a time trial's rules. */
export function fillSession(columns: PacketColumns, circuit: CircuitDescription, car: Car): void {
  columns.trackTemperature[0] = Math.round(car.roadTemperature);
  columns.airTemperature[0] = Math.round(car.airTemperature);
  columns.totalLaps[0] = 1; // as the games send in a time trial
  columns.trackLength[0] = Math.round(circuit.lengthM);
  columns.sessionType[0] = TIME_TRIAL;
  columns.trackId[0] = circuit.f1TrackId;
  columns.pitSpeedLimit[0] = circuit.pitSpeedLimitKmh;
  columns.spectatorCarIndex[0] = 255;
  columns.gearboxAssist[0] = 3;
  columns.gameMode[0] = 5;
  columns.ruleSet[0] = 2;
  columns.timeOfDay[0] = 14 * 60;
  columns.speedUnitsLeadPlayer[0] = columns.speedUnitsSecondaryPlayer[0] = 1;
  columns.surfaceType[0] = 1;
  columns.tyreTemperature[0] = 1;
  columns.numSessionsInWeekend[0] = 1;
  columns.weekendStructure[0] = TIME_TRIAL;
  [columns.sector2LapDistanceStart[0], columns.sector3LapDistanceStart[0]] = circuit.sectorStartsM;
}

/** The participants packet; the names mark the drivers as simulated. */
export function fillParticipants(columns: PacketColumns, cars: number, driver: string): void {
  columns.numActiveCars[0] = cars;
  const nameBytes = columns.name.length / columns.raceNumber.length;
  for (let slot = 0; slot < cars; slot++) {
    columns.driverId[slot] = 255;
    columns.teamId[slot] = TEAM_ID;
    columns.raceNumber[slot] = slot + 1;
    columns.nationality[slot] = 10;
    const name = `${DRIVER_NAME} ${driver}${cars === 1 ? "" : ` ${slot + 1}`}`;
    writeText(columns.name as Uint8Array, slot, nameBytes, name);
    columns.yourTelemetry[slot] = 1;
    columns.platform[slot] = UNKNOWN_PLATFORM;
    columns.numColours[slot] = 1;
    columns.liveryColours.set([90, 110, 130], slot * 12);
  }
}

/** set-up values that the vehicle model does not have: middle of the games' ranges */
const SETUP = {
  frontWing: 25,
  rearWing: 20,
  onThrottle: 50,
  offThrottle: 45,
  frontSuspension: 30,
  rearSuspension: 10,
  frontAntiRollBar: 8,
  rearAntiRollBar: 6,
  frontSuspensionHeight: 22,
  rearSuspensionHeight: 45,
};

/** The car set-up of one car. */
export function fillSetups(columns: PacketColumns, slot: number, car: Car): void {
  for (const [name, value] of Object.entries(SETUP)) columns[name][slot] = value;
  columns.frontCamber[slot] = -3;
  columns.rearCamber[slot] = -1.2;
  columns.brakePressure[slot] = 100;
  columns.brakeBias[slot] = 55;
  columns.engineBraking[slot] = 50;
  columns.rearLeftTyrePressure[slot] = columns.rearRightTyrePressure[slot] = car.tyres.coldPressure[0];
  columns.frontLeftTyrePressure[slot] = columns.frontRightTyrePressure[slot] = car.tyres.coldPressure[1];
  columns.fuelLoad[slot] = car.fuel;
}

/** The tyre sets of one car: only the fitted one. */
export function fillTyreSets(columns: PacketColumns, slot: number, car: Car): void {
  const {compound, wear} = car.tyres;
  const worn = Math.max(...wear);
  columns.carIdx[0] = slot;
  columns.actualTyreCompound[0] = compound.actual;
  columns.visualTyreCompound[0] = compound.visual;
  columns.wear[0] = Math.round(worn * 100);
  columns.available[0] = 1;
  columns.recommendedSession[0] = TIME_TRIAL;
  columns.lifeSpan[0] = Math.round((1 - worn) * 20);
  columns.usableLife[0] = 20;
  columns.fitted[0] = 1;
}

/** The damage of one car: tyre wear only. */
export function fillDamage(columns: PacketColumns, slot: number, car: Car): void {
  for (let w = 0; w < 4; w++) {
    columns.tyresWear[slot * 4 + w] = car.tyres.wear[w] * 100;
    columns.tyresDamage[slot * 4 + w] = Math.round(car.tyres.wear[w] * 100);
  }
}
