import {cornerMeasures} from "../laps/cornerMeasures.js";
import type {OpenedLap} from "../laps/open/openLaps.js";
import {pieceTimes, type TrackPiece} from "../laps/partition.js";
import type {Corner} from "../track/corner.js";
import type {AnalysedLap} from "./analysedLap.js";

/** An opened lap cut into pieces and measured. */
export function analyseLap(
  {name, found, grid}: OpenedLap,
  pieces: readonly TrackPiece[],
  corners: readonly Corner[],
): AnalysedLap {
  return {
    ...name,
    driver: found.row.driver,
    grid,
    sampleS: grid.sampleS,
    times: pieceTimes(grid, pieces),
    measures: cornerMeasures(grid, pieces, corners),
  };
}
