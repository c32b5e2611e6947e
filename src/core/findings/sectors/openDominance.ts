import {miniSectorBounds} from "../../laps/miniSectors.js";
import type {LapName} from "../../laps/open/archivedLap.js";
import type {LapArchive} from "../../laps/open/lapArchive.js";
import {type OpenedComparison, openComparison} from "../openComparison.js";
import {type FastestPart, fastestByPart} from "./fastestByPart.js";

/** One lap of each of several drivers, on one line. */
export interface OpenedDominance {
  opened: OpenedComparison;
  laps: OpenedComparison["comparison"]["laps"];
  sectorStartsM: readonly [number, number] | null;
}

/** Opens one lap of each of several drivers. Throws a LapError where fewer than two can be compared. */
export async function openDominance(
  archive: LapArchive,
  [first, ...others]: readonly LapName[],
): Promise<OpenedDominance> {
  const opened = await openComparison(archive, {laps: others, references: [first], why: ""}, ["speedKmh"]);
  const {references, laps} = opened.comparison;
  const {session} = await archive.session(first.session);
  return {opened, laps: [...references, ...laps], sectorStartsM: session.track.sectorStartsM};
}

/** Who was fastest in each mini-sector. */
export function dominanceParts({laps, sectorStartsM}: OpenedDominance, count?: number): FastestPart[] {
  return fastestByPart(laps, miniSectorBounds(laps[0].grid.lengthM, sectorStartsM, count));
}
