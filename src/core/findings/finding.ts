import type {PhaseTimes} from "./phaseTimes.js";

/**
 * A claim: the same record on a page, in words and as JSON. Quantities are SI; a difference is subject minus reference, so that a
 * positive time is a loss.
 */
export interface Finding {
  /** made from what the finding is about: the same laps and rules give the same id */
  id: string;
  /** what decided, and its version: another version may decide otherwise */
  rule: {id: string; version: number};
  status: "found" | "not resolved" | "unavailable";
  /** why it is not found; null for a finding that is */
  reason: string | null;
  /**
   * time: of a part of the lap; the parts of one lap add up to the lap's difference.
   * phase: time of a phase of a corner whose time is found; the phases of a corner add up to it.
   * difference: something else that differs there. It may carry an `estimate` of its share of the time; estimates overlap and never add up.
   * change: between earlier and later laps of one driver. experiment: means of two groups of laps, see `groups`.
   */
  kind: "time" | "phase" | "difference" | "change" | "experiment";
  measure: Measure;
  unit: Unit;
  /** driver: repeated over his laps; lap: what happened on one lap; group: the laps of an experiment, whatever they share */
  about: "driver" | "lap" | "group";
  subject: LapsOf;
  reference: LapsOf & {why: string};
  place: FindingPlace;
  /** of a time: with losses moved to where they began (`carried`); the parts of a lap still add up */
  value: number | null;
  /** of a time: as it passed in this place */
  measured: number | null;
  /** 95 % interval of the value; of one lap the bound of its error */
  interval: Interval | null;
  /** what the recordings cannot distinguish from no difference */
  noiseFloor: number | null;
  n: Counts;
  /** probability of such a value between laps of one driver, this place alone (of an experiment by Holm over all its measures); null for one lap */
  chance: number | null;
  /** smallest value that these laps would have shown */
  resolves: number | null;
  more: {laps: number; of: "driver" | "both"} | null;
  estimate: Estimate | null;
  /** of a corner's measured time: its parts, which add up to it */
  phases: PhaseTimes | null;
  /** losses that a slow exit carried to the following straight */
  carried: CarriedPart[];
  /** of an experiment: what its answer rests on */
  groups: GroupTest | null;
  evidence: Evidence[];
  limitations: string[];
  /** the claim in words, with its numbers */
  text: string;
}

export type Measure = keyof typeof MEASURES;
export type Unit = "s" | "m" | "m/s" | "rad/s" | "1";
export type Interval = [low: number, high: number];

/** Measures with their units; `1` is a share. */
export const MEASURES = {
  time: "s",
  "time, empty tank": "s",
  "brake point": "m",
  "minimum speed": "m/s",
  "throttle pick-up": "m",
  "full throttle": "m",
  "exit speed": "m/s",
  "line at apex": "m",
  "shift speed": "rad/s",
  "apex grip": "1",
} as const satisfies Record<string, Unit>;

export interface LapsOf {
  session: string;
  car: number;
  driver: string;
  laps: number[];
}

export interface FindingPlace {
  track: string;
  kind: "lap" | "sector" | "corner" | "straight";
  /** of the sector, corner or straight; null for the lap */
  number: number | null;
  name: string;
  phase: string | null;
  fromM: number;
  toM: number;
}

export interface Counts {
  laps: number;
  referenceLaps: number;
  pairings: number;
  /** pairings whose sign is that of the value */
  sameSign: number;
  /** laps with an incident here, which are no habit */
  leftOut: number;
}

/** Time that a difference explains, by a physical counterfactual; in a field of its own because such times never add up. */
export interface Estimate {
  seconds: number;
  interval: Interval | null;
  /** the counterfactual, in words */
  method: string;
}

/** Two groups of laps in one measure; pairs are of the reference and of the subject. */
export interface GroupTest {
  /**
   * difference: the groups differ, with all measures taken together; it is found where it exceeds the noise floor too. equal enough: the
   * interval holds no difference that would matter. underpowered: these laps cannot say.
   */
  answer: "difference" | "equal enough" | "underpowered";
  means: [reference: number, subject: number];
  deviations: [reference: number, subject: number];
  /** the smallest difference that would matter */
  matters: number;
  /** interval of the same value by resampling: where it disagrees, the laps are not normal */
  resampled: Interval | null;
  /** two-sided, of this measure alone, by Welch's test with so many degrees of freedom */
  p: number;
  df: number;
  /** Hedges' g */
  effect: number;
}

/** A loss that began at the exit of one corner and passed in other places. */
export interface CarriedPart {
  /** positive: it began here; negative: it passed here and began elsewhere */
  seconds: number;
  /** the other place: where it passed, or began */
  name: string;
}

/** A stretch of a lap that shows the finding. */
export interface Evidence {
  session: string;
  car: number;
  lap: number;
  fromM: number;
  toM: number;
}

/** Evidence of one finding at most. */
export const MOST_EVIDENCE = 64;

/**
 * Id of a finding: two FNV-1a hashes of what it is about, not of its value, so that a corrected value keeps links.
 */
export function findingId({
  rule,
  kind,
  measure,
  about,
  subject,
  reference,
  place,
}: Pick<Finding, "rule" | "kind" | "measure" | "about" | "subject" | "reference" | "place">): string {
  const of = ({session, car, laps}: LapsOf) => [session, car, ...laps];
  const {track, kind: part, number, phase} = place;
  const key = JSON.stringify([
    rule.id,
    rule.version,
    ...[kind, measure, about],
    ...[of(subject), of(reference)],
    ...[track, part, number, phase, Math.round(place.fromM)],
  ]);
  return [0x811c9dc5, 0x01000193].map((basis) => fnv(key, basis).toString(16).padStart(8, "0")).join("");
}

function fnv(text: string, basis: number): number {
  let hash = basis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  // the last characters reach the low bits only: fold
  return ((hash >>> 15) ^ hash) >>> 0;
}
