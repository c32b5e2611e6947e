import type {RaceRow} from "../../core/laps/race/raceRows.js";
import {color} from "../ui/palette.js";
import {driverName} from "../ui/sessionNames.js";
import {shortNames} from "../ui/shortNames.js";

/** How a car looks in every chart and table of a race. */
export interface RaceCar {
  car: number;
  name: string;
  short: string;
  /** of the palette; the neutral one where the car is not chosen */
  color: string;
  isOwn: boolean;
  isChosen: boolean;
}

/** Most cars that are coloured at once. */
export const MOST_CHOSEN = 8;

/** Cars of a race by number: the driver's own and the chosen ones in their colours of the session, the others neutral. */
export function raceCars(
  rows: readonly RaceRow[],
  own: number | null,
  chosen: readonly number[],
  colors: ReadonlyMap<number, string>,
): Map<number, RaceCar> {
  const named = rows.map((row) => ({car: row.car, name: driverName(row)}));
  const short = shortNames(named);
  return new Map(
    named.map(({car, name}): [number, RaceCar] => {
      const isChosen = car === own || chosen.includes(car);
      return [
        car,
        {
          ...{car, name, short: short.get(car)!, isOwn: car === own, isChosen},
          color: (isChosen && colors.get(car)) || color("reference"),
        },
      ];
    }),
  );
}

/** The cars shown beside the driver's without a choice: the winner, and the ones ahead of and behind him at the end; without a driver the first three. */
export function defaultCars(rows: readonly RaceRow[], own: number | null): number[] {
  const at = rows.findIndex(({car}) => car === own);
  const near = at < 0 ? rows.slice(0, 3) : [rows[0], rows[at - 1], rows[at + 1]];
  return [...new Set(near.flatMap((row) => (row && row.car !== own ? [row.car] : [])))];
}
