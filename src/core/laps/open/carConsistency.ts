import type {ArchivedSession} from "../../archive/types.js";
import type {AxisCheck} from "../accelerations/axisCheck.js";
import {GRIP_CHANNELS, griddedG} from "../accelerations/griddedG.js";
import {type GripMap, gripMap} from "../accelerations/gripMap.js";
import {cornerMeasures, MEASURED_CHANNELS} from "../cornerMeasures.js";
import {type CornerScatter, cornerScatter} from "../pace/cornerScatter.js";
import {type LineSpread, lineSpread} from "../pace/lineSpread.js";
import {trackPieces} from "../partition.js";
import {countedLaps} from "./countedLaps.js";
import type {LapArchive} from "./lapArchive.js";
import type {OpenedLap, RefusedLap} from "./openLaps.js";

/** What a car's laps repeat, place by place. */
export interface CarConsistency {
  car: number;
  /** laps that count, by number */
  laps: number[];
  corners: CornerScatter[];
  /** undefined: fewer than two laps were placed on a line */
  line: LineSpread | undefined;
  /** m between the values of `line` */
  stepM: number;
  /** undefined without verified accelerations */
  grip: GripMap | undefined;
  refused: RefusedLap[];
  /** of the line on which laps are compared, for the user */
  source: string;
}

/**
 * Corners, line and grip over the laps of a car that show its pace and have samples from line to line, on the line of the fastest of them;
 * null where there are fewer than two.
 */
export async function carConsistency(
  archive: LapArchive,
  archived: ArchivedSession,
  car: number,
  checks?: Record<"lateral" | "longitudinal", AxisCheck>,
): Promise<CarConsistency | null> {
  const channels = [...new Set([...MEASURED_CHANNELS, ...(checks ? GRIP_CHANNELS : [])])];
  const counted = await countedLaps(archive, archived, [car], channels, {fewest: 2});
  if (!counted) return null;
  const {opened} = counted;
  const [{laps, refused}] = counted.cars;
  const grids = laps.map(({grid}) => grid);
  const pieces = trackPieces(opened.corners.list, opened.line.lengthM, grids);
  return {
    ...{car, laps: laps.map(({name}) => name.lap)},
    corners: cornerScatter(grids.map((grid) => cornerMeasures(grid, pieces, opened.corners.list))),
    line: lineSpread(grids),
    stepM: opened.reference.grid.stepM,
    grip: checks && carGripMap(laps, checks),
    ...{refused, source: opened.source},
  };
}

/** The grip map of a car's laps on one line; undefined without verified accelerations. */
export function carGripMap(
  laps: readonly OpenedLap[],
  checks: Record<"lateral" | "longitudinal", AxisCheck>,
): GripMap | undefined {
  const accelerations = laps.flatMap(({grid}) => griddedG(grid, checks) ?? []);
  if (accelerations.length === 0) return undefined;
  const {lapTimeMs, samples} = laps.reduce((a, b) => (b.found.row.lapTimeMs! < a.found.row.lapTimeMs! ? b : a)).found
    .row;
  return gripMap(accelerations, {averagedS: lapTimeMs! / 1000 / samples});
}
