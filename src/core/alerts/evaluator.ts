import type {TelemetryRow} from "../channels/telemetryRow.js";
import type {LapEvent, SessionMessage} from "../messages/events.js";
import type {AlertFact} from "./alertText.js";
import type {AlertRule} from "./rule.js";

/** What a rule may ask about the session. */
export interface AlertSession {
  /** distance of the race; NaN where unknown or no race */
  readonly raceLaps: number;
  /** 0 none, 1 safety car, 2 virtual safety car, 3 formation lap */
  readonly safetyCar: number;
  /** best valid lap time of the other cars, ms; NaN: none */
  bestOfOthers(car: number): number;
}

export type Raise = (fact: AlertFact) => void;

/**
 * A compiled rule: a pure reducer. Its state is `initial.length` numbers for each car (of a rule over session events: for the session),
 * updated in place, so that it is saved, restored and rewound by copying. NaN means unknown. It allocates when an alert is raised only.
 */
export interface RuleEvaluator {
  readonly rule: AlertRule;
  readonly initial: readonly number[];
  /** those of a sample that it reads */
  readonly channels: readonly string[];
  sample?(state: Float64Array, row: TelemetryRow, session: AlertSession, raise: Raise): void;
  lap?(state: Float64Array, lap: LapEvent, session: AlertSession, raise: Raise): void;
  message?(state: Float64Array, message: SessionMessage, raise: Raise): void;
}

/** Seconds between two samples above which nothing is said about the time between them. */
export const GAP_S = 1;

export const unknowns = (n: number): number[] => new Array<number>(n).fill(Number.NaN);
