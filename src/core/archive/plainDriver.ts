import type {Driver} from "./types.js";

/** A human driver without restrictions, as sources that do not send these facts list one. */
export function plainDriver(car: number, name: string, team = "", raceNumber = 0): Driver {
  return {car, name, team, raceNumber, ai: false, restricted: false};
}
