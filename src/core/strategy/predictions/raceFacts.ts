/** What is seen of the cars of a race, and what race control announces, in the order of session time. null: unknown. */
export type RaceFact = MarkFact | LineFact | LapFact | PitFact | OutFact | AnnouncedFact | RewindFact;

/** Marks are so far apart, m: a gap between cars is the difference of their times at the same mark. */
export const MARK_M = 250;

/** A car passed a mark of its lap. */
export interface MarkFact {
  type: "mark";
  /** session time, s */
  time: number;
  car: number;
  lap: number;
  /** MARK_M metres from the line each */
  mark: number;
}

/** A car began a lap. */
export interface LineFact {
  type: "line";
  time: number;
  car: number;
  /** the lap that it began */
  lap: number;
  /** session time at which it crossed the line by the game's running lap time, s */
  lineS: number;
  /** in the tank, kg, or l where the game counts litres */
  fuel: number | null;
  compound: string | null;
  tyreAge: number | null;
  /** of the most worn tyre, % */
  wear: number | null;
  position: number | null;
}

/** The game's time of a finished lap. */
export interface LapFact {
  type: "lap";
  time: number;
  car: number;
  lap: number;
  timeMs: number;
  valid: boolean;
}

/** A car drove into the pit lane or out of it. */
export interface PitFact {
  type: "pitIn" | "pitOut";
  time: number;
  car: number;
  lap: number;
  /** m from the line */
  place: number;
  position: number | null;
}

/** A car stopped for good. */
export interface OutFact {
  type: "out";
  time: number;
  car: number;
}

/** `raceLaps`: the distance; `safetyCar`: 0 none, 1 safety car, 2 virtual safety car, 3 formation lap; `redFlag`: 1, and 0 when the
 * race is started again; `rain`: 1 where it begins, 0 where it ends. */
export interface AnnouncedFact {
  type: "announced";
  time: number;
  what: "raceLaps" | "safetyCar" | "redFlag" | "rain";
  value: number;
}

/** A flashback: what was seen of the car after this time did not happen. */
export interface RewindFact {
  type: "rewind";
  time: number;
  car: number;
  /** session time that the flashback returned to, s */
  to: number;
}
