import type {CornerMeasures} from "../../laps/cornerMeasures.js";
import {type CornerValue, cornerValues} from "../../laps/pace/cornerValues.js";
import {type PhaseSpan, phasesOf} from "../../laps/phases.js";
import type {Corner} from "../../track/corner.js";
import {type AnalysedLap, type Comparison, timeFloor} from "../analysedLap.js";
import {DIFFERENCES} from "../differences.js";
import type {Measure} from "../finding.js";

/** A value of a lap in a corner beside the reference's. */
export interface PassValue {
  /** in the unit of CORNER_VALUES; places in m from the corner's apex, before it negative; null where there is none */
  value: number | null;
  reference: number | null;
  /** value − reference; null where one of them is missing */
  difference: number | null;
  /** the recordings tell the two values apart; null where that is not known */
  isResolved: boolean | null;
}

/** What all laps of a comparison did in one corner. */
export interface CornerPass {
  corner: Corner;
  /** the piece of the lap that holds the apex, m along the line */
  fromM: number;
  toM: number;
  own: CornerMeasures;
  reference: CornerMeasures | null;
  time: PassValue;
  values: Record<ShownValue, PassValue>;
  /** where the reference is cut, m along the line */
  phases: PhaseSpan[];
  /** values by lap of the driver, in the order of the comparison */
  laps: {lap: number; values: Record<ShownValue, number | null>}[];
}

export const SHOWN_VALUES = [
  "brake point",
  "minimum speed",
  "throttle pick-up",
  "full throttle",
  "exit speed",
] as const satisfies readonly (CornerValue & Measure)[];
export type ShownValue = (typeof SHOWN_VALUES)[number];

const IS_PLACE: ReadonlySet<ShownValue> = new Set(["brake point", "throttle pick-up", "full throttle"]);

/** The corners of a comparison in the order of the lap, with what one lap did there against one reference lap and all laps beside. */
export function cornerPasses(
  {corners, pieces, laps}: Comparison,
  own: AnalysedLap,
  reference: AnalysedLap,
): CornerPass[] {
  return own.measures.flatMap((measures): CornerPass[] => {
    const {fromM, toM, number} = measures;
    const piece = pieces.find((one) => one.fromM === fromM && one.toM === toM);
    const corner = corners.find((one) => one.number === number && one.apexM >= fromM && one.apexM <= toM);
    if (!piece || !corner) return [];
    const other = passOf(reference, measures) ?? null;
    const of = (pass: CornerMeasures | null | undefined) => shownValues(pass, corner);
    const [mine, theirs] = [of(measures), of(other)];
    const compared = (name: ShownValue): PassValue => {
      const [value, known] = [mine[name], theirs[name]];
      const rule = DIFFERENCES.find(({measure}) => measure === name);
      const difference = value === null || known === null ? null : value - known;
      const [a, b] = other && difference !== null && rule ? [rule.of(measures), rule.of(other)] : [null, null];
      const isResolved =
        a === null || b === null
          ? null
          : Math.abs(a - b) > rule!.floor({lap: own, corner: measures}, {lap: reference, corner: other!});
      return {value, reference: known, difference, isResolved};
    };
    const [time, known] = [finite(measures.timeS), finite(other?.timeS)];
    const difference = time === null || known === null ? null : time - known;
    const isResolved = difference === null ? null : Math.abs(difference) > timeFloor(own, reference, measures);
    return [
      {
        ...{corner, fromM, toM, own: measures, reference: other},
        time: {value: time, reference: known, difference, isResolved},
        values: Object.fromEntries(SHOWN_VALUES.map((name) => [name, compared(name)])) as CornerPass["values"],
        phases: phasesOf(piece, corner, reference.grid),
        laps: laps.map((lap) => ({lap: lap.lap, values: of(passOf(lap, measures))})),
      },
    ];
  });
}

function passOf({measures}: AnalysedLap, {fromM, toM}: CornerMeasures): CornerMeasures | undefined {
  return measures.find((one) => one.fromM === fromM && one.toM === toM);
}

function shownValues(measures: CornerMeasures | null | undefined, {apexM}: Corner): Record<ShownValue, number | null> {
  const values = measures && cornerValues(measures);
  const shown = SHOWN_VALUES.map((name) => {
    const value = finite(values?.[name]);
    return [name, value !== null && IS_PLACE.has(name) ? value - apexM : value];
  });
  return Object.fromEntries(shown);
}

function finite(value: number | null | undefined): number | null {
  return value != null && Number.isFinite(value) ? value : null;
}
