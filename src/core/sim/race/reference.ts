import {Envelope, fastestProfile} from "../speedProfile.js";
import type {Racer} from "./racer.js";

/** m/s below which an engine's power is no longer what drives */
const LEAST = 20;

/** Speeds of a racing lap on the grid, m/s, as this car would drive it now: what slower ones are measured by. */
export function racingSpeeds({car, driver}: Racer): Float64Array {
  const {line} = driver;
  const {vehicle, engine, mass} = car;
  const out = new Float64Array(line.curvature.length);
  const envelope = new Envelope(vehicle).update(mass, car.tyres.grip * driver.expects);
  const force = (v: number) => (engine.power * engine.efficiency) / Math.max(LEAST, v);
  fastestProfile(line, envelope, mass, force, out);
  return out;
}
