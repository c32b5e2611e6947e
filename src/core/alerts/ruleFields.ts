import {SEVERITIES} from "../messages/events.js";
import {ALERT_CARS, type RuleKind} from "./rule.js";

/** A field of a rule in the file: how it is checked, and what it is when absent. */
export interface RuleField {
  /** what is wrong with a value; undefined: nothing */
  fault(value: unknown): string | undefined;
  /** value when absent; undefined with `optional` false: it must be there */
  fallback?: unknown;
  optional?: true;
}

const number = (min: number, max: number, rest: Partial<RuleField> = {}): RuleField => ({
  fault: (value) =>
    typeof value === "number" && value >= min && value <= max ? undefined : `expected a number from ${min} to ${max}`,
  ...rest,
});
const text = (most: number, rest: Partial<RuleField> = {}): RuleField => ({
  fault: (value) =>
    typeof value === "string" && value.trim() !== "" && value.length <= most
      ? undefined
      : `expected a text of 1 to ${most} characters`,
  ...rest,
});
const oneOf = (choices: readonly string[], rest: Partial<RuleField> = {}): RuleField => ({
  fault: (value) => (choices.includes(value as string) ? undefined : `expected ${choices.join(", ")}`),
  ...rest,
});

const EXPRESSION = 1000;
const HOUR = 3600;
const ANY = 1e12;
const optional = {optional: true} as const;

/** Fields that every rule has beside `kind`. */
const COMMON: Record<string, RuleField> = {
  id: {
    fault: (value) =>
      typeof value === "string" && /^[\w-]{1,60}$/.test(value)
        ? undefined
        : "expected 1 to 60 letters, digits, hyphens and underscores",
  },
  title: text(100),
  enabled: {fault: (value) => (typeof value === "boolean" ? undefined : "expected true or false"), optional: true},
  severity: oneOf(SEVERITIES, {fallback: "warning"}),
  cars: oneOf(ALERT_CARS, {fallback: "mine"}),
  text: text(300),
  coolDownS: number(0, HOUR, {fallback: 30}),
};

/** Of rules that cannot be met again and again within seconds. */
const SELDOM = {coolDownS: number(0, HOUR, {fallback: 0})};

const LIMITS: Record<string, RuleField> = {
  value: text(EXPRESSION),
  unit: text(60, optional),
  while: text(EXPRESSION, optional),
  above: number(-ANY, ANY, optional),
  below: number(-ANY, ANY, optional),
  hysteresis: number(0, ANY, {fallback: 0}),
  forS: number(0, HOUR, {fallback: 0}),
};

const FIELDS: Record<RuleKind, Record<string, RuleField>> = {
  threshold: LIMITS,
  rate: {...LIMITS, overS: number(0.1, HOUR)},
  condition: {when: text(EXPRESSION), forS: number(0, HOUR, {fallback: 0})},
  missing: {value: text(EXPRESSION), forS: number(0.2, HOUR, {fallback: 3})},
  cusum: {
    ...SELDOM,
    of: text(EXPRESSION, {fallback: "lapTime"}),
    unit: text(60, optional),
    direction: oneOf(["up", "down", "both"], {fallback: "up"}),
    k: number(0, 10, {fallback: 0.5}),
    h: number(0.5, 100, {fallback: 5}),
    learnLaps: number(3, 100, {fallback: 4}),
  },
  lockUp: {
    slip: number(0.1, 1, {fallback: 0.5}),
    forS: number(0, 10, {fallback: 0.1}),
    collapseG: number(0, 100, {fallback: 8}),
  },
  trackLimits: {...SELDOM},
  fuelShort: {...SELDOM, reserveLaps: number(-10, 100, {fallback: 0})},
  best: {
    ...SELDOM,
    of: oneOf(["personal", "session"], {fallback: "personal"}),
    afterLaps: number(0, 1000, {fallback: 1}),
  },
  rain: {...SELDOM, percent: number(1, 100, {fallback: 50}), withinMin: number(0, 600, {fallback: 10})},
  safetyCar: {...SELDOM},
  penalty: {...SELDOM},
  event: {
    ...SELDOM,
    events: {
      fault: (value) =>
        Array.isArray(value) && value.length > 0 && value.length <= 50 && value.every((one) => typeof one === "string")
          ? undefined
          : "expected a list of kinds of session events",
    },
  },
};

export const RULE_KINDS = Object.keys(FIELDS) as RuleKind[];

/** The fields of a kind of rule by name, in the order in which they are written. */
export function fieldsOfKind(kind: RuleKind): Readonly<Record<string, RuleField>> {
  return {...COMMON, ...FIELDS[kind]};
}
