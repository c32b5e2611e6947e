import type {Finding, Interval, Measure} from "./finding.js";
import {REPEATED} from "./repeated.js";

type Claim = Omit<Finding, "text" | "id">;

type Repetition = Pick<Finding, "status" | "value" | "noiseFloor" | "resolves" | "n">;

/** How a measure is worded and shown: in which unit, to how many decimals, and for more or less of it. */
interface Wording {
  unit: string;
  scale: number;
  decimals: number;
  /** finishes "… <value> <unit> …" after the subject */
  more: string;
  less: string;
  verb: string;
}

const WORDS: Record<Exclude<Measure, "time">, Wording> = {
  "time, empty tank": {unit: "s", scale: 1, decimals: 3, verb: "takes", more: "longer", less: "shorter"},
  "brake point": {unit: "m", scale: 1, decimals: 1, verb: "brakes", more: "later", less: "earlier"},
  "minimum speed": {unit: "km/h", scale: 3.6, decimals: 1, verb: "minimum speed", more: "higher", less: "lower"},
  "throttle pick-up": {unit: "m", scale: 1, decimals: 1, verb: "opens the throttle", more: "later", less: "earlier"},
  "full throttle": {unit: "m", scale: 1, decimals: 1, verb: "full throttle", more: "later", less: "earlier"},
  "exit speed": {unit: "km/h", scale: 3.6, decimals: 1, verb: "exit speed", more: "higher", less: "lower"},
  "line at apex": {
    unit: "m",
    scale: 1,
    decimals: 1,
    verb: "passes the apex",
    more: "further right",
    less: "further left",
  },
  "shift speed": {
    unit: "rpm",
    scale: 60 / (2 * Math.PI),
    decimals: 0,
    verb: "shifts up",
    more: "higher",
    less: "lower",
  },
  "apex grip": {unit: "%", scale: 100, decimals: 1, verb: "corners at", more: "more", less: "less"},
};

const PHASE_WORDS: Record<string, string> = {
  braking: "under braking",
  entry: "on the entry",
  middle: "in the middle",
  exit: "on the exit",
};

/** Parts and estimates of a claim that are smaller are not worded, s; the record has them. */
const LEAST_WORDED = 0.005;

/**
 * The claim of a finding in one sentence, with its numbers; what it does not know it does not say.
 *
 * @param phases of a corner's time, see phaseText
 */
export function textOf(claim: Claim, phases = ""): string {
  const where = placeName(claim);
  if (claim.status === "unavailable") return `${where}: ${claim.measure} unavailable: ${claim.reason}`;
  if (claim.status === "not resolved") return `${where}: not resolved by these laps: ${claim.reason}`;
  return `${where}: ${claim.measure === "time" ? timeText(claim, phases) : differenceText(claim)}`;
}

/** "+0.082 s", with the sign always printed. */
export function signedSeconds(seconds: number): string {
  return `${signedNumber(seconds)} s`;
}

function signedNumber(seconds: number): string {
  const text = Math.abs(seconds).toFixed(3);
  return `${seconds < 0 && Number(text) > 0 ? "−" : "+"}${text}`;
}

/** Why a difference is no finding: it is within what the recordings resolve. */
export function withinNoise(measure: Measure, value: number, noiseFloor: number): string {
  return `${value < 0 ? "−" : "+"}${sizeText(measure, value)} is within the ±${sizeText(measure, noiseFloor)} that these recordings resolve`;
}

/**
 * How often the sign of a driver's time repeats, and why that is no habit: "every time (19 of 19), but less than these laps can measure
 * (±0.03 s)". A sign may repeat by chance, or by an error that all laps share.
 */
export function repetitionText({status, value, noiseFloor, resolves, n}: Repetition): string {
  const count = `${n.sameSign} of ${n.pairings}`;
  if (status === "found") return count;
  if (n.sameSign < REPEATED * n.pairings) return `${count}: it changes from lap to lap`;
  const times = n.sameSign === n.pairings ? `every time (${count})` : count;
  const isBelowFloor = Math.abs(value ?? 0) <= (noiseFloor ?? 0);
  const limit = isBelowFloor ? noiseFloor! : resolves!;
  return `${times}, but less than these laps can ${isBelowFloor ? "measure" : "show"} (±${limit.toFixed(2)} s)`;
}

/** The unit in which a measure is shown, its factor from SI and its decimals. */
export function shownIn(measure: Measure): Pick<Wording, "unit" | "scale" | "decimals"> {
  return measure === "time" ? {unit: "s", scale: 1, decimals: 3} : WORDS[measure];
}

/** A value of a measure in the unit in which it is shown: "9.8 m". Without its sign. */
export function sizeText(measure: Measure, value: number): string {
  const {unit, scale, decimals} = shownIn(measure);
  return `${Math.abs(value * scale).toFixed(decimals)} ${unit}`;
}

function placeName({place, subject, about}: Claim): string {
  const lap = about === "lap" ? `lap ${subject.laps[0]}` : "";
  if (place.kind === "lap") return lap || "whole lap";
  return [lap, place.name, place.phase].filter(Boolean).join(", ");
}

function timeText(claim: Claim, phases: string): string {
  const {value, interval, about, n} = claim;
  const size = signedSeconds(value!) + (about === "driver" ? " a lap" : "");
  const surely =
    about === "lap"
      ? `(±${Math.abs(interval![1] - value!).toFixed(3)} s)`
      : `(${interval!.map(signedNumber).join(" to ")} s; ${n.sameSign} of ${n.pairings} pairings of laps)`;
  return [`${size}${phases && `: ${phases}`} ${surely}`, ...carriedTexts(claim)].join("; ");
}

/**
 * In which phases of a corner its time goes, of the findings about them, the greatest first: "+0.090 s on the exit, −0.030 s in the middle".
 * Empty without findings.
 */
export function phaseText(phases: readonly Pick<Finding, "status" | "value" | "place">[]): string {
  if (phases.length < 2) return "";
  return phases
    .filter(({status}) => status === "found")
    .toSorted((a, b) => Math.abs(b.value!) - Math.abs(a.value!))
    .map(({value, place}) => `${signedSeconds(value!)} ${PHASE_WORDS[place.phase!]}`)
    .join(", ");
}

function carriedTexts({carried}: Claim): string[] {
  return carried.flatMap(({seconds, name}) => {
    if (Math.abs(seconds) < LEAST_WORDED) return [];
    return seconds > 0
      ? [`${signedSeconds(seconds)} of it passed later, on ${name}, and began here`]
      : [`without ${signedSeconds(-seconds)} that began at ${name}`];
  });
}

/** What differs, without the place and the uncertainty: "brakes 5.1 m earlier". */
export function shortText({measure, value}: Pick<Claim, "measure" | "value">): string {
  const words = WORDS[measure as Exclude<Measure, "time">];
  const size = `${sizeText(measure, value!)} ${value! > 0 ? words.more : words.less}`;
  return measure === "apex grip"
    ? `${size} lateral acceleration at the minimum speeds of corners`
    : `${words.verb} ${size}`;
}

function differenceText(claim: Claim): string {
  const {measure, interval, estimate, about, kind} = claim;
  const claimed = shortText(claim) + (interval ? ` (${rangeText(measure, interval)})` : "");
  if (kind === "change") {
    const times = estimate ? `; the lap times differ by ${signedSeconds(estimate.seconds)}` : "";
    return `from lap ${claim.subject.laps[0]} on ${claimed} than on the laps before${times}`;
  }
  const cost =
    estimate && Math.abs(estimate.seconds) >= LEAST_WORDED
      ? `; alone about ${signedSeconds(estimate.seconds)}${about === "driver" ? " a lap" : ""}, an estimate`
      : "";
  return claimed + cost;
}

/** "0.051 to 0.113 s": towards the side of the value when both ends are, else with signs. */
export function rangeText(measure: Measure, [low, high]: Interval): string {
  const ends = low < 0 && high <= 0 ? [-high, -low] : [low, high];
  const texts = ends.map((end) => (end < 0 ? `−${sizeText(measure, end)}` : sizeText(measure, end)));
  const unit = texts[0].slice(texts[0].lastIndexOf(" "));
  return `${texts[0].slice(0, -unit.length)} to ${texts[1]}`;
}

/** What limits several claims, each sentence once: with the names of the claims where it is not about all of them. */
export function limitationsOnce(claims: readonly {name: string; limitations: readonly string[]}[]): string[] {
  return [...new Set(claims.flatMap(({limitations}) => limitations))].map((text) => {
    const names = claims.filter(({limitations}) => limitations.includes(text)).map(({name}) => name);
    return names.length === claims.length ? text : `${names.join(", ")}: ${text}`;
  });
}
