import type {Finding, FindingPlace} from "../finding.js";
import {phaseText, repetitionText, shortText} from "../words.js";

/** A corner or straight in a debrief. */
export interface DebriefPart {
  place: FindingPlace;
  /** the claim about its time: of the lap, or of the driver */
  time: Finding;
  /** of the driver's laps and the reference's in pairs, how many have the sign of the median; null where that was not judged */
  repeats: {same: number; of: number; isHabit: boolean; text: string} | null;
  /** repeats: a habit; once: of this lap alone; carried: it began elsewhere; open: these laps do not resolve it */
  status: "repeats" | "once" | "carried" | "open";
  /** what differs here, in words with numbers */
  what: string;
}

/** What differs most in a place, in words; null where it is not known. */
export type PlaceHint = (place: FindingPlace) => string | null;

/** Said of a place where time is found and nothing that differs is. */
export const NO_CAUSE = "no single cause stands out";

/** Differences in one corner that are worded. */
const MOST_WORDED = 3;

/**
 * The parts of a lap with what happened there, those that lost most first; parts without a time last.
 *
 * @param findings about the lap, or about the driver
 * @param habits findings about the driver, which decide what repeats; empty where there are too few laps
 * @param hint what differs most in a place in which no difference is found
 */
export function debriefParts(
  findings: readonly Finding[],
  habits: readonly Finding[],
  hint: PlaceHint = () => null,
): DebriefPart[] {
  return findings
    .filter(({kind, place}) => kind === "time" && place.kind !== "lap")
    .map((time): DebriefPart => {
      const {place} = time;
      const habit = habits.find((one) => one.kind === "time" && isAt(one, place));
      const differences = findings.filter((one) => one.kind === "difference" && isAt(one, place));
      const phases = findings.filter((one) => one.kind === "phase" && isWithin(one, place));
      const isJudged = habit !== undefined && habit.interval !== null;
      return {
        ...{place, time},
        repeats: isJudged ? repeatsOf(habit, time) : null,
        status: statusOf(time, isJudged ? habit : undefined),
        what: whatText(time, differences, phases, hint),
      };
    })
    .sort((a, b) => (b.time.value ?? Number.NEGATIVE_INFINITY) - (a.time.value ?? Number.NEGATIVE_INFINITY));
}

function repeatsOf(habit: Finding, time: Finding): DebriefPart["repeats"] {
  const {status, value, n} = habit;
  const isHabit = status === "found";
  const isOpposite = isHabit && value! * (time.value ?? 0) < 0;
  const usual = `this lap; the others ${value! < 0 ? "gain" : "lose"} here, ${n.sameSign} of ${n.pairings}`;
  return {same: n.sameSign, of: n.pairings, isHabit, text: isOpposite ? usual : repetitionText(habit)};
}

/** Whether a finding is about a place. */
export function isAt({place}: Pick<Finding, "place">, {kind, fromM}: Pick<FindingPlace, "kind" | "fromM">): boolean {
  return place.kind === kind && place.fromM === fromM;
}

/** Whether a finding is about a part of a place. */
export function isWithin({place}: Pick<Finding, "place">, {kind, number, fromM, toM}: FindingPlace): boolean {
  return place.kind === kind && place.number === number && place.fromM >= fromM && place.toM <= toM;
}

function statusOf(time: Finding, habit: Finding | undefined): DebriefPart["status"] {
  if (isCarried(time)) return "carried";
  if (time.status !== "found") return "open";
  const isHabit = habit?.status === "found" && habit.value! * time.value! > 0;
  return isHabit ? "repeats" : "once";
}

/** Whether the time lost here is not lost here: most of it began at the exit of another corner. */
function isCarried({value, measured, carried, noiseFloor}: Finding): boolean {
  const came = carried.reduce((sum, {seconds}) => sum + Math.min(0, seconds), 0);
  return value !== null && measured !== null && measured > noiseFloor! && -came > measured / 2;
}

/** Whether a part's time differs by more than what the recordings cannot distinguish from no difference. */
export function isAboveNoise({time: {value, measured, noiseFloor}}: DebriefPart): boolean {
  return Math.max(Math.abs(value ?? 0), Math.abs(measured ?? 0)) > (noiseFloor ?? 0);
}

function whatText(time: Finding, differences: readonly Finding[], phases: readonly Finding[], hint: PlaceHint): string {
  const {carried, reason, status} = time;
  if (isCarried(time)) {
    const from = carried.toSorted((a, b) => a.seconds - b.seconds)[0];
    return `follows from the exit of ${from.name}: ${Math.abs(from.seconds).toFixed(3)} s lost here began there`;
  }
  if (status !== "found") return reason ?? "";
  const worded = differences
    .toSorted((a, b) => Math.abs(b.estimate?.seconds ?? 0) - Math.abs(a.estimate?.seconds ?? 0))
    .slice(0, MOST_WORDED);
  // in the order in which a corner is driven
  const texts = differences.filter((one) => worded.includes(one)).map(shortText);
  const passed = carried.filter(({seconds}) => seconds > 0.005);
  const later = passed.map(({seconds, name}) => `${seconds.toFixed(3)} s of it passes on ${name}`);
  const none = hint(time.place) ?? NO_CAUSE;
  return [phaseText(phases), ...(texts.length ? texts : [none]), ...later].filter(Boolean).join("; ");
}
