import {type Finding, findingId, MEASURES, MOST_EVIDENCE} from "./finding.js";

type Fields = Record<string, unknown>;
type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string" && value.trim() !== "";
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isCount: Check = (value) => isNumber(value) && Number.isInteger(value) && (value as number) >= 0;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isPair: Check = (value) => Array.isArray(value) && value.length === 2 && value.every(isNumber);
const isInterval: Check = (value) => isPair(value) && (value as number[])[0] <= (value as number[])[1];
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const oneOf =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const fields =
  (checks: Record<string, Check>): Check =>
  (value) =>
    isFields(value) && Object.entries(checks).every(([name, check]) => check(value[name]));

const LAPS_OF = {
  session: isText,
  car: isCount,
  driver: (value: unknown) => typeof value === "string",
  laps: listOf(isCount),
};

const FIELDS: Record<keyof Finding, Check> = {
  id: (value) => typeof value === "string" && /^[0-9a-f]{16}$/.test(value),
  rule: fields({id: isText, version: isCount}),
  status: oneOf("found", "not resolved", "unavailable"),
  reason: orNull(isText),
  kind: oneOf("time", "phase", "difference", "change", "experiment"),
  measure: oneOf(...Object.keys(MEASURES)),
  unit: isText,
  about: oneOf("driver", "lap", "group"),
  subject: fields(LAPS_OF),
  reference: fields({...LAPS_OF, why: isText}),
  place: fields({
    track: isText,
    kind: oneOf("lap", "sector", "corner", "straight"),
    number: orNull(isCount),
    name: isText,
    phase: orNull(isText),
    fromM: isNumber,
    toM: isNumber,
  }),
  value: orNull(isNumber),
  measured: orNull(isNumber),
  interval: orNull(isInterval),
  noiseFloor: orNull((value) => isNumber(value) && (value as number) >= 0),
  n: fields({laps: isCount, referenceLaps: isCount, pairings: isCount, sameSign: isCount, leftOut: isCount}),
  chance: orNull((value) => isNumber(value) && (value as number) >= 0 && (value as number) <= 1),
  resolves: orNull(isNumber),
  more: orNull(fields({laps: isCount, of: oneOf("driver", "both")})),
  estimate: orNull(fields({seconds: isNumber, interval: orNull(isInterval), method: isText})),
  phases: orNull((value) => isFields(value) && Object.values(value).every(isNumber)),
  carried: listOf(fields({seconds: isNumber, name: isText})),
  groups: orNull(
    fields({
      ...{answer: oneOf("difference", "equal enough", "underpowered"), means: isPair, deviations: isPair},
      ...{matters: isNumber, resampled: orNull(isInterval), p: isNumber, df: isNumber, effect: isNumber},
    }),
  ),
  evidence: listOf(fields({session: isText, car: isCount, lap: isCount, fromM: isNumber, toM: isNumber})),
  limitations: listOf(isText),
  text: isText,
};

/**
 * What is wrong with a finding, of any origin; empty for a sound one. A field that is missing, of the wrong type or unknown is named;
 * of a well-formed record, contradictions between its fields.
 */
export function checkFinding(value: unknown): string[] {
  if (!isFields(value)) return ["not an object"];
  const wrong = Object.entries(FIELDS).flatMap(([name, check]) => (check(value[name]) ? [] : [`invalid ${name}`]));
  for (const name of Object.keys(value)) if (!Object.hasOwn(FIELDS, name)) wrong.push(`unknown field: ${name}`);
  return wrong.length ? wrong : contradictions(value as unknown as Finding);
}

function contradictions(finding: Finding): string[] {
  const {status, reason, kind, measure, unit, about, value, interval, noiseFloor, n, evidence, estimate, place} =
    finding;
  const wrong: string[] = [];
  const isTime = kind === "time" || kind === "phase";
  const must = (holds: boolean, text: string) => {
    if (!holds) wrong.push(text);
  };
  must(finding.id === findingId(finding), "id is not that of its contents");
  must(MEASURES[measure] === unit, `${measure} is in ${MEASURES[measure]}`);
  must((status === "found") === (reason === null), "a reason belongs to what is not found");
  must(status !== "unavailable" || value === null, "unavailable with a value");
  must(
    status !== "found" || (value !== null && interval !== null && noiseFloor !== null),
    "found without value, interval and floor",
  );
  must(status !== "found" || Math.abs(value ?? 0) > (noiseFloor ?? 0), "found below the noise floor");
  must(status !== "found" || !interval || interval[0] > 0 || interval[1] < 0, "found with an interval that includes 0");
  must(!interval || value === null || (interval[0] <= value && value <= interval[1]), "value outside its interval");
  must(status !== "found" || evidence.length > 0, "found without evidence");
  must(evidence.length <= MOST_EVIDENCE, `more than ${MOST_EVIDENCE} pieces of evidence`);
  must(about === "lap" || status !== "found" || n.laps > 1, "a habit of one lap");
  must(n.sameSign <= n.pairings, "more pairings of one sign than pairings");
  // only a partition's times add up; whatever else costs time says so in its own field
  const moved = finding.carried.reduce((sum, {seconds}) => sum + seconds, 0);
  must(
    about !== "lap" || !isTime || Math.abs((value ?? 0) - (finding.measured ?? 0) - moved) < 1e-6,
    "value is not the measured time and what was carried",
  );
  const isExperiment = kind === "experiment";
  must(isExperiment || isTime === (measure === "time"), "a time of another kind");
  must(isExperiment === (about === "group"), "a group of another kind");
  must((finding.groups !== null) === (isExperiment && value !== null), "groups belong to the value of an experiment");
  must(
    status !== "found" || !finding.groups || finding.groups.answer === "difference",
    "found where the groups do not differ",
  );
  const [reference, subject] = finding.groups?.means ?? [0, value ?? 0];
  must(Math.abs(subject - reference - (value ?? 0)) < 1e-6, "value is not the difference of the means");
  must((kind === "phase") === (place.phase !== null), "a phase of another kind");
  const parts = Object.values(finding.phases ?? {});
  must(
    parts.length === 0 || Math.abs(parts.reduce((sum, part) => sum + part, -(finding.measured ?? 0))) < 1e-6,
    "phases that do not add up to the measured time",
  );
  must(!isTime || estimate === null, "an estimate of a measured time");
  must(!/\b(because|due to|caused by)\b/i.test(finding.text), "names a cause");
  must(place.toM >= place.fromM, "a place that ends before it begins");
  return wrong;
}
