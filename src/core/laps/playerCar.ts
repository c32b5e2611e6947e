import type {LapRow, SessionFile} from "../archive/types.js";

/** The player's car of a session; or why there is none. */
export type PlayerCar = {car: number; because?: undefined} | {car: null; because: string};

/**
 * The car of the player who recorded a session, never one that the game drives: in a race of the game's own drivers his is the only
 * one with a person in it, whoever was fastest.
 */
export function playerCarOf(
  {playerCar, drivers}: Pick<SessionFile, "playerCar" | "drivers">,
  laps: readonly Pick<LapRow, "car">[],
): PlayerCar {
  const isGame = (car: number) => drivers.find((driver) => driver.car === car)?.ai ?? false;
  if (playerCar !== null && !isGame(playerCar)) return {car: playerCar};
  const persons = [...new Set(laps.map(({car}) => car))].filter((car) => !isGame(car));
  if (persons.length === 1) return {car: persons[0]};
  if (persons.length === 0) return {car: null, because: "every car of this session was driven by the game"};
  return {car: null, because: `the recording does not say which of ${persons.length} drivers is the player`};
}
