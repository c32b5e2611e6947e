import {SHIPPED_RULES} from "./defaultRules.js";
import type {RuleKind} from "./rule.js";
import type {WrittenRule} from "./ruleFile.js";

/** What a reader calls each kind, and what it is for. */
export const KIND_WORDS: Record<RuleKind, {label: string; about: string}> = {
  threshold: {label: "limit", about: "a value is over a limit"},
  rate: {label: "rate of change", about: "a value rises or falls too fast"},
  condition: {label: "condition", about: "several things hold at once"},
  missing: {label: "missing data", about: "a value that was there no longer comes"},
  cusum: {label: "slow change", about: "lap times, or a mean of each lap, have moved (CUSUM)"},
  lockUp: {label: "lock-up", about: "a braked wheel locks"},
  trackLimits: {label: "track limits", about: "the game invalidates the lap"},
  fuelShort: {label: "fuel short", about: "the fuel does not last to the end"},
  best: {label: "best lap", about: "a personal best, or the session's"},
  rain: {label: "rain coming", about: "rain is forecast on a dry track"},
  safetyCar: {label: "safety car", about: "a safety car comes out, also a virtual one"},
  penalty: {label: "penalty", about: "a penalty that costs time or places"},
  event: {label: "session event", about: "the game sends an event"},
};

const OWN: Partial<Record<RuleKind, WrittenRule>> = {
  threshold: {
    ...{title: "Speed over a limit", value: "speed", unit: "km/h", above: 300, hysteresis: 10},
    text: "{channel} {value} {unit}, limit {limit}",
  },
  condition: {
    ...{title: "Both pedals", when: "throttle > 20 % and brake > 20 %", forS: 0.5},
    text: "throttle and brake at once",
  },
};

/** A rule of a kind to begin with, without a fault: the first shipped one where nothing simpler is known. */
export function newRule(kind: RuleKind, id: string): WrittenRule {
  return {...(OWN[kind] ?? SHIPPED_RULES.find((rule) => rule.kind === kind)), id, kind};
}
