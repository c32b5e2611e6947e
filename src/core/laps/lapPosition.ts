/**
 * What a lap's positions were measured on: "track line" and "reference path" by projection; "lap fraction" by the distance that
 * the game counts along its track, "distance" by the metres driven, both scaled to the line's length; "none": see `because`.
 */
export type Alignment = "track line" | "reference path" | "lap fraction" | "distance" | "none";

/** Where a lap was at each of its samples. */
export interface LapPosition {
  /** m along the line, never decreasing; 0 at the start and `lengthM` at the end of a whole lap; NaN where unknown */
  at: Float64Array;
  /** m to the right of the line; NaN where unknown */
  offset: Float64Array;
  /** of the line, m */
  lengthM: number;
  alignment: Alignment;
  /** why a better alignment was not possible, or what limits this one */
  because?: string;
  /** the lap's ends are those of the line: it is whole, and both use the same start line */
  pinned: boolean;
  /** its start line is the line's: times since the start may be compared with another lap's */
  sameStart: boolean;
  /** how far times and places of samples disagree, s: see PairedPlaces */
  jitterS: number;
  /**
   * From the samples alone: the time from the place where the lap began to the same place at its end, s, and its bound (and that of
   * the line's length, which all laps on it share); NaN where that was not measured. Against the official time it shows whether positions and times belong together.
   */
  measured: {lapTimeS: number; errorS: number; lineErrorS: number};
}

/** Of a lap whose ends the samples don't show. */
export const NOT_MEASURED: LapPosition["measured"] = {
  lapTimeS: Number.NaN,
  errorS: Number.NaN,
  lineErrorS: Number.NaN,
};
