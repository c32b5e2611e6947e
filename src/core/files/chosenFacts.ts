import type {LogChoices} from "../archive/types.js";
import type {ImportedLog} from "./importedLog.js";

/**
 * Replaces the log's game, driver and car by the user's choices, for every format. Driver and car are the player's; they are ignored
 * for several cars without a player. Changes `log`.
 */
export function setChosenFacts(log: ImportedLog, choices: LogChoices | undefined): void {
  const text = (key: string): string | undefined => {
    const value = choices?.[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  log.game = text("game") ?? log.game;
  const car = log.cars.length === 1 ? log.cars[0] : log.cars.find(({car}) => car === log.playerCar);
  if (!car) return;
  car.driver = text("driver") ?? car.driver;
  car.team = text("car") ?? car.team;
}
