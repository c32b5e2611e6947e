import {compareLaps, type LapComparison} from "../../core/laps/compareLaps.js";
import type {ComparisonLine} from "../../core/laps/comparisonLine.js";
import {deltaRate, deltaRateError} from "../../core/laps/deltaRate.js";
import {gridAtPlaces} from "../../core/laps/gridAt.js";
import {lapPlacer, type PlacedLap} from "../../core/laps/lapPlacer.js";
import type {LapPosition} from "../../core/laps/lapPosition.js";
import {type TrackPiece, trackPieces} from "../../core/laps/partition.js";
import {sampleAlong} from "../../core/track/lapTrack.js";
import type {Track} from "../../core/track/track.js";
import {type LapPlace, setPlace} from "./lapPlace.js";
import {isPlaced, shareDistance} from "./sharedDistance.js";
import type {TraceLap} from "./traceLap.js";

/** A lap of a page on the common line. */
export interface LineLap extends PlacedLap {
  trace: TraceLap;
  /** against the first lap; null for the first itself */
  comparison: LapComparison | null;
}

/** The laps of a page on the line of the first of them, as the debrief and the command line compare them. */
export interface LapsOnLine extends ComparisonLine {
  lengthM: number;
  /** in the order of the page; the first is the reference */
  laps: LineLap[];
  /** corners and straights, at the same places for all laps */
  pieces: TrackPiece[];
}

/**
 * Places laps on the line of the first one and gives every other its `delta` and `deltaRate` with their errors and its `lineOffset` to the
 * first lap, a value per sample, and the distance of the first lap at each place. The corners of the line become those of the first lap's place. Null without laps.
 *
 * @param learned the tracks among which that of the first lap is, if there is one
 */
export function lapsOnLine(traces: readonly TraceLap[], learned: readonly Track[]): LapsOnLine | null {
  if (traces.length === 0) return null;
  const recorded = traces.map(({samples, lap, session}) => ({samples, row: lap, session}));
  const {place, ...chosen} = lapPlacer(recorded[0], learned, {channels: ["speedKmh"], partial: true});
  const placed = recorded.map(place);
  const [{grid: against}] = placed;
  const laps = placed.map(({position, grid}, i): LineLap => {
    const comparison = i === 0 ? null : compareLaps(grid, against);
    if (comparison) {
      addDelta(traces[i], comparison, position.at, against);
      addLineOffset(traces[i], position, grid, against);
    }
    return {trace: traces[i], position, grid, comparison};
  });
  // without places of the reference each lap has only its own distance
  if (isPlaced(placed[0].position.at)) for (const lap of laps) shareDistance(lap);
  const {lengthM} = against;
  const pieces = trackPieces(
    chosen.corners.list,
    lengthM,
    placed.map(({grid}) => grid),
  );
  const reference = traces[0];
  if (chosen.track) setPlace(reference, placeOf(chosen, chosen.track, placed[0].position.at));
  return {...chosen, lengthM, laps, pieces};
}

function addDelta(trace: TraceLap, {deltaS, errorS}: LapComparison, at: Float64Array, grid: PlacedLap["grid"]): void {
  const bySample = (column: Float64Array) => gridAtPlaces(grid, column, at);
  const {stepM} = grid;
  trace.derived.delta = bySample(deltaS);
  trace.derived.deltaRate = bySample(deltaRate(deltaS, stepM));
  trace.errors = {
    ...trace.errors,
    delta: bySample(errorS),
    deltaRate: bySample(deltaRateError(errorS, stepM)),
  };
}

/** m to the right of the reference's own path, at the same place of the line. */
function addLineOffset(
  trace: TraceLap,
  {at, offset}: LapPosition,
  grid: PlacedLap["grid"],
  against: PlacedLap["grid"],
): void {
  const reference = gridAtPlaces(grid, against.offset, at);
  trace.derived.lineOffset = offset.map((metres, i) => metres - reference[i]);
}

/** The corners at the samples of the reference; −1 where it does not reach. */
function placeOf({corners}: ComparisonLine, track: Track, at: Float64Array): LapPlace {
  const sample = (metres: number) => sampleAlong(at, track.lengthM, metres);
  const list = corners.list.map((corner) => ({
    ...corner,
    entry: sample(corner.entryM),
    apex: sample(corner.apexM),
    exit: sample(corner.exitM),
  }));
  return {track, numbered: corners.from, corners: list};
}
