import type {CornerMeasures} from "../laps/cornerMeasures.js";
import {median} from "../signal/robust.js";
import {type AnalysedLap, timeFloor} from "./analysedLap.js";
import {DIFFERENCES, type Difference, lapsIn} from "./differences.js";
import type {ExperimentLap} from "./experiment.js";
import type {PlacedMeasure} from "./experimentLaps.js";
import {MEASURES, type Measure} from "./finding.js";

type CornerValue = Pick<Difference, "measure" | "of" | "floor"> & Partial<Pick<Difference, "part">>;

/** The smallest differences at a corner that a driver would change something for, SI. */
const MATTERS: Partial<Record<Measure, number>> = {
  time: 0.03,
  "brake point": 3,
  "minimum speed": 1 / 3.6,
  "throttle pick-up": 3,
  "exit speed": 1 / 3.6,
  "line at apex": 0.3,
};

const TIME: CornerValue = {
  measure: "time",
  of: ({timeS}) => timeS,
  floor: (own, reference) => timeFloor(own.lap, reference.lap, own.corner),
};
const VALUES = [TIME, ...DIFFERENCES].filter(({measure}) => MATTERS[measure] !== undefined);

/**
 * What the laps of two groups did in one corner, for an experiment. The noise floor is that of two laps, the median over all pairings.
 *
 * @param onlyTime the time in the corner alone, for an experiment over many
 */
export function cornerExperiment(
  track: string,
  {number, name, fromM, toM}: Pick<CornerMeasures, "number" | "name" | "fromM" | "toM">,
  [a, b]: readonly [readonly AnalysedLap[], readonly AnalysedLap[]],
  {onlyTime = false} = {},
): PlacedMeasure[] {
  return (onlyTime ? [TIME] : VALUES).map((value): PlacedMeasure => {
    const {measure, floor, part} = value;
    const [others, own] = [a, b].map((laps) => lapsIn(laps, {fromM, toM}, value));
    const floors = own.flatMap((lap) => others.map((other) => floor(lap, other)));
    const missing = part && [...a, ...b].flatMap(({measures}) => reasonIn(measures, number, part))[0];
    return {
      name: valueName(name, measure),
      ...{unit: MEASURES[measure], matters: MATTERS[measure]!, measure},
      place: {track, kind: "corner", number, name, phase: null, fromM, toM},
      noiseFloor: floors.length ? median(Float64Array.from(floors)) : Number.NaN,
      missing,
    };
  });
}

/** The values of a lap in its corners, by the names of `cornerExperiment`. */
export function cornerExperimentValues({measures}: Pick<AnalysedLap, "measures">): ExperimentLap["values"] {
  return Object.fromEntries(
    measures.flatMap((corner) => VALUES.map(({measure, of}) => [valueName(corner.name, measure), of(corner)])),
  );
}

const valueName = (corner: string, measure: Measure) => `${corner} ${measure}`;

function reasonIn(corners: readonly CornerMeasures[], number: number, part: Difference["part"]): string[] {
  return corners.flatMap((corner) => (corner.number === number ? (corner.unavailable[part] ?? []) : []));
}
