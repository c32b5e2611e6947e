import {DriveSession} from "../../src/core/sim/games/driveSession.js";
import type {SimCar, SimSession} from "../../src/core/sim/games/simSession.js";
import {Simulation, type SimulationOptions} from "../../src/core/sim/simulation.js";
import type {LapTiming} from "../../src/core/sim/timing.js";

/** State of a car, for games whose datagrams are written by hand. */
export interface DriveState {
  /** ms since the session began */
  timeMs: number;
  timing: LapTiming;
  lengthM: number;
  /** position along the lap, 0–1 */
  share: number;
  speedKmh: number;
  gear: number;
  rpm: number;
  throttle: number;
  brake: number;
  /** −1…1, right positive */
  steering: number;
  x: number;
  z: number;
  /** ms of the running lap; from the session's start before the line is first crossed */
  lapMs: number;
}

/** A car alone, in steps of a hundredth of a second. */
export class Drive {
  readonly session: DriveSession;
  topSpeedKmh = 0;
  steps = 0;

  constructor(options: SimulationOptions = {}) {
    this.session = new DriveSession(new Simulation({track: "spielberg", laps: 2, runUpM: 400, ...options}));
  }

  get car(): SimCar {
    return this.session.cars[0];
  }

  get timing(): LapTiming {
    return this.car.timing;
  }

  get done(): boolean {
    return this.session.done;
  }

  /** s */
  get time(): number {
    return this.session.time;
  }

  step(): DriveState {
    const {session} = this;
    session.advance(++this.steps / 100);
    const {car, timing, lapMs} = this.car;
    const {lengthM} = session.circuit;
    const speedKmh = Math.fround(3.6 * car.v);
    this.topSpeedKmh = Math.max(this.topSpeedKmh, speedKmh);
    return {
      ...{timeMs: 10 * this.steps, timing, lengthM, lapMs, speedKmh, x: car.x, z: car.z},
      share: car.lapPosition / lengthM,
      ...{gear: car.gear, rpm: Math.round(car.rpm), throttle: car.throttle, brake: car.brake},
      steering: Math.max(-1, Math.min(1, -car.frontAngle / car.vehicle.steeringLock)),
    };
  }
}

/** A drive after its first step. */
export function begun(): Drive {
  const drive = new Drive();
  drive.step();
  return drive;
}

/** Cars without each other's influence, as one session. */
export function together(drives: readonly Drive[]): SimSession {
  const [{session}] = drives;
  const cars = drives.map(({car}, slot) =>
    Object.assign(car, {slot, raceNumber: 10 + slot, position: slot + 1, name: `Ada Lovelace${slot}`}),
  );
  return new Proxy(session, {
    get(of, key) {
      if (key === "cars") return cars;
      if (key === "done") return drives.every(({done}) => done);
      return Reflect.get(of, key, of);
    },
  });
}
