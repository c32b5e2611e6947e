import {Simulation, type SimulationOptions} from "../../src/core/sim/simulation.js";
import {LapTiming} from "../../src/core/sim/timing.js";

/** A car at one time, with the timing that a game keeps of it: what the peers of both games send. */
export interface DriveState {
  /** ms since the session began */
  timeMs: number;
  timing: LapTiming;
  lengthM: number;
  /** along the lap, 0–1 */
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
  velocityX: number;
  velocityZ: number;
  /** ms of the running lap; from the session's start before the line is first crossed */
  lapMs: number;
}

/** A simulated session, hundredth by hundredth of a second. */
export class Drive {
  readonly simulation: Simulation;
  readonly timing: LapTiming;
  topSpeedKmh = 0;

  /** @param race the timer runs from the start on, over the first crossing of the line */
  constructor(
    options: SimulationOptions = {},
    private readonly race = false,
  ) {
    this.simulation = new Simulation({track: "spielberg", laps: 2, runUpM: 400, ...options});
    this.timing = new LapTiming(this.simulation.circuit.lengthM);
  }

  get done(): boolean {
    return this.simulation.done;
  }

  step(): DriveState {
    const {simulation, timing} = this;
    simulation.step();
    for (const {line, time} of simulation.crossings) if (line !== "trap") timing.cross(line, Math.round(1000 * time));
    if (this.race && timing.laps.length === 0) timing.lapStartMs = timing.sectorStartMs = 0;
    const car = simulation.cars[0];
    const {lengthM} = simulation.circuit;
    const timeMs = Math.round(1000 * simulation.time);
    const speedKmh = Math.fround(3.6 * car.v);
    this.topSpeedKmh = Math.max(this.topSpeedKmh, speedKmh);
    return {
      ...{timeMs, timing, lengthM, speedKmh, x: car.x, z: car.z},
      share: (((car.distance / lengthM) % 1) + 1) % 1,
      ...{gear: car.gear, rpm: Math.round(car.rpm), throttle: car.throttle, brake: car.brake},
      steering: Math.max(-1, Math.min(1, -car.frontAngle / car.vehicle.steeringLock)),
      velocityX: car.v * Math.sin(car.course),
      velocityZ: car.v * Math.cos(car.course),
      lapMs: timeMs - (timing.started ? timing.lapStartMs : 0),
    };
  }
}
