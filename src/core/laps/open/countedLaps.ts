import type {ArchivedSession, LapRow} from "../../archive/types.js";
import {judgeLaps} from "../pace/judgeLaps.js";
import {isComparable} from "../referenceLap.js";
import type {LapArchive} from "./lapArchive.js";
import {type OpenedLap, type OpenedLaps, openLaps, type RefusedLap} from "./openLaps.js";

/** The laps of a car that show its pace and could be placed. */
export interface CountedLaps {
  car: number;
  laps: OpenedLap[];
  refused: RefusedLap[];
  /** so many of its laps that count were not read: the slowest */
  unread: number;
}

export interface CountedCars {
  opened: OpenedLaps;
  /** in the order asked for; the first has one lap at least */
  cars: CountedLaps[];
}

/** The laps of a car that show its pace and have samples from line to line. */
export function countedRows({session, laps}: ArchivedSession, car: number): LapRow[] {
  const own = laps.filter((row) => row.car === car);
  return judgeLaps(own, session)
    .filter(({row, leftOut}) => !leftOut && isComparable(row))
    .map(({row}) => row);
}

/**
 * Opens the laps of cars that show their pace, all on the line of the first car's fastest lap, so that places compare. Null where the first car
 * has fewer than `fewest` such laps; other cars may have none.
 *
 * @param most so many laps of each car at most: the fastest
 */
export async function countedLaps(
  archive: LapArchive,
  archived: ArchivedSession,
  cars: readonly number[],
  channels: readonly string[],
  {fewest = 1, most = Number.POSITIVE_INFINITY}: {fewest?: number; most?: number} = {},
): Promise<CountedCars | null> {
  const {id} = archived.session;
  const rows = cars.map((car) => countedRows(archived, car));
  if (rows.length === 0 || rows[0].length < Math.max(1, fewest)) return null;
  const read = rows.map((own) => {
    const fast = new Set(own.toSorted((a, b) => a.lapTimeMs! - b.lapTimeMs!).slice(0, most));
    return own.filter((row) => fast.has(row));
  });
  const fastest = rows[0].reduce((a, b) => (b.lapTimeMs! < a.lapTimeMs! ? b : a));
  const names = read.flat().map(({car, lap}) => ({session: id, car, lap}));
  const opened = await openLaps(archive, {session: id, car: fastest.car, lap: fastest.lap}, names, channels);
  return {
    opened,
    cars: cars.map((car, k) => {
      const own = opened.laps.filter(({name}) => name.car === car);
      return {
        car,
        laps: own.flatMap((lap) => ("grid" in lap ? [lap] : [])),
        refused: own.flatMap((lap) => ("grid" in lap ? [] : [lap])),
        unread: rows[k].length - read[k].length,
      };
    }),
  };
}
