import {DRIVER_NAME} from "../f1Session.js";
import {progressText} from "../progressText.js";
import type {RaceEvent} from "../race/raceEvents.js";
import type {Simulation} from "../simulation.js";
import {LapTiming} from "../timing.js";
import type {Crossing} from "../timingLines.js";
import {SimCar, type SimSession} from "./simSession.js";

/** A car alone as a session of any game: hot laps after a run-up to the line. */
export class DriveSession implements SimSession {
  readonly kind = "hotlap";
  readonly circuit: Simulation["circuit"];
  readonly cars: readonly SimCar[];
  readonly laps: number;
  readonly events: readonly RaceEvent[] = [];
  readonly started = true;
  readonly chequered = false;
  readonly safetyCar = 0;
  readonly redFlag = false;
  readonly yellow = [false, false, false] as const;
  readonly rain = 0;
  readonly wetness = 0;
  time = 0;
  private readonly pending: Crossing[] = [];

  constructor(private readonly simulation: Simulation) {
    const {circuit, laps, driver} = simulation;
    this.circuit = circuit;
    this.laps = laps;
    this.cars = simulation.cars.map((car, slot) => {
      const timing = new LapTiming(circuit.lengthM);
      timing.sector = 2;
      return new SimCar(slot, `${DRIVER_NAME} ${driver}`, slot + 1, car, timing);
    });
  }

  get airTemperature(): number {
    return this.cars[0].car.airTemperature;
  }

  get roadTemperature(): number {
    return this.cars[0].car.roadTemperature;
  }

  get done(): boolean {
    return this.simulation.done;
  }

  get progress(): {part: number; text: string} {
    const {cars, laps, circuit} = this;
    const part = cars[0].car.distance / circuit.lengthM / laps;
    return {part: Math.max(0, Math.min(1, part)), text: progressText(cars[0].timing.lap, laps, cars[0].car.v)};
  }

  advance(time: number): void {
    const {simulation, pending, cars} = this;
    while (simulation.time < time - 1e-9) {
      simulation.step();
      pending.push(...simulation.crossings);
      for (const {car, timing} of cars) if (car.offRoad) timing.valid = false;
    }
    this.time = time;
    while (pending.length > 0 && pending[0].time <= time) {
      const {car, line, time: at} = pending.shift()!;
      if (line !== "trap") cars[car].timing.cross(line, Math.round(at * 1000));
    }
    for (const each of cars) {
      const {timing, car, delta} = each;
      // during the run-up the lap timer counts from the beginning of the session
      each.lapMs = Math.floor(time * 1000) - timing.lapStartMs;
      if (timing.started) delta.update(car.lapPosition / timing.lengthM, each.lapMs, timing);
    }
  }
}
