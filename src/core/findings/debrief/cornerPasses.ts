import type {CornerMeasures} from "../../laps/cornerMeasures.js";
import {type CornerValue, cornerValues} from "../../laps/pace/cornerValues.js";
import {type PhaseSpan, phasesOf} from "../../laps/phases.js";
import {median, medianAbsoluteDeviation} from "../../signal/robust.js";
import type {Corner} from "../../track/corner.js";
import {type AnalysedLap, type Comparison, timeFloor} from "../analysedLap.js";
import {DIFFERENCES, lapsIn} from "../differences.js";
import {pairingsOf} from "../effects.js";
import type {Finding, Measure} from "../finding.js";
import {judgePairings} from "../pairings.js";
import type {DebriefPart} from "./debriefParts.js";

/** A value of a lap in a corner, or the median of several, beside the reference's. */
export interface PassValue {
  /** in the unit of CORNER_VALUES; places in m from the corner's apex, before it negative; null where there is none */
  value: number | null;
  /** of several laps: their standard deviation by the median deviation; null for one lap, and for fewer than three */
  spread: number | null;
  reference: number | null;
  /** the value's difference to the reference's, of several laps the median of all pairings; null where one of them is missing */
  difference: number | null;
  /** the recordings tell the two values apart, of several laps as a habit; null where that is not known */
  isResolved: boolean | null;
}

/** What the laps of a comparison did in one corner. */
export interface CornerPass {
  corner: Corner;
  /** the piece of the lap that holds the apex, m along the line */
  fromM: number;
  toM: number;
  /** the lap that is shown: of several the one whose time here is nearest to their median */
  lap: AnalysedLap;
  /** the values are those of several laps: medians */
  isTypical: boolean;
  own: CornerMeasures;
  reference: CornerMeasures | null;
  time: PassValue;
  /** the claim about the time here: with losses counted where they began; null where none is known */
  claim: Finding | null;
  values: Record<ShownValue, PassValue>;
  /** where the reference is cut, m along the line */
  phases: PhaseSpan[];
  /** values by lap of the driver, in the order of the comparison */
  laps: {lap: number; values: Record<ShownValue, number | null>}[];
}

export interface CornerPassOptions {
  /** all laps of the comparison together, not the own one alone */
  typical?: boolean;
  /** of the debrief of the same laps: its times are shown, so that both agree */
  parts?: readonly DebriefPart[];
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
/** Of fewer values a spread says nothing. */
const LEAST_TO_SPREAD = 3;

/**
 * The corners of a comparison in the order of the lap, with what one lap did there against one reference lap, or with `typical` what all laps
 * do against all reference laps.
 */
export function cornerPasses(
  comparison: Comparison,
  own: AnalysedLap,
  reference: AnalysedLap,
  {typical = false, parts = []}: CornerPassOptions = {},
): CornerPass[] {
  const {corners, pieces, laps} = comparison;
  const [mine, theirs] = typical ? [laps, comparison.references] : [[own], [reference]];
  return own.measures.flatMap((measures): CornerPass[] => {
    const {fromM, toM, number} = measures;
    const piece = pieces.find((one) => one.fromM === fromM && one.toM === toM);
    const corner = corners.find((one) => one.number === number && one.apexM >= fromM && one.apexM <= toM);
    if (!piece || !corner) return [];
    const passes = (side: readonly AnalysedLap[]) =>
      side.flatMap((lap) => {
        const pass = passOf(lap, measures);
        return pass ? [{lap, pass}] : [];
      });
    const [here, there] = [passes(mine), passes(theirs)];
    const times = (side: typeof here) => side.map(({pass}) => pass.timeS).filter(Number.isFinite);
    const time = compareTimes(times(here), times(there), () => timeFloor(own, reference, measures), typical);
    const part = parts.find(({place}) => place.kind === "corner" && place.fromM === fromM);
    const claim = part && part.time.value !== null ? part.time : null;
    const away = ({pass}: (typeof here)[number]) => Math.abs(pass.timeS - (time.value ?? 0));
    const shown = here.reduce((best, one) => (away(one) < away(best) ? one : best), here[0]);
    return [
      {
        ...{corner, fromM, toM, claim, lap: shown.lap, isTypical: typical, own: shown.pass},
        reference: passOf(reference, measures) ?? null,
        time: claim ? {...time, difference: claim.value, isResolved: claim.status === "found"} : time,
        values: Object.fromEntries(
          SHOWN_VALUES.map((name) => [name, compareValue(name, corner, mine, theirs, measures, typical)]),
        ) as CornerPass["values"],
        phases: phasesOf(piece, corner, reference.grid),
        laps: laps.map((lap) => ({lap: lap.lap, values: shownValues(passOf(lap, measures), corner)})),
      },
    ];
  });
}

function compareTimes(mine: number[], theirs: number[], floor: () => number, typical: boolean): PassValue {
  const known = mine.length > 0 && theirs.length > 0;
  const difference = known ? median(pairingsOf(mine, theirs).values) : null;
  // of several laps the debrief's claim decides
  const isResolved = difference === null || typical ? null : Math.abs(difference) > floor();
  return {...middleOf(mine), reference: middleOf(theirs).value, difference, isResolved};
}

function compareValue(
  name: ShownValue,
  corner: Corner,
  mine: readonly AnalysedLap[],
  theirs: readonly AnalysedLap[],
  piece: CornerMeasures,
  typical: boolean,
): PassValue {
  const values = (side: readonly AnalysedLap[]) =>
    side.flatMap((lap) => shownValues(passOf(lap, piece), corner)[name] ?? []);
  const [own, others] = [values(mine), values(theirs)];
  const shown = {...middleOf(own), reference: middleOf(others).value};
  if (own.length === 0 || others.length === 0) return {...shown, difference: null, isResolved: null};
  const difference = median(pairingsOf(own, others).values);
  const rule = DIFFERENCES.find(({measure}) => measure === name)!;
  const [a, b] = [mine, theirs].map((side) => lapsIn(side, piece, rule));
  if (a.length === 0 || b.length === 0) return {...shown, difference, isResolved: null};
  const pairings = pairingsOf(
    a.map((one) => rule.of(one.corner)!),
    b.map((one) => rule.of(one.corner)!),
  );
  // of laps whose samples are not there the floor of a place is unknown
  const floors = a.flatMap((one) => b.map((other) => rule.floor(one, other))).filter(Number.isFinite);
  if (floors.length === 0) return {...shown, difference, isResolved: null};
  const floor = median(floors);
  const isResolved = typical ? judgePairings(pairings, floor).answer === "found" : Math.abs(pairings.values[0]) > floor;
  return {...shown, difference, isResolved};
}

function middleOf(values: readonly number[]): Pick<PassValue, "value" | "spread"> {
  return {
    value: values.length ? median(values) : null,
    spread: values.length >= LEAST_TO_SPREAD ? medianAbsoluteDeviation(values) : null,
  };
}

function passOf({measures}: AnalysedLap, {fromM, toM}: CornerMeasures): CornerMeasures | undefined {
  return measures.find((one) => one.fromM === fromM && one.toM === toM);
}

function shownValues(measures: CornerMeasures | null | undefined, {apexM}: Corner): Record<ShownValue, number | null> {
  const values = measures && cornerValues(measures);
  const shown = SHOWN_VALUES.map((name) => {
    const value = values?.[name] ?? Number.NaN;
    return [name, Number.isFinite(value) ? (IS_PLACE.has(name) ? value - apexM : value) : null];
  });
  return Object.fromEntries(shown);
}
