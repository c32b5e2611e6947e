import {LapError, type LapName} from "../../laps/open/archivedLap.js";
import {type ChosenLaps, chooseLaps, type ReferenceWish} from "../../laps/open/chooseLaps.js";
import type {LapArchive} from "../../laps/open/lapArchive.js";
import {type LapUseReason, lapReasons} from "../../laps/open/lapCount.js";
import {refusalText} from "../../laps/open/openLaps.js";
import {openComparison} from "../openComparison.js";
import {type Debrief, debriefOf} from "./debrief.js";

/** Laps of a driver, and of the reference, that a debrief reads at most: more would take seconds and narrow intervals little. */
export const MOST_LAPS = 20;

export interface DebriefRequest {
  session: string;
  /** the player's where it is left out */
  car?: number;
  /** one lap; "all": all valid laps together; left out: all, or where they are too few for a habit the fastest */
  lap?: number | "all";
  reference?: ReferenceWish | "theoretical best";
}

export interface OpenedDebrief extends Debrief {
  chosen: ChosenLaps;
  /** all laps of the driver: which of them are compared, and why not the others */
  counts: LapUseReason[];
}

/**
 * Opens the debrief of a driver: reads his best valid laps, the lap asked for, and the reference's. Throws a LapError where nothing can be
 * compared.
 */
export async function openDebrief(
  archive: LapArchive,
  {session, car, lap, reference}: DebriefRequest,
): Promise<OpenedDebrief> {
  const theoretical = reference === "theoretical best";
  const wish = reference === "theoretical best" ? "my best" : reference;
  const chosen = await chooseLaps(archive, {session, car}, {reference: wish, most: MOST_LAPS});
  const one = typeof lap === "number" ? lap : undefined;
  const isReference = chosen.references.some(
    (name) => name.session === session && name.lap === one && name.car === chosen.laps[0].car,
  );
  if (one !== undefined && isReference && !theoretical)
    throw new LapError(`lap ${one} is the reference itself: choose another lap, or another reference`);
  const isRead = isReference || one === undefined || chosen.laps.some((name) => name.lap === one);
  const laps = isRead ? chosen.laps : [...chosen.laps, {...chosen.laps[0], lap: one}];
  const opened = await openComparison(archive, {...chosen, laps});
  const refused = opened.refused.find(({name}) => name.session === session && name.lap === one);
  if (refused) throw new LapError(`lap ${one} can't be compared: ${refusalText(refused)}`);
  const debrief = debriefOf(opened, {lap: lap === "all" ? null : lap, theoretical, aside: isRead ? undefined : one});
  const own = chosen.laps[0].car;
  const numbersOf = (names: readonly LapName[]) =>
    names.flatMap((name) => (name.session === session && name.car === own ? [name.lap] : []));
  const counts = lapReasons(
    await archive.session(session),
    own,
    debrief.comparison.laps.map((lapOf) => lapOf.lap),
    {
      paced: false,
      refused: numbersOf(opened.refused.map(({name}) => name)),
      references: numbersOf(debrief.isAgainstBest ? [] : chosen.references),
    },
  );
  return {...debrief, chosen, counts};
}
