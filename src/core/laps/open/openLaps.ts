import type {Samples} from "../../archive/samples.js";
import {isSameTrack} from "../../track/sameTrack.js";
import type {ComparisonLine} from "../comparisonLine.js";
import {DRIVEN_COLUMNS} from "../drivenLap.js";
import type {GridLap} from "../gridLap.js";
import {lapPlacer} from "../lapPlacer.js";
import {
  type FoundLap,
  findLaps,
  LapError,
  type LapName,
  lapFaultOf,
  lapNameText,
  readLapSamples,
  wholeLapsText,
} from "./archivedLap.js";
import type {LapArchive} from "./lapArchive.js";

/** A lap of the archive on the grid of the line on which laps are compared. */
export interface OpenedLap {
  name: LapName;
  found: FoundLap;
  grid: GridLap;
}

/** A lap that can't be compared, and why. */
export interface RefusedLap {
  name: LapName;
  because: string;
  /** which laps could be compared in its place, where the lap itself is not whole */
  advice?: string;
}

/** Why a lap can't be compared, with the advice. */
export function refusalText({because, advice}: Pick<RefusedLap, "because" | "advice">): string {
  return [because, advice].filter(Boolean).join("; ");
}

export interface OpenedLaps extends ComparisonLine {
  reference: OpenedLap;
  /** in the order in which they were named */
  laps: (OpenedLap | RefusedLap)[];
}

/** Laps that are read while one is placed. */
const READ_AHEAD = 3;

/**
 * Opens a reference lap and laps to compare with it, from any sessions of one circuit. Only the named laps are read, and of these
 * only the channels asked for. Throws a LapError where the reference can't be used or a lap does not exist; other laps that can't be
 * compared are named with the reason.
 */
export async function openLaps(
  archive: LapArchive,
  reference: LapName,
  names: readonly LapName[],
  channels: readonly string[],
): Promise<OpenedLaps> {
  const [first, ...others] = await findLaps(archive, [reference, ...names]);
  const fault = lapFaultOf(first);
  if (fault)
    throw new LapError(
      `the reference ${lapNameText(reference)} can't be used: ${fault}; ${wholeLapsText(first.laps, first.name.car)}`,
    );
  const samples = await readLapSamples(archive, first);
  const recorded = {...first, samples};
  const {place, ...chosen} = lapPlacer(recorded, await archive.tracks(first.session), {channels});
  const laps: OpenedLaps["laps"] = [];
  const opened = (found: FoundLap, grid: GridLap): OpenedLap => ({name: found.name, found, grid});
  const columns = [...new Set([...DRIVEN_COLUMNS, ...channels])];
  const ahead: ReturnType<typeof read>[] = [];
  for (const [i, found] of others.entries()) {
    // the next laps are read while this one is placed
    while (ahead.length <= Math.min(READ_AHEAD, others.length - 1 - i)) {
      const next = read(others[i + ahead.length]);
      next.catch(() => {}); // thrown where it is awaited
      ahead.push(next);
    }
    const own = await ahead.shift()!;
    const grid = typeof own === "string" ? own : onGrid(found, own);
    const advice = lapFaultOf(found) && wholeLapsText(found.laps, found.name.car);
    laps.push(
      typeof grid === "string" ? {name: found.name, because: grid, ...(advice && {advice})} : opened(found, grid),
    );
  }
  return {...chosen, reference: opened(first, place(recorded).grid), laps};

  /** The samples of a lap, or why it can't be compared. */
  async function read(found: FoundLap): Promise<Samples | string> {
    const fault = lapFaultOf(found);
    if (fault !== undefined) return fault;
    return readLapSamples(archive, found, columns).catch((error) => {
      if (error instanceof LapError) return error.message;
      throw error;
    });
  }

  function onGrid(found: FoundLap, own: Samples): GridLap | string {
    const {grid} = place({...found, samples: own});
    if (grid.alignment !== "none") return grid;
    const [here, there] = [found, first].map(({session}) => session.track);
    const where = isSameTrack(here, there)
      ? "it can't be placed on the track"
      : `it was driven on ${here.name}, the reference on ${there.name}`;
    return `${where}: ${grid.because}`;
  }
}
