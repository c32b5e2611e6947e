import type {ArchivedSession, LapRow} from "../../archive/types.js";
import {countsForBests} from "../bests.js";
import {type LapBests, lapBests} from "../lapBests.js";
import {isComparable} from "../referenceLap.js";
import type {LapArchive} from "./lapArchive.js";
import {openLaps} from "./openLaps.js";

/** The bests of one car of a session; `laps` are those that they count. */
export interface CarBests extends LapBests {
  car: number;
  laps: LapRow[];
}

/** The bests of a car in a session; null where it has no valid lap from line to line with samples. Its laps are read, those of others not. */
export async function carBests(
  archive: LapArchive,
  {session, laps}: ArchivedSession,
  car: number,
): Promise<CarBests | null> {
  const own = laps.filter((row) => row.car === car && isComparable(row) && countsForBests(row));
  if (own.length === 0) return null;
  own.sort((a, b) => a.lap - b.lap);
  const names = own.map(({lap}) => ({session: session.id, car, lap}));
  const fastest = own.reduce((best, row, i) => (row.lapTimeMs! < own[best].lapTimeMs! ? i : best), 0);
  const opened = await openLaps(archive, names[fastest], names, ["speedKmh"]);
  const placed = opened.laps.flatMap((lap, i) => ("grid" in lap ? [{row: own[i], grid: lap.grid}] : []));
  const rows = placed.map(({row}) => row);
  const bests = lapBests(
    placed.map(({grid}) => grid),
    {
      straights: opened.corners.straights,
      sectorStartsM: session.track.sectorStartsM,
      follows: (i) => rows[i + 1].lap === rows[i].lap + 1,
    },
  );
  return {car, laps: rows, ...bests};
}
