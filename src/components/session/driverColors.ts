import type {ArchivedSession} from "../../core/archive/types.js";
import {playerCarOf} from "../../core/laps/playerCar.js";
import {type ColorName, color, ownSeries, SERIES} from "../ui/palette.js";
import {carOrder} from "./driverTable.js";

/**
 * The colours of drivers of a session, the same on all its pages: whom the page is about has that of pages about one driver, the others have
 * theirs by their place in the session's order. Where two that are shown would have one colour, the later one takes the next that is free. In
 * the session's order, the page's driver first.
 *
 * @param shown at most eight
 * @param own whom the page is about: the player, where it is about all
 */
export function driverColors(
  archived: ArchivedSession,
  shown: readonly number[],
  own: number | null = playerCarOf(archived.session, archived.laps).car,
): Map<number, string> {
  return new Map([...driverColorNames(archived, shown, own)].map(([car, name]) => [car, color(name)]));
}

/** The same by their names in the palette, for canvases. */
export function driverColorNames(
  {session, laps}: ArchivedSession,
  shown: readonly number[],
  own: number | null,
): Map<number, ColorName> {
  const player = playerCarOf(session, laps).car;
  const order = carOrder(session, laps).filter((car) => car !== player);
  const others = shown.filter((car) => car !== own).toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  const n = SERIES.length;
  // 0 is the page's driver
  const taken = new Set<number>(own !== null && shown.includes(own) ? [0] : []);
  const places = others.map((car) => {
    let place = 1 + (Math.max(0, order.indexOf(car)) % (n - 1));
    for (let tries = 0; taken.has(place) && tries < n; tries++) place = (place + 1) % n;
    taken.add(place);
    return place;
  });
  const rest = others.map((car, i): [number, ColorName] => [car, ownSeries(places[i]).name]);
  return new Map(own !== null && shown.includes(own) ? [[own, ownSeries(0).name], ...rest] : rest);
}

/** Colours where a page shows all drivers: of the player, then of the first of the session's order. */
export function firstColors(archived: ArchivedSession): Map<number, string> {
  const {session, laps} = archived;
  const player = playerCarOf(session, laps).car;
  const order = carOrder(session, laps);
  return driverColors(archived, [...new Set(player === null ? order : [player, ...order])].slice(0, SERIES.length));
}
