import {driverParts} from "./driverParts.js";
import {engineerParts} from "./engineerParts.js";
import {raceParts} from "./raceParts.js";
import {screenParts} from "./screenParts.js";
import type {MakeParts} from "./wallContext.js";

export interface WallLayout {
  /** in the address */
  id: string;
  title: string;
  /** the question it answers */
  about: string;
  make: MakeParts;
}

/** The layouts in the order of their keys 1–4. Only the panels of the chosen one exist. */
export const WALL_LAYOUTS: readonly WallLayout[] = [
  {id: "race", title: "Race", about: "who is where, and what happens next", make: raceParts},
  {id: "driver", title: "Driver", about: "where this lap gains and loses", make: driverParts},
  {id: "engineer", title: "Engineer", about: "any channel of the car", make: engineerParts},
  {id: "wall", title: "Wall", about: "one big screen, read from four metres", make: screenParts},
];

/** The layout of a name in an address; else Race where several cars drive, Driver where one does. */
export function chosenLayout(id: string | null | undefined, cars: number): WallLayout {
  return WALL_LAYOUTS.find((layout) => layout.id === id) ?? WALL_LAYOUTS[cars === 1 ? 1 : 0];
}
