import {conversion, quantityOf} from "../channels/units.js";
import {numbersInText, type WrittenNumber} from "./numbersInText.js";

/** What a check of a text found. */
export interface CheckedText {
  numbers: number;
  /** numbers that no answer contains */
  unknown: WrittenNumber[];
}

/** A number of an answer, with its unit where the answer says it. */
interface KnownNumber {
  value: number;
  unit: string;
}

/** Longer lists of numbers are traces: among hundreds of values every number is found by chance. */
const MOST_LISTED = 20;

/**
 * Looks every number of a text up in the answers it was made from. A number matches when an answer's value, or half of an interval
 * `low` … `high`, in the unit written gives it at the digits written; the sign may be in the words ("0.2 s slower"). Numbers in
 * words are not read, and values of traces do not count.
 */
export function checkNumbers(text: string, answers: readonly unknown[]): CheckedText {
  const known = answers.flatMap((answer) => [...numbersOf(answer, "")]);
  const written = numbersInText(text);
  return {
    numbers: written.length,
    unknown: written.filter((one) => !known.some((other) => isSame(one, other))),
  };
}

function* numbersOf(answer: unknown, unit: string): Generator<KnownNumber> {
  if (typeof answer === "number") {
    if (Number.isFinite(answer)) yield {value: answer, unit};
  } else if (typeof answer === "string") {
    for (const {value, unit: written} of numbersInText(answer)) yield {value, unit: written};
  } else if (Array.isArray(answer)) {
    if (answer.length > MOST_LISTED && answer.every((one) => typeof one !== "object" || one === null)) return;
    for (const one of answer) yield* numbersOf(one, unit);
  } else if (answer !== null && typeof answer === "object") {
    const record = answer as Record<string, unknown>;
    const own = typeof record.unit === "string" ? record.unit : "";
    for (const [key, value] of Object.entries(record)) yield* numbersOf(value, unitOfKey(key) || own);
    if (typeof record.low === "number" && typeof record.high === "number")
      yield {value: (record.high - record.low) / 2, unit: own};
  }
}

/** The unit that a field's name ends in: `lapTimeMs`, `fromM`. */
function unitOfKey(key: string): string {
  const [, suffix] = /[a-z](Ms|S|M|Kmh|Kg|C|Percent)$/.exec(key) ?? [];
  return {Ms: "ms", S: "s", M: "m", Kmh: "km/h", Kg: "kg", C: "°C", Percent: "%"}[suffix ?? ""] ?? "";
}

/** Units in which a text may write a value of another one. */
const WRITTEN_AS: Readonly<Record<string, readonly string[]>> = {
  s: ["s", "ms"],
  ms: ["ms", "s"],
  "m/s": ["km/h", "mph", "m/s"],
  "km/h": ["km/h", "mph", "m/s"],
  m: ["m", "km"],
};
/** Revolutions a minute of one radian a second. */
const RPM = 30 / Math.PI;

function isSame(written: WrittenNumber, {value, unit}: KnownNumber): boolean {
  const forms: KnownNumber[] = [{value, unit}];
  if (unit === "1" || unit === "") forms.push({value: 100 * value, unit: "%"});
  if (unit === "rad/s") forms.push({value: RPM * value, unit: "rpm"});
  for (const other of WRITTEN_AS[unit] ?? []) {
    const to = conversion(quantityOf(unit), unit, other);
    if (to) forms.push({value: value * to.factor + to.add, unit: other});
  }
  return forms.some((form) => {
    if (written.unit !== "" && form.unit !== "" && form.unit !== "1" && written.unit !== form.unit) return false;
    // half a unit of the last digit, and the noise of binary fractions
    const tolerance = 0.5 * 10 ** -written.decimals * (1 + 1e-9);
    return Math.abs(Math.abs(written.value) - Math.abs(form.value)) <= tolerance;
  });
}
