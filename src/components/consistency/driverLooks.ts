import type {LapRow} from "../../core/archive/types.js";
import {ownSeries} from "../ui/palette.js";
import {driverName} from "../ui/sessionNames.js";

/** A driver's name and colour on a page; the first one is whom it is about. */
export interface DriverLook {
  car: number;
  name: string;
  color: string;
}

/** The looks of the drivers of a page, in order. */
export function driverLooks(laps: readonly LapRow[], cars: readonly number[]): DriverLook[] {
  return cars.map((car, i) => {
    const row = laps.find((one) => one.car === car);
    const look = ownSeries(i);
    return {car, name: row ? driverName(row) : `car ${car}`, color: look.color};
  });
}
