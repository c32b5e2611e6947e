import type {AnalysedLap} from "../../src/core/findings/analysedLap.js";
import type {OpenedComparison} from "../../src/core/findings/openComparison.js";
import {cornerMeasures} from "../../src/core/laps/cornerMeasures.js";
import {pieceTimes, trackPieces} from "../../src/core/laps/partition.js";
import type {Corner} from "../../src/core/track/corner.js";
import {type Along, gridLapOf, presses, ramp} from "./gridLaps.js";

const LENGTH = 2000;

const corner = (number: number, apexM: number): Corner => ({
  ...{number, direction: "right", type: "medium", degrees: 90, radiusM: 60},
  ...{entryM: apexM - 60, apexM, exitM: apexM + 60},
});
const CORNERS = [corner(1, 600), corner(2, 1400)];

/** A lap of 2 km with two corners of which the minimum speeds are given, km/h. */
export interface MadeLap {
  car?: number;
  lap: number;
  first: number;
  second: number;
  brake?: boolean;
}

/** Laps of car 0 against reference laps, on one line without positions; no speed differs but in the corners. */
export function madeComparison(laps: readonly MadeLap[], references: readonly MadeLap[]): OpenedComparison {
  const drive = ({first, second, brake = true}: MadeLap) => {
    const dip = (at: number, least: number) =>
      [
        [at - 150, 200],
        [at - 10, least],
        [at + 10, least],
        [at + 150, 200],
      ] as const;
    const speedKmh = ramp(...[...dip(600, first), ...dip(1400, second)].map(([m, v]): [number, number] => [m, v]));
    const channels: Record<string, Along> = {
      throttle: (m) => (Math.abs(m - 600) < 150 || Math.abs(m - 1400) < 150 ? 0 : 1),
    };
    if (brake) channels.brake = presses([450, 455, 580, 590, 1], [1250, 1255, 1380, 1390, 1]);
    return gridLapOf(LENGTH, {speedKmh, ...channels});
  };
  const driven = [...laps, ...references].map((made) => ({made, grid: drive(made)}));
  const pieces = trackPieces(
    CORNERS,
    LENGTH,
    driven.map(({grid}) => grid),
  );
  const analysed = driven.map(
    ({made: {car = 0, lap}, grid}): AnalysedLap => ({
      ...{session: "s", car, driver: car ? "Bo" : "Ada", lap, grid, sampleS: 1 / 60},
      ...{times: pieceTimes(grid, pieces), measures: cornerMeasures(grid, pieces, CORNERS)},
    }),
  );
  const straights = [
    {number: 1, fromM: 1460, toM: 540},
    {number: 2, fromM: 660, toM: 1340},
  ];
  return {
    comparison: {
      ...{track: "Two Bends", lengthM: LENGTH, corners: CORNERS, pieces, why: "a test's choice", limitations: []},
      ...{laps: analysed.slice(0, laps.length), references: analysed.slice(laps.length)},
    },
    corners: {from: "shape", list: CORNERS, straights},
    line: {lengthM: LENGTH},
    ...{source: "no line", refused: []},
  };
}
