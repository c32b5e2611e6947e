import type {PacketColumns} from "../games/f1/columns.js";
import type {Car} from "./car.js";
import type {LapTiming} from "./timing.js";

/** Fastest speed at the speed trap; lap 255 while there is none. */
export interface SpeedTrap {
  speedKmh: number;
  lap: number;
}

/** The fields of lap data that a car's timing gives at session time `time`, s; `distance`: driven, m. */
export function fillTiming(
  columns: PacketColumns,
  slot: number,
  timing: LapTiming,
  trap: SpeedTrap,
  time: number,
  distance: number,
): void {
  const {laps, sectorTimesMs} = timing;
  columns.lastLapTimeInMS[slot] = laps.at(-1)?.lapTimeMs ?? 0;
  columns.currentLapTimeInMS[slot] = timing.started ? Math.max(0, Math.floor(time * 1000 - timing.lapStartMs)) : 0;
  splitTime(columns, "sector1Time", slot, sectorTimesMs[0]);
  splitTime(columns, "sector2Time", slot, sectorTimesMs[1]);
  columns.totalDistance[slot] = distance;
  columns.currentLapNum[slot] = timing.lap;
  columns.sector[slot] = timing.sector;
  columns.currentLapInvalid[slot] = timing.valid ? 0 : 1;
  columns.speedTrapFastestSpeed[slot] = trap.speedKmh;
  columns.speedTrapFastestLap[slot] = trap.lap;
}

/** Writes a time, ms, as whole minutes and the rest. */
export function splitTime(columns: PacketColumns, name: string, slot: number, ms: number): void {
  columns[`${name}MSPart`][slot] = ms % 60_000;
  columns[`${name}MinutesPart`][slot] = Math.floor(ms / 60_000);
}

/** Lap data of one car that drives alone, at session time `time`, s, which is `back` seconds before the car's state. */
export function fillLapData(
  columns: PacketColumns,
  slot: number,
  car: Car,
  timing: LapTiming,
  trap: SpeedTrap,
  time: number,
  back: number,
): void {
  const distance = car.distance - car.distanceRate * back;
  const inLap = distance - (timing.lap - 1) * timing.lengthM;
  fillTiming(columns, slot, timing, trap, time, distance);
  columns.lapDistance[slot] = timing.started ? Math.max(0, inLap) : Math.min(-1e-3, distance);
  columns.carPosition[slot] = columns.gridPosition[slot] = slot + 1;
  columns.driverStatus[slot] = 1; // flying lap, as the games send during the run-up of a time trial too
  columns.resultStatus[slot] = 2;
}

/** The session history of one car: finished laps and the running one. */
export function fillHistory(columns: PacketColumns, slot: number, car: Car, timing: LapTiming): void {
  const {laps} = timing;
  // the packet has room for 100 laps
  const shown = Math.min(100, laps.length + 1);
  const best = [0, 0, 0, 0];
  const bestMs = [Infinity, Infinity, Infinity, Infinity];
  for (let i = 0; i < shown; i++) {
    const lap = laps[i];
    const times = lap ? lap.sectorTimesMs : [timing.sectorTimesMs[0], timing.sectorTimesMs[1], 0];
    columns.lapHistoryLapTimeInMS[i] = lap ? lap.lapTimeMs : 0;
    for (let k = 0; k < 3; k++) splitTime(columns, `lapHistorySector${k + 1}Time`, i, times[k]);
    columns.lapHistoryLapValidBitFlags[i] = (lap ? lap.valid : timing.valid) ? 15 : 0;
    if (!lap?.valid) continue;
    const of = [lap.lapTimeMs, ...lap.sectorTimesMs];
    for (let k = 0; k < 4; k++) if (of[k] < bestMs[k]) [best[k], bestMs[k]] = [lap.lap, of[k]];
  }
  columns.carIdx[0] = slot;
  columns.numLaps[0] = shown;
  columns.numTyreStints[0] = 1;
  [
    columns.bestLapTimeLapNum[0],
    columns.bestSector1LapNum[0],
    columns.bestSector2LapNum[0],
    columns.bestSector3LapNum[0],
  ] = best;
  columns.tyreStintEndLap[0] = 255;
  columns.tyreStintTyreActualCompound[0] = car.tyres.compound.actual;
  columns.tyreStintTyreVisualCompound[0] = car.tyres.compound.visual;
}

/** The time trial packet: the session's best lap is also the personal best; no rival. */
export function fillTimeTrial(columns: PacketColumns, teamId: number, timing: LapTiming): void {
  const best = timing.best();
  for (let set = 0; set < 2; set++) {
    columns.teamId[set] = teamId;
    columns.tractionControl[set] = 1;
    columns.gearboxAssist[set] = 3;
    columns.antiLockBrakes[set] = 1;
    columns.lapTimeInMS[set] = best?.lapTimeMs ?? 0;
    columns.sector1TimeInMS[set] = best?.sectorTimesMs[0] ?? 0;
    columns.sector2TimeInMS[set] = best?.sectorTimesMs[1] ?? 0;
    columns.sector3TimeInMS[set] = best?.sectorTimesMs[2] ?? 0;
    columns.valid[set] = best ? 1 : 0;
  }
}

/** Position of each car at the start of each lap so far. */
export function fillLapPositions(columns: PacketColumns, cars: number, timings: readonly LapTiming[]): void {
  const slots = 22;
  const laps = Math.min(50, Math.max(...timings.map((timing) => timing.lap)));
  columns.numLaps[0] = laps;
  for (let lap = 0; lap < laps; lap++) {
    for (let c = 0; c < cars; c++) columns.positionForVehicleIdx[lap * slots + c] = c + 1;
  }
}
