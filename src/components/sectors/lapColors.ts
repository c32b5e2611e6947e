import type {ArchivedSession} from "../../core/archive/types.js";
import type {LapName} from "../../core/laps/open/archivedLap.js";
import {driverColorNames} from "../session/driverColors.js";
import {type ColorName, SERIES} from "../ui/palette.js";

/**
 * Colours of one lap of each of several drivers: those that the drivers have on all pages of the session; of a lap of another session one
 * that is left.
 *
 * @param car whom the page is about
 */
export function lapColors(archived: ArchivedSession, car: number, laps: readonly LapName[]): ColorName[] {
  const isHere = ({session}: LapName) => session === archived.session.id;
  const shown = laps.filter(isHere).map((lap) => lap.car);
  const colors = driverColorNames(archived, shown, car);
  const taken = new Set(colors.values());
  const free = SERIES.filter((name) => !taken.has(name));
  return laps.map((lap) => (isHere(lap) ? colors.get(lap.car) : free.pop()) ?? SERIES[0]);
}
