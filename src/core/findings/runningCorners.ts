import {cornerMeasures} from "../laps/cornerMeasures.js";
import {gridOfRunning} from "../laps/gridOfRunning.js";
import type {LapGrid} from "../laps/lapGrids.js";
import {pieceTimes, trackPieces} from "../laps/partition.js";
import type {Corner} from "../track/corner.js";
import type {AnalysedLap, Comparison} from "./analysedLap.js";
import type {Finding} from "./finding.js";
import {lapFindings} from "./lapFindings.js";

/** A corner of the running lap against the reference lap. */
export interface RunningCorner {
  /** "Turn 4 Ascari" */
  name: string;
  fromM: number;
  toM: number;
  /** its time and what differs in it, as findings about one lap; null: not driven yet */
  time: Finding | null;
  differences: readonly Finding[];
}

/** Names of what is compared, for the findings. */
export interface RunningNames {
  session: string;
  track: string;
  driver: (car: number) => string;
  /** of a reference lap that another session has */
  reference?: {session: string; driver: string};
}

function ofReference({reference, ...names}: RunningNames): RunningNames {
  return reference ? {...names, session: reference.session, driver: () => reference.driver} : names;
}

/**
 * The corners of a running lap as they end, by the rules that an archived lap is judged by (see lapFindings). Read again only when another part of
 * the lap has ended.
 */
export class RunningCorners {
  private reference: {grid: LapGrid; lap: AnalysedLap} | undefined;
  private pieces: Comparison["pieces"] = [];
  private known: {running: LapGrid | undefined; ended: number; corners: RunningCorner[]} = {
    ...{running: undefined, ended: -1, corners: []},
  };

  /**
   * @param lengthM of the track's line, along which the corners lie
   * @param referenceMs official time of the reference lap
   */
  of(
    running: LapGrid,
    reference: LapGrid,
    {
      corners,
      lengthM,
      referenceMs,
      ...names
    }: RunningNames & {corners: readonly Corner[]; lengthM: number; referenceMs: number},
  ): RunningCorner[] {
    if (reference !== this.reference?.grid) {
      const grid = gridOfRunning(reference, lengthM, referenceMs);
      this.pieces = trackPieces(corners, lengthM, [grid]);
      this.reference = {grid: reference, lap: this.analyse(reference, grid, corners, ofReference(names))};
      this.known = {running: undefined, ended: -1, corners: []};
    }
    const {pieces, known} = this;
    const scale = lengthM / ((running.columns.currentLapTimeMs.length - 1) * running.stepM);
    const ended = pieces.filter(({toM}) => toM <= running.reachedM * scale).length;
    if (running === known.running && ended === known.ended) return known.corners;
    const lap = this.analyse(running, gridOfRunning(running, lengthM, null), corners, names);
    const findings = lapFindings({
      ...{track: names.track, lengthM, corners, pieces, laps: [lap], references: [this.reference.lap]},
      ...{why: "chosen on the pit wall", limitations: []},
    });
    this.known = {
      ...{running, ended},
      corners: pieces.flatMap((piece, k): RunningCorner[] => {
        if (piece.kind !== "corner") return [];
        const own = findings.filter(({place}) => place.fromM === piece.fromM && place.toM === piece.toM);
        const time = own.find(({kind}) => kind === "time");
        const {name, fromM, toM} = piece;
        const isDriven = k < ended && time !== undefined && time.status !== "unavailable";
        return [
          {
            name,
            fromM,
            toM,
            time: isDriven ? time : null,
            differences: isDriven ? own.filter(({kind}) => kind === "difference") : [],
          },
        ];
      }),
    };
    return this.known.corners;
  }

  private analyse(
    {car, lap}: LapGrid,
    grid: AnalysedLap["grid"],
    corners: readonly Corner[],
    {session, driver}: RunningNames,
  ): AnalysedLap {
    const {pieces} = this;
    return {
      ...{session, car, lap, driver: driver(car), grid, sampleS: grid.sampleS},
      ...{times: pieceTimes(grid, pieces), measures: cornerMeasures(grid, pieces, corners)},
    };
  }
}
