import type {LapGrid} from "../lapGrids.js";
import type {Alignment} from "../lapPosition.js";
import {runningOfGrid} from "../runningOfGrid.js";
import type {FoundLap, LapName} from "./archivedLap.js";
import type {LapArchive} from "./lapArchive.js";
import {openLaps} from "./openLaps.js";

/** A lap of the archive with which a running lap is compared. */
export interface OpenedReference {
  found: FoundLap;
  grid: LapGrid;
  /** its distances are those of the same game; else it lies on the track by its own line, a few metres off */
  sameDistances: boolean;
  alignment: Alignment;
}

/**
 * Opens a lap of the archive as a reference for a running session, placed as laps of the archive are compared. Throws a LapError where it can't be used.
 *
 * @param channels of the grid, beside the time
 * @param running the game of the running session, and the length that it gives its track, m
 */
export async function openReference(
  archive: LapArchive,
  name: LapName,
  channels: readonly string[],
  running: {game: string; lengthM: number},
): Promise<OpenedReference> {
  const {reference} = await openLaps(archive, name, [], [...new Set([...channels, "lapDistance"])]);
  const {found, grid} = reference;
  const {lapDistance, ...others} = grid.channels;
  const {source, log} = found.session;
  const sameDistances = lapDistance !== undefined && source.game === running.game && !log;
  return {
    ...{found, sameDistances, alignment: grid.alignment},
    grid: runningOfGrid(
      {...grid, channels: others},
      {car: name.car, lap: name.lap, lengthM: running.lengthM, ...(sameDistances && {distance: lapDistance})},
    ),
  };
}
