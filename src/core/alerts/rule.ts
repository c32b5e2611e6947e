import type {Severity} from "../messages/events.js";

/** Which cars a rule is about: the player's, all others, or every one. */
export const ALERT_CARS = ["mine", "rivals", "all"] as const;
export type AlertCars = (typeof ALERT_CARS)[number];

/** What every rule has. */
interface AnyRule {
  /** letters, digits and hyphens; unique in the file */
  id: string;
  title: string;
  /** false: switched off; it is checked and kept, and never met */
  enabled?: boolean;
  severity: Severity;
  cars: AlertCars;
  /** template, see alertText.ts */
  text: string;
  /** s of session time after an alert of a car in which the rule is silent for it */
  coolDownS: number;
}

/** A value of each sample: a channel, an expression or a math channel; of four wheels each is watched. */
interface OfValue {
  value: string;
  /** of `value` and of the limits; absent: as the expression results */
  unit?: string;
  /** expression: samples where it does not hold are left out */
  while?: string;
}

interface Limits {
  /** at least one of both */
  above?: number;
  below?: number;
  /** how far the value must come back inside before the rule can be met again */
  hysteresis?: number;
  /** s without a break that it must last */
  forS?: number;
}

export interface ThresholdRule extends AnyRule, OfValue, Limits {
  kind: "threshold";
}

/** Change of a value in its unit per second, over `overS` seconds. */
export interface RateRule extends AnyRule, OfValue, Limits {
  kind: "rate";
  overS: number;
}

/** A condition holds. */
export interface ConditionRule extends AnyRule {
  kind: "condition";
  when: string;
  forS?: number;
}

/** A value that was there is missing. */
export interface MissingRule extends AnyRule, Omit<OfValue, "unit" | "while"> {
  kind: "missing";
  forS: number;
}

/** The mean of a value over each racing lap, or the lap time, has moved: see cusum.ts. */
export interface CusumRule extends AnyRule {
  kind: "cusum";
  /** "lapTime", or an expression whose mean over the lap is taken */
  of: string;
  unit?: string;
  direction: "up" | "down" | "both";
  /** slack, standard deviations */
  k: number;
  /** decision limit, standard deviations */
  h: number;
  /** laps that are only learned from */
  learnLaps: number;
}

/** A braked wheel is much slower than the car; without wheel speeds, see lockUp.ts. */
export interface LockUpRule extends AnyRule {
  kind: "lockUp";
  /** 1 − wheel speed ÷ car speed from which a wheel counts as locked */
  slip: number;
  /** s without a break */
  forS: number;
  /** g: deceleration that no brake gives, where no wheel speed is known; 0: nothing is guessed */
  collapseG: number;
}

/** The game invalidates the running lap. */
export interface TrackLimitsRule extends AnyRule {
  kind: "trackLimits";
}

/** The fuel does not last to the end of the race at the rate of the last laps. */
export interface FuelRule extends AnyRule {
  kind: "fuelShort";
  /** laps of fuel that should be left at the end */
  reserveLaps: number;
}

export interface BestRule extends AnyRule {
  kind: "best";
  of: "personal" | "session";
  /** laps of the car before which nothing is told */
  afterLaps: number;
}

export interface RainRule extends AnyRule {
  kind: "rain";
  /** probability from which it is told, % */
  percent: number;
  withinMin: number;
}

export interface SafetyCarRule extends AnyRule {
  kind: "safetyCar";
}

export interface PenaltyRule extends AnyRule {
  kind: "penalty";
}

/** Session events of some kinds. */
export interface EventRule extends AnyRule {
  kind: "event";
  /** the game's codes or Lapbook's own kinds */
  events: string[];
}

export type AlertRule =
  | ThresholdRule
  | RateRule
  | ConditionRule
  | MissingRule
  | CusumRule
  | LockUpRule
  | TrackLimitsRule
  | FuelRule
  | BestRule
  | RainRule
  | SafetyCarRule
  | PenaltyRule
  | EventRule;

export type RuleKind = AlertRule["kind"];

/** The rules of a workspace: `alerts.json` in the folder of recordings. */
export interface AlertsFile {
  format: "lapbook-alerts";
  version: 1;
  rules: AlertRule[];
}

export const ALERTS_FILE = "alerts.json";
