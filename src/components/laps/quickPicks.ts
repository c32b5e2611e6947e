import type {ArchivedSession, LapRow} from "../../core/archive/types.js";
import {playerCarOf} from "../../core/laps/playerCar.js";
import {chooseReference} from "../../core/laps/referenceLap.js";
import {driverName} from "../ui/sessionNames.js";
import {drawable} from "./lapChoice.js";

/** Laps of a session that are often wanted. */
export interface QuickPick {
  label: string;
  laps: LapRow[];
  /** why there is none */
  because?: string;
}

const LAST = 5;

/**
 * The best and the last laps of the player, the session's best and the best of who drives the same car; of the car asked for where the
 * session does not say who the player is.
 */
export function quickPicks({session, laps}: ArchivedSession, car: number): QuickPick[] {
  const player = playerCarOf(session, laps).car;
  const own = player ?? car;
  const owner = drawable(laps.filter((lap) => lap.car === own));
  const name = owner[0] ? driverName(owner[0]) : `car ${own}`;
  const whose = player === null ? `${name}'s` : "my";
  const chosen = (wish: "my best" | "session best" | "teammate") => chooseReference(session, laps, own, wish)?.lap;
  const pick = (label: string, found: (LapRow | undefined)[], because: string): QuickPick => {
    const known = found.filter((lap) => lap !== undefined);
    return {label, laps: known, ...(known.length === 0 && {because})};
  };
  const last = owner.toSorted((a, b) => b.lap - a.lap).slice(0, LAST);
  return [
    pick(`${whose} best`, [chosen("my best")], `no whole valid lap of ${name} with samples`),
    pick("session best", [chosen("session best")], "no whole valid lap with samples"),
    pick(`${whose} last ${LAST}`, last, `no lap of ${name} with samples`),
    pick("teammate's best", [chosen("teammate")], "nobody else of this session drives the same car with samples"),
  ];
}
