/** What is predicted: how a page names it, its unit and decimals, and what counts as a hit where the value is a whole number. */
export interface PredictionKind {
  label: string;
  unit: "ms" | "s" | "place" | "laps" | "lap";
  decimals: number;
  /** `probability` is that of an outcome above 0 */
  isEvent?: true;
}

export const PREDICTION_KINDS = {
  lapTime: {label: "next lap", unit: "ms", decimals: 0},
  pitLoss: {label: "time lost in the pits", unit: "s", decimals: 1},
  rejoin: {label: "position after the stop", unit: "place", decimals: 0},
  fuel: {label: "fuel left at the end", unit: "laps", decimals: 2},
  undercut: {label: "undercut", unit: "s", decimals: 1, isEvent: true},
  overcut: {label: "overcut", unit: "s", decimals: 1, isEvent: true},
  stop: {label: "next stop", unit: "lap", decimals: 0},
} as const satisfies Record<string, PredictionKind>;

export type PredictionName = keyof typeof PREDICTION_KINDS;

/** Why a prediction is not graded that a flashback took back: it was never made, unless a later record makes it again. */
export const UNDONE = "undone by a flashback";
