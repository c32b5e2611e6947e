import type {ArchivedSession} from "../../core/archive/types.js";
import {driverColors} from "../session/driverColors.js";
import {driverName} from "../ui/sessionNames.js";

/** A driver's name and colour on a page; the first one is whom it is about. */
export interface DriverLook {
  car: number;
  name: string;
  color: string;
}

/** The looks of the drivers of a page, in order. */
export function driverLooks(archived: ArchivedSession, cars: readonly number[]): DriverLook[] {
  const colors = driverColors(archived, cars, cars[0] ?? null);
  return cars.map((car) => {
    const row = archived.laps.find((one) => one.car === car);
    return {car, name: row ? driverName(row) : `car ${car}`, color: colors.get(car)!};
  });
}
