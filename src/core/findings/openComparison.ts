import {MEASURED_CHANNELS} from "../laps/cornerMeasures.js";
import {LapError} from "../laps/open/archivedLap.js";
import type {ChosenLaps} from "../laps/open/chooseLaps.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import {type OpenedLap, openLaps, type RefusedLap, refusalText} from "../laps/open/openLaps.js";
import {otherConditions} from "../laps/open/otherConditions.js";
import {trackPieces} from "../laps/partition.js";
import type {BareLine} from "../laps/placeLap.js";
import type {PlaceLine} from "../laps/placeLine.js";
import type {Corners} from "../track/corner.js";
import type {Track} from "../track/track.js";
import type {Comparison} from "./analysedLap.js";
import {analyseLap} from "./analyseLap.js";

/** A comparison of laps of the archive. */
export interface OpenedComparison {
  comparison: Comparison;
  corners: Corners;
  /** on which the laps were placed; only its length without positions */
  line: PlaceLine | BareLine;
  /** of the line, where it is known */
  road?: Track;
  /** the line's origin, for the user */
  source: string;
  /** laps that could not be compared */
  refused: RefusedLap[];
}

/** Channels that the findings read. */
const CHANNELS = [...MEASURED_CHANNELS, "rpm"];
/** Positions are read to see whether a lap has any. */
const POSITIONS = ["worldX", "latitude"];
/** Channels on the grid of each lap of a comparison. */
export const GRID_CHANNELS: readonly string[] = [...CHANNELS, ...POSITIONS];
const ON_PATH = new Set(["track line", "reference path"]);

/**
 * Opens the laps chosen, on one line and cut alike. A lap whose positions do not follow the line (another layout, the other direction) is
 * refused: its distances would put it there all the same. Throws where no lap or no reference is left.
 *
 * @param channels to read beside the positions: what is not read cannot be measured
 */
export async function openComparison(
  archive: LapArchive,
  {laps, references, why}: ChosenLaps,
  channels: readonly string[] = CHANNELS,
): Promise<OpenedComparison> {
  const [first, ...others] = references;
  const opened = await openLaps(archive, first, [...others, ...laps], [...channels, ...POSITIONS]);
  const hasLine = "x" in opened.line;
  const checked = [opened.reference, ...opened.laps].map((lap): OpenedLap | RefusedLap => {
    const because = "grid" in lap ? placementFault(lap, hasLine) : undefined;
    return because === undefined ? lap : {name: lap.name, because};
  });
  const isUsable = (lap: OpenedLap | RefusedLap): lap is OpenedLap => "grid" in lap;
  const refused = checked.filter((lap): lap is RefusedLap => !isUsable(lap));
  const [used, own] = [checked.slice(0, references.length), checked.slice(references.length)].map((side) =>
    side.filter(isUsable),
  );
  if (used.length === 0 || own.length === 0)
    throw new LapError(
      `${used.length ? "no lap" : "no reference lap"} can be compared: ${refused[0] ? refusalText(refused[0]) : "there is none"}`,
    );
  const {lengthM} = opened.line;
  const pieces = trackPieces(
    opened.corners.list,
    lengthM,
    [...used, ...own].map(({grid}) => grid),
  );
  const analysed = (lap: OpenedLap) => analyseLap(lap, pieces, opened.corners.list);
  const comparison: Comparison = {
    ...{track: used[0].found.session.track.name, lengthM, corners: opened.corners.list, pieces, why},
    laps: own.map(analysed),
    references: used.map(analysed),
    limitations: [
      ...(opened.corners.list.length ? [] : ["no corners are known: the lap is not divided"]),
      ...new Set([...used, ...own].flatMap(({grid}) => limitationOf(grid) ?? [])),
      ...otherConditions(
        own.map(({found}) => found),
        used.map(({found}) => found),
      ),
    ],
  };
  const {corners, line, track, source} = opened;
  return {comparison, corners, line, ...(track && {road: track}), source, refused};
}

/**
 * Why a lap cannot be compared with the others piece by piece; its grid needs worldX and latitude, where it has them.
 *
 * @param hasLine the line has positions
 */
export function placementFault({grid, found}: OpenedLap, hasLine: boolean): string | undefined {
  const {worldX, latitude} = grid.channels;
  const hasPositions = (worldX ?? latitude)?.some(Number.isFinite) ?? false;
  if (hasLine && hasPositions && !ON_PATH.has(grid.alignment))
    return `its positions do not follow the line: ${grid.because}`;
  if (grid.lapTimeS === null) return "it does not reach from line to line on this track";
  return found.row.pit ? "it passed the pit lane" : undefined;
}

function limitationOf({alignment}: OpenedLap["grid"]): string | undefined {
  if (alignment === "lap fraction") return "places are those of the game's own distance, without positions";
  if (alignment === "distance") return "places are by the distance driven, without positions: a wider line moves them";
  return undefined;
}
