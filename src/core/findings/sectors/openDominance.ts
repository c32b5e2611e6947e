import {miniSectorBounds} from "../../laps/miniSectors.js";
import type {LapName} from "../../laps/open/archivedLap.js";
import type {LapArchive} from "../../laps/open/lapArchive.js";
import {type OpenedComparison, openComparison} from "../openComparison.js";
import {type FastestPart, fastestByPart} from "./fastestByPart.js";

/** Who was fastest where. */
export interface Dominance {
  opened: OpenedComparison;
  /** of the parts' indices */
  laps: OpenedComparison["comparison"]["laps"];
  parts: FastestPart[];
}

/** Compares one lap of each of several drivers by mini-sectors. Throws a LapError where fewer than two can be compared. */
export async function openDominance(
  archive: LapArchive,
  [first, ...others]: readonly LapName[],
  {miniSectors}: {miniSectors?: number} = {},
): Promise<Dominance> {
  const opened = await openComparison(archive, {laps: others, references: [first], why: ""}, ["speedKmh"]);
  const {references, laps: own, lengthM} = opened.comparison;
  const laps = [...references, ...own];
  const {session} = await archive.session(first.session);
  const bounds = miniSectorBounds(lengthM, session.track.sectorStartsM, miniSectors);
  return {opened, laps, parts: fastestByPart(laps, bounds)};
}
