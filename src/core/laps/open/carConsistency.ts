import type {ArchivedSession} from "../../archive/types.js";
import type {AxisCheck} from "../accelerations/axisCheck.js";
import {GRIP_CHANNELS, griddedG} from "../accelerations/griddedG.js";
import {type GripMap, gripMap} from "../accelerations/gripMap.js";
import {cornerMeasures, MEASURED_CHANNELS} from "../cornerMeasures.js";
import {type CornerScatter, cornerScatter} from "../pace/cornerScatter.js";
import {judgeLaps} from "../pace/judgeLaps.js";
import {type LineSpread, lineSpread} from "../pace/lineSpread.js";
import {trackPieces} from "../partition.js";
import {isComparable} from "../referenceLap.js";
import type {LapArchive} from "./lapArchive.js";
import {openLaps, type RefusedLap} from "./openLaps.js";

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
  {session, laps}: ArchivedSession,
  car: number,
  checks?: Record<"lateral" | "longitudinal", AxisCheck>,
): Promise<CarConsistency | null> {
  const own = laps.filter((row) => row.car === car);
  const counted = judgeLaps(own, session)
    .filter(({row, leftOut}) => !leftOut && isComparable(row))
    .map(({row}) => row);
  if (counted.length < 2) return null;
  const fastest = counted.reduce((a, b) => (b.lapTimeMs! < a.lapTimeMs! ? b : a));
  const names = counted.map(({lap}) => ({session: session.id, car, lap}));
  const opened = await openLaps(archive, {session: session.id, car, lap: fastest.lap}, names, [
    ...new Set([...MEASURED_CHANNELS, ...(checks ? GRIP_CHANNELS : [])]),
  ]);
  const usable = opened.laps.flatMap((lap) => ("grid" in lap ? [lap] : []));
  const grids = usable.map(({grid}) => grid);
  const pieces = trackPieces(opened.corners.list, opened.line.lengthM, grids);
  const accelerations = checks ? grids.flatMap((grid) => griddedG(grid, checks) ?? []) : [];
  const sampleS = fastest.lapTimeMs! / 1000 / fastest.samples;
  return {
    ...{car, laps: usable.map(({name}) => name.lap)},
    corners: cornerScatter(grids.map((grid) => cornerMeasures(grid, pieces, opened.corners.list))),
    line: lineSpread(grids),
    stepM: opened.reference.grid.stepM,
    grip: accelerations.length ? gripMap(accelerations, {averagedS: sampleS}) : undefined,
    refused: opened.laps.flatMap((lap) => ("grid" in lap ? [] : [lap])),
    source: opened.source,
  };
}
