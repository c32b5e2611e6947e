import type {Race} from "./race.js";

/** Columns of a state: a value a car, by slot. SI; wheels are RL, RR, FL, FR, four values a car. */
const FLOATS = [
  ...["x", "y", "z", "velocityX", "velocityZ", "yaw", "pitch", "roll", "speed", "rpm"],
  ...["throttle", "brake", "steer", "accelerationAlong", "accelerationLeft", "lapPosition", "distance", "offset"],
  ...["fuel", "ersStore", "gapToFront", "gapToLeader", "wingDamage"],
] as const;
const WHOLES = [
  ...[
    "gear",
    "lap",
    "sector",
    "position",
    "gridPosition",
    "currentLapMs",
    "lastLapMs",
    "bestLapMs",
    "sector1Ms",
    "sector2Ms",
  ],
  ...["valid", "status", "pit", "stops", "drs", "flag", "compound", "tyreAge", "lapsDone"],
] as const;
const WHEELS = [
  "tyreSurface",
  "tyreInner",
  "tyrePressure",
  "tyreWear",
  "brakeTemperature",
  "slipRatio",
  "slipAngle",
  "load",
] as const;

/** 0 waits on the grid, 1 races, 2 is stopping, 3 has retired, 4 has finished. */
export const STATUS = ["grid", "running", "stopping", "retired", "finished"] as const;

export type RaceState = Record<(typeof FLOATS)[number] | (typeof WHEELS)[number], Float64Array> &
  Record<(typeof WHOLES)[number], Int32Array> & {
    cars: number;
    /** session time, s */
    time: number;
    /** 0 none, 1 full, 2 virtual */
    safetyCar: number;
    /** by marshal zone: 0 none, 3 yellow */
    zones: Int8Array;
    chequered: boolean;
    /** 0–1; °C */
    rain: number;
    wetness: number;
    roadTemperature: number;
    airTemperature: number;
  };

/** An empty state of so many cars. */
export function createRaceState(cars: number): RaceState {
  const state: Record<string, unknown> = {
    ...{cars, time: 0, safetyCar: 0, zones: new Int8Array(20), chequered: false},
    ...{rain: 0, wetness: 0, roadTemperature: 0, airTemperature: 0},
  };
  for (const name of FLOATS) state[name] = new Float64Array(cars);
  for (const name of WHOLES) state[name] = new Int32Array(cars);
  for (const name of WHEELS) state[name] = new Float64Array(cars * 4);
  return state as RaceState;
}

/**
 * What any sender needs of a race at its present time, as columns: fills `out` and returns it. Read it after `race.advance(time)`.
 * Steering is −1 … 1, positive right; yaw grows to the left, 0 along +Z; pit is 0 on the road, 1 in the lane, 2 standing.
 */
export function readState(race: Race, out: RaceState): RaceState {
  const {control, weather, time} = race;
  out.time = time;
  out.safetyCar = control.safetyCarStatus;
  out.zones.set(control.zones);
  out.chequered = control.chequered;
  out.rain = weather.rain;
  out.wetness = weather.wetness;
  out.roadTemperature = weather.roadTemperature;
  out.airTemperature = weather.airTemperature;
  for (const racer of race.racers) {
    const {index: i, car, timing, pit} = racer;
    const {laps} = timing;
    out.x[i] = car.x;
    out.y[i] = car.vehicle.cogHeight;
    out.z[i] = car.z;
    out.velocityX[i] = car.v * Math.sin(car.course);
    out.velocityZ[i] = car.v * Math.cos(car.course);
    out.yaw[i] = car.yaw;
    out.pitch[i] = 0;
    out.roll[i] = 0;
    out.speed[i] = car.v;
    out.rpm[i] = car.rpm;
    out.throttle[i] = car.throttle;
    out.brake[i] = car.brake;
    out.steer[i] = Math.max(-1, Math.min(1, -car.frontAngle / car.vehicle.steeringLock));
    out.accelerationAlong[i] = car.along;
    out.accelerationLeft[i] = car.left;
    out.lapPosition[i] = car.lapPosition;
    out.distance[i] = car.distance;
    out.offset[i] = car.offset;
    out.fuel[i] = car.fuel;
    out.ersStore[i] = car.ers.store;
    out.wingDamage[i] = racer.wingDamage;
    const ahead = race.order.list[racer.position - 2];
    out.gapToFront[i] = ahead ? race.gap(ahead, racer) : 0;
    out.gapToLeader[i] = ahead ? race.gap(race.order.list[0], racer) : 0;
    out.gear[i] = car.gear;
    out.lap[i] = timing.lap;
    out.lapsDone[i] = laps.length;
    out.sector[i] = timing.sector;
    out.position[i] = racer.position;
    out.gridPosition[i] = racer.gridPosition;
    out.currentLapMs[i] = timing.started ? Math.max(0, Math.floor(time * 1000 - timing.lapStartMs)) : 0;
    out.lastLapMs[i] = laps.at(-1)?.lapTimeMs ?? 0;
    out.bestLapMs[i] = timing.best()?.lapTimeMs ?? 0;
    out.sector1Ms[i] = timing.sectorTimesMs[0];
    out.sector2Ms[i] = timing.sectorTimesMs[1];
    out.valid[i] = timing.valid ? 1 : 0;
    out.status[i] = STATUS.indexOf(racer.status);
    out.pit[i] = pit === null || pit.phase === "called" ? 0 : pit.phase === "box" ? 2 : 1;
    out.stops[i] = racer.stops;
    out.drs[i] = racer.drsOpen ? 1 : 0;
    out.flag[i] = racer.flag;
    out.compound[i] = racer.compound.visual;
    out.tyreAge[i] = racer.tyreAge();
    for (let w = 0; w < 4; w++) {
      const k = 4 * i + w;
      out.tyreSurface[k] = car.tyres.surface[w];
      out.tyreInner[k] = car.tyres.inner[w];
      out.tyrePressure[k] = car.tyres.pressure(w);
      out.tyreWear[k] = car.tyres.wear[w];
      out.brakeTemperature[k] = car.tyres.brake[w];
      out.slipRatio[k] = car.slipRatio[w];
      out.slipAngle[k] = car.slipAngle[w];
      out.load[k] = car.loads.wheel[w];
    }
  }
  return out;
}
