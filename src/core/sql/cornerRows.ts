import type {LapRow} from "../archive/types.js";
import {placementFault} from "../findings/openComparison.js";
import {type CornerMeasures, cornerMeasures, MEASURED_CHANNELS} from "../laps/cornerMeasures.js";
import {gridAt} from "../laps/gridAt.js";
import type {GridLap} from "../laps/gridLap.js";
import {findSession, type LapName, lapFaultOf} from "../laps/open/archivedLap.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import {type OpenedLap, openLaps} from "../laps/open/openLaps.js";
import {pieceTimes, type TrackPiece, trackPieces} from "../laps/partition.js";
import {isComparable} from "../laps/referenceLap.js";
import type {Corner} from "../track/corner.js";
import {bestFirst} from "./sessionReference.js";
import type {ViewValue} from "./viewColumn.js";

type Row = Record<string, ViewValue>;

/** Positions are read to see whether a lap has any. */
const CHANNELS = [...MEASURED_CHANNELS, "worldX", "latitude"];
/** Laps in memory at once: a lap of 5 km takes 0.4 MB. */
const AT_ONCE = 24;

/**
 * The rows of `corners` of a session: its whole laps with samples, cut into pieces that add up to the lap time. All laps are cut at the
 * same places, where the best laps of the session's cars slow; laps that can't be placed on the line have no rows.
 */
export async function cornerRows(
  archive: LapArchive,
  id: string,
  {onProgress = () => {}, signal}: {onProgress?: (fraction: number) => void; signal?: AbortSignal} = {},
): Promise<Row[]> {
  const {session, laps} = await findSession(archive, id);
  const whole = laps.filter((row) => isComparable(row) && lapFaultOf({row}) === undefined);
  const ordered = bestFirst(whole);
  if (ordered.length === 0) return [];
  const name = ({car, lap}: LapRow): LapName => ({session: id, car, lap});
  const reference = name(ordered[0]);
  const bests = [...new Map(ordered.toReversed().map((row) => [row.car, row])).values()];
  const cut = await openLaps(archive, reference, bests.map(name), CHANNELS);
  const {lengthM} = cut.line;
  const hasLine = "x" in cut.line;
  const corners = cut.corners.list;
  const usable = (opened: readonly (OpenedLap | {because: string})[]) =>
    opened.filter((lap): lap is OpenedLap => "grid" in lap && placementFault(lap, hasLine) === undefined);
  const pieces = trackPieces(
    corners,
    lengthM,
    usable(cut.laps).map(({grid}) => grid),
  );
  const rows: Row[] = [];
  for (let from = 0; from < whole.length; from += AT_ONCE) {
    signal?.throwIfAborted();
    onProgress(from / whole.length);
    const {laps: opened} = await openLaps(archive, reference, whole.slice(from, from + AT_ONCE).map(name), CHANNELS);
    for (const {grid, found} of usable(opened))
      rows.push(...rowsOfLap(grid, {session: id, track: session.track.name, row: found.row, pieces, corners}));
  }
  return rows;
}

interface Cut {
  session: string;
  track: string;
  row: LapRow;
  pieces: readonly TrackPiece[];
  corners: readonly Corner[];
}

function rowsOfLap(grid: GridLap, {session, track, row, pieces, corners}: Cut): Row[] {
  const times = pieceTimes(grid, pieces);
  const measures = cornerMeasures(grid, pieces, corners);
  const {car, driver, lap, valid, lapTimeMs} = row;
  return pieces.map((piece, p) => {
    const {kind, number, name, fromM, toM} = piece;
    const corner = kind === "corner" ? corners.find((one) => one.number === number) : undefined;
    const error = Math.hypot(gridAt(grid, grid.timeError, fromM), gridAt(grid, grid.timeError, toM));
    return {
      ...{session, track, car, driver, lap, valid, lapTimeMs, kind, number, name},
      ...{type: corner?.type, direction: corner?.direction, fromM, toM},
      ...{timeMs: 1000 * times[p], timeErrorMs: 1000 * error, placedBy: grid.alignment},
      ...measured(measures.find((one) => one.fromM === fromM && one.toM === toM)),
    };
  });
}

function measured(measures: CornerMeasures | undefined): Row {
  if (!measures) return {};
  const {brake, speed, throttle, gear, offset, unavailable} = measures;
  return {
    ...{brakePointM: brake?.pointM, brakings: brake?.applications, brakePeak: brake?.peak},
    ...{brakeReleaseM: brake?.releaseM, trailM: brake?.trailM},
    ...{entryKmh: speed?.entryKmh, minimumKmh: speed?.minimumKmh, minimumM: speed?.minimumM, exitKmh: speed?.exitKmh},
    ...{gear, throttleLeast: throttle?.least, throttlePickUpM: throttle?.pickUpM, throttleFullM: throttle?.fullM},
    ...{lineEntryM: offset?.entryM, lineApexM: offset?.apexM, lineExitM: offset?.exitM},
    unavailable: Object.values(unavailable).join("; ") || null,
  };
}
