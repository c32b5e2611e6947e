import type {CornerMeasures, MeasuredPart} from "../laps/cornerMeasures.js";
import {type AnalysedLap, placeFloor, speedOf} from "./analysedLap.js";
import {earlierBrakingS, laterThrottleS, lowerMinimumS, speedAt} from "./counterfactuals.js";
import type {Measure} from "./finding.js";

/** A lap in one corner. */
export interface LapInCorner {
  lap: AnalysedLap;
  corner: CornerMeasures;
}

/** Something that two laps may do differently in a corner. */
export interface Difference {
  measure: Measure;
  /** part of the measures that says why it is unavailable */
  part: MeasuredPart;
  /** SI; null where the lap has none */
  of: (corner: CornerMeasures) => number | null;
  /** what the recordings cannot distinguish from no difference */
  floor: (own: LapInCorner, reference: LapInCorner) => number;
  /** time that the difference explains, s; NaN where it cannot be computed */
  estimate?: (own: LapInCorner, reference: LapInCorner) => number;
  method?: string;
}

const KMH = 1 / 3.6;
/** Games send whole km/h: each of two speeds is wrong by up to 1 km/h. */
const SAME_SPEED = Math.SQRT2 * KMH;
/** Paths of two laps that are closer are the same line, m: positions are projected on a line drawn through laps. */
const SAME_LINE_M = 0.5;

/** Differences in the order in which a corner is driven. */
export const DIFFERENCES: readonly Difference[] = [
  {
    measure: "brake point",
    part: "brake",
    of: ({brake}) => brake?.pointM ?? null,
    floor: (own, reference) => placeFloor(own.lap, reference.lap, speedIn(own, own.corner.brake!.pointM)),
    estimate: (own, reference) => {
      const grid = gridOf(own);
      const [point, other] = [own.corner.brake!.pointM, reference.corner.brake!.pointM];
      if (!grid || !own.corner.speed) return Number.NaN;
      return earlierBrakingS(grid, point, own.corner.speed.minimumM, other - point);
    },
    method: "the lap itself, braking at the reference's point, harder, to the same speed at the same place",
  },
  {
    measure: "minimum speed",
    part: "speed",
    of: ({speed}) => (speed ? speed.minimumKmh * KMH : null),
    floor: () => SAME_SPEED,
    estimate: (own, reference) => faster(own, reference) ?? -(faster(reference, own) ?? Number.NaN),
    method: "the lap itself, never slower here than the reference",
  },
  {
    measure: "throttle pick-up",
    part: "throttle",
    of: ({throttle}) => throttle?.pickUpM ?? null,
    floor: (own, reference) => placeFloor(own.lap, reference.lap, speedIn(own, own.corner.throttle!.pickUpM!)),
    estimate: (own, reference) => sooner(own, reference) ?? -(sooner(reference, own) ?? Number.NaN),
    method: "the lap itself, accelerating from the reference's place as it did from its own, up to the corner's end",
  },
  {
    measure: "full throttle",
    part: "throttle",
    of: ({throttle}) => throttle?.fullM ?? null,
    floor: (own, reference) => placeFloor(own.lap, reference.lap, speedIn(own, own.corner.throttle!.fullM!)),
  },
  {
    measure: "exit speed",
    part: "speed",
    of: ({speed}) => (speed ? speed.exitKmh * KMH : null),
    floor: () => SAME_SPEED,
  },
  {
    measure: "line at apex",
    part: "offset",
    of: ({offset}) => offset?.apexM ?? null,
    floor: () => SAME_LINE_M,
  },
];

/** The laps that have the measure in a piece. */
export function lapsIn(
  laps: readonly AnalysedLap[],
  piece: {fromM: number; toM: number},
  {of}: Pick<Difference, "of">,
): LapInCorner[] {
  return laps.flatMap((lap): LapInCorner[] => {
    const corner = lap.measures.find(({fromM, toM}) => fromM === piece.fromM && toM === piece.toM);
    const value = corner && of(corner);
    return corner && value !== null && Number.isFinite(value) ? [{lap, corner}] : [];
  });
}

function gridOf({lap: {grid}}: LapInCorner) {
  const speed = speedOf(grid);
  return speed && {speed, stepM: grid.stepM};
}

/** What never being slower than the other lap would gain, s; undefined where it is not slower. */
function faster(slow: LapInCorner, fast: LapInCorner): number | undefined {
  const grid = gridOf(slow);
  const [a, b] = [slow.corner.speed!.minimumKmh, fast.corner.speed!.minimumKmh];
  if (!grid || a > b) return undefined;
  return lowerMinimumS(grid, slow.corner.fromM, slow.corner.toM, b * KMH);
}

/** What opening the throttle where the other lap did would gain, s; undefined where it is not later. */
function sooner(late: LapInCorner, early: LapInCorner): number | undefined {
  const grid = gridOf(late);
  const [a, b] = [late.corner.throttle!.pickUpM!, early.corner.throttle!.pickUpM!];
  if (!grid || a < b) return undefined;
  return laterThrottleS(grid, b, Math.max(late.corner.toM, b), a - b);
}

/** m/s; NaN without a speed channel. */
function speedIn(own: LapInCorner, metres: number): number {
  const grid = gridOf(own);
  return grid ? speedAt(grid, metres) : Number.NaN;
}
