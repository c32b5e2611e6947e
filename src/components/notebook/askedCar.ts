import type {ArchivedSession} from "../../core/archive/types.js";
import {playerCarOf} from "../../core/laps/playerCar.js";
import {CellError} from "./cellError.js";

/** The car that a cell asks for, else the player's, else that of the best lap; null in a session without laps. Throws a CellError for one that is not there. */
export function askedCar({session, laps}: ArchivedSession, car?: number | null): number | null {
  const cars = [...new Set(laps.map((row) => row.car))].sort((a, b) => a - b);
  if (car !== undefined && car !== null) {
    if (cars.includes(car)) return car;
    throw new CellError(
      `session ${session.id} has no laps of car ${car}`,
      undefined,
      cars.length ? `Its cars are ${cars.join(", ")}.` : "It has no laps at all.",
    );
  }
  return playerCarOf(session, laps).car ?? session.best?.car ?? cars[0] ?? null;
}
