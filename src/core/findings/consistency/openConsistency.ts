import type {ArchivedSession} from "../../archive/types.js";
import {MEASURED_CHANNELS} from "../../laps/cornerMeasures.js";
import {countedLaps} from "../../laps/open/countedLaps.js";
import type {LapArchive} from "../../laps/open/lapArchive.js";
import type {OpenedLap, OpenedLaps, RefusedLap} from "../../laps/open/openLaps.js";
import {type LineSpread, lineSpread} from "../../laps/pace/lineSpread.js";
import {trackPieces} from "../../laps/partition.js";
import {type StintRun, stintRuns} from "../../laps/stints/stintRuns.js";
import {analyseLap} from "../analyseLap.js";
import {type CornerSpread, cornerSpreads} from "./cornerSpread.js";

/** What a driver's laps repeat, and how well. */
export interface DriverSpread {
  car: number;
  laps: readonly OpenedLap[];
  corners: CornerSpread[];
  /** undefined: fewer than two laps were placed on a line */
  line: LineSpread | undefined;
  /** whose trends the corners have: the one with most of these laps */
  stint: StintRun | undefined;
  refused: RefusedLap[];
  unread: number;
}

export interface OpenedConsistency {
  opened: OpenedLaps;
  /** in the order asked for */
  drivers: DriverSpread[];
}

/** More laps of each driver would take seconds to read. */
const MOST_LAPS = 40;

/**
 * The spread of drivers' laps, corner by corner and along the line, all cut alike and on one line. Null where the first driver has fewer than
 * two laps that show the pace and have samples from line to line.
 */
export async function openConsistency(
  archive: LapArchive,
  archived: ArchivedSession,
  cars: readonly number[],
): Promise<OpenedConsistency | null> {
  const counted = await countedLaps(archive, archived, cars, MEASURED_CHANNELS, {fewest: 2, most: MOST_LAPS});
  if (!counted) return null;
  const {opened} = counted;
  const corners = opened.corners.list;
  const grids = counted.cars.flatMap(({laps}) => laps.map(({grid}) => grid));
  const pieces = trackPieces(corners, opened.line.lengthM, grids);
  const drivers = counted.cars.map(({car, laps, refused, unread}): DriverSpread => {
    const stint = longestStint(archived, car, laps);
    const within = laps
      .map(({name}) => name.lap)
      .filter((lap) => stint && lap >= stint.firstLap && lap <= stint.lastLap);
    const analysed = laps.map((lap) => analyseLap(lap, pieces, corners));
    return {
      ...{car, laps, refused, unread, stint},
      corners: cornerSpreads(analysed, pieces, within),
      line: lineSpread(laps.map(({grid}) => grid)),
    };
  });
  return {opened, drivers};
}

/** The stint with most of the laps. */
function longestStint(
  {session, laps: rows}: ArchivedSession,
  car: number,
  laps: readonly OpenedLap[],
): StintRun | undefined {
  const count = ({firstLap, lastLap}: StintRun) =>
    laps.filter(({name}) => name.lap >= firstLap && name.lap <= lastLap).length;
  return stintRuns(
    rows.filter((row) => row.car === car),
    session.stints.filter((stint) => stint.car === car),
  ).reduce<StintRun | undefined>((most, run) => (most && count(most) >= count(run) ? most : run), undefined);
}
