import {closestName} from "../channels/closestName.js";
import {ExpressionError, type Span} from "../expressions/expressionError.js";
import type {MathChannel} from "../expressions/mathChannels.js";
import {templateFault} from "./alertText.js";
import type {AlertRule, AlertsFile, RuleKind} from "./rule.js";
import {fieldsOfKind, RULE_KINDS} from "./ruleFields.js";
import {SampleValue} from "./sampleValue.js";

/** What is wrong in a file of rules: the rule by its id or place ("" for the file), the field, and why. */
export interface RuleFault {
  rule: string;
  /** place of the rule in the list, from 0; -1 for the file */
  index: number;
  field: string;
  message: string;
  /** characters of the field that are meant, where it is an expression */
  at?: Span;
}

type FieldFault = Pick<RuleFault, "field" | "message" | "at">;

const MOST_RULES = 200;
const NO_OBJECT = "expected an object";
/** Fields that are expressions, and whether the rule's unit is theirs. */
const EXPRESSIONS = {value: true, while: false, when: false, of: true};

/**
 * A file of rules from the result of JSON.parse, with every fault in it. Absent fields get their defaults. A rule with a fault is left out of
 * the file: one that is wrong spoils no other.
 */
export function checkAlertRules(
  value: unknown,
  mathChannels: readonly MathChannel[] = [],
): {file: AlertsFile; faults: RuleFault[]} {
  const file: AlertsFile = {format: "lapbook-alerts", version: 1, rules: []};
  const faults: RuleFault[] = [];
  const refuse = (field: string, message: string) => ({file, faults: [{rule: "", index: -1, field, message}]});
  if (!isRecord(value)) return refuse("", "not a file of alert rules");
  if (value.format !== "lapbook-alerts") return refuse("format", "expected lapbook-alerts");
  if (value.version !== 1) return refuse("version", `unknown version: ${String(value.version)}`);
  if (!Array.isArray(value.rules) || value.rules.length > MOST_RULES)
    return refuse("rules", `expected a list of at most ${MOST_RULES}`);
  const ids = new Set<string>();
  for (const [i, rule] of value.rules.entries()) {
    const name = isRecord(rule) && typeof rule.id === "string" && rule.id !== "" ? rule.id : `rule ${i + 1}`;
    const found = faultsOf(rule, mathChannels);
    if (ids.has(name)) found.push({field: "id", message: "two rules have this id"});
    ids.add(name);
    for (const fault of found) faults.push({rule: name, index: i, ...fault});
    if (found.length === 0) file.rules.push(withDefaults(rule as Record<string, unknown>));
  }
  return {file, faults};
}

/** A rule as a file has it: not checked, absent fields left out. */
export type WrittenRule = Readonly<Record<string, unknown>>;

/** The rules of a file as they are written, with faults and without defaults, so that an edit changes nothing else. Throws where it is no file of rules. */
export function writtenRules(value: unknown): WrittenRule[] {
  const fault = checkAlertRules(value).faults.find(({index, message}) => index < 0 || message === NO_OBJECT);
  if (fault) throw new Error(faultLine(fault));
  return (value as {rules: WrittenRule[]}).rules;
}

/** A file of rules as they are written. */
export function alertsFileOf(
  rules: readonly WrittenRule[],
): Omit<AlertsFile, "rules"> & {rules: readonly WrittenRule[]} {
  return {format: "lapbook-alerts", version: 1, rules};
}

/** A fault in one line: `brakes-hot, above: expected a number …`. */
export function faultLine({rule, field, message, at}: RuleFault): string {
  const place = [rule, field].filter(Boolean).join(", ");
  return [place, at && `character ${at.start + 1}`, message].filter(Boolean).join(": ");
}

function faultsOf(rule: unknown, mathChannels: readonly MathChannel[]): FieldFault[] {
  if (!isRecord(rule)) return [{field: "", message: NO_OBJECT}];
  if (!RULE_KINDS.includes(rule.kind as RuleKind))
    return [{field: "kind", message: `expected one of ${RULE_KINDS.join(", ")}`}];
  const kind = rule.kind as RuleKind;
  const fields = fieldsOfKind(kind);
  const found: FieldFault[] = [];
  const refuse = (field: string, message: string, at?: Span) => void found.push({field, message, ...(at && {at})});
  for (const name of Object.keys(rule)) {
    if (name === "kind" || Object.hasOwn(fields, name)) continue;
    const intended = closestName(name, Object.keys(fields));
    refuse(name, `unknown field of ${kind}${intended ? `; did you mean ${intended}?` : ""}`);
  }
  for (const [name, {fault, fallback, optional}] of Object.entries(fields)) {
    if (rule[name] === undefined) {
      if (fallback === undefined && !optional) refuse(name, "is missing");
      continue;
    }
    const message = fault(rule[name]);
    if (message) refuse(name, message);
  }
  if (found.length > 0) return found;
  const wrongWord = templateFault(rule.text as string, kind);
  if (wrongWord) refuse("text", wrongWord);
  if ("above" in fields && rule.above === undefined && rule.below === undefined)
    refuse("above", "is missing: a limit is needed, above or below");
  if ((rule.above as number) < (rule.below as number)) refuse("below", "is more than above");
  for (const [field, hasUnit] of Object.entries(EXPRESSIONS)) {
    const isWord = field === "of" && (kind === "best" || rule.of === "lapTime");
    if (rule[field] === undefined || isWord) continue;
    try {
      new SampleValue(rule[field] as string, hasUnit ? (rule.unit as string | undefined) : undefined, mathChannels);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      refuse(field, error.message, error.at);
    }
  }
  return found;
}

function withDefaults(rule: Record<string, unknown>): AlertRule {
  const whole: Record<string, unknown> = {kind: rule.kind};
  for (const [name, {fallback}] of Object.entries(fieldsOfKind(rule.kind as RuleKind))) {
    const value = rule[name] ?? fallback;
    if (value !== undefined) whole[name] = value;
  }
  return whole as unknown as AlertRule;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
