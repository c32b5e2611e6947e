import type {RuleKind} from "../../core/alerts/rule.js";

/** How a field of a rule is asked for. */
export interface FieldWords {
  label: string;
  as: "expression" | "number" | "text" | "choice" | "list";
  /** behind a number; "of value": the unit of the rule's value */
  unit?: string;
  choices?: readonly (readonly [value: string, label: string])[];
  /** in one sentence, where the label does not say enough */
  hint?: string;
}

const ALL: Record<string, FieldWords> = {
  value: {label: "value", as: "expression"},
  when: {label: "condition", as: "expression"},
  while: {
    label: "only while",
    as: "expression",
    hint: "samples where this does not hold are left out; empty: all count",
  },
  of: {label: "of", as: "expression", hint: "lapTime, or an expression whose mean over each racing lap is watched"},
  unit: {label: "unit", as: "text"},
  above: {label: "above", as: "number", unit: "of value"},
  below: {label: "below", as: "number", unit: "of value"},
  hysteresis: {
    ...{label: "again after it came back by", as: "number", unit: "of value"},
    hint: "so that a value that trembles at its limit is told once",
  },
  forS: {label: "for at least", as: "number", unit: "s"},
  overS: {label: "over the last", as: "number", unit: "s"},
  direction: {
    ...{label: "moves", as: "choice"},
    choices: [
      ["up", "up"],
      ["down", "down"],
      ["both", "up or down"],
    ],
  },
  k: {label: "slack k", as: "number", unit: "deviations", hint: "half of the shift that is to be found soonest"},
  h: {label: "decision limit h", as: "number", unit: "deviations", hint: "higher: fewer false alarms, later true ones"},
  learnLaps: {label: "learns from the first", as: "number", unit: "laps"},
  slip: {
    label: "slip",
    as: "number",
    unit: "0–1",
    hint: "1 − wheel speed ÷ car speed from which a wheel counts as locked",
  },
  collapseG: {
    ...{label: "speed collapses by", as: "number", unit: "g"},
    hint: "a guess where no wheel speed is sent; 0: nothing is guessed",
  },
  reserveLaps: {label: "in reserve", as: "number", unit: "laps"},
  afterLaps: {label: "not in the first", as: "number", unit: "laps"},
  percent: {label: "probability of at least", as: "number", unit: "%"},
  withinMin: {label: "within", as: "number", unit: "min"},
  events: {label: "events", as: "list", hint: "codes of the game or kinds of session events, by commas: RDFL, SCAR"},
  coolDownS: {
    label: "then silent for",
    as: "number",
    unit: "s",
    hint: "how long the rule is silent for that car after an alert",
  },
};

const OF_BEST: FieldWords = {
  ...{label: "beats", as: "choice"},
  choices: [
    ["personal", "the car's own best"],
    ["session", "the session's best"],
  ],
};

/** How a field of a kind of rule is asked for; undefined for the fields that every rule has. */
export function fieldWords(kind: RuleKind, name: string): FieldWords | undefined {
  return kind === "best" && name === "of" ? OF_BEST : ALL[name];
}
