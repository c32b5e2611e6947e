import type {LiveSource} from "../../core/live/timeline/liveSource.js";

/** The wanted car if it drives here, else the player's, else the first. */
export function shownCar(source: Pick<LiveSource, "cars" | "session">, wanted: number | null): number {
  const drives = (car: number | null | undefined): car is number => car != null && source.cars.includes(car);
  if (drives(wanted)) return wanted;
  const player = source.session?.playerCar;
  return drives(player) ? player : (source.cars[0] ?? 0);
}

/** Number, name and team of a car's driver; "" for an unknown one. */
export function driverText({session}: Pick<LiveSource, "session">, car: number): string {
  const driver = session?.drivers.find((d) => d.car === car);
  if (!driver) return "";
  return `${driver.raceNumber} ${driver.name || `car ${car}`}${driver.team ? `, ${driver.team}` : ""}`;
}
