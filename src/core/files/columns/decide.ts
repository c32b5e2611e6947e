import {plainUnit} from "../../channels/units.js";
import type {Scaling} from "./targets.js";

/**
 * How a column of a file becomes a channel. All readers go through the same steps:
 *
 * 1. names and units, from the file's header (the reader)
 * 2. what the user chose (columnChoices.ts)
 * 3. candidates: the channels that a column may be, by the names of its tool, its unit and its values
 *    (guessColumns.ts for tables of any origin, motec/matchColumns.ts for MoTeC's names)
 * 4. the decision, with its certainty (decide)
 * 5. units that the file does not give, or that the other columns contradict (infer/)
 * 6. conversion to the channel's unit (convertColumn.ts)
 *
 * A format with fixed names states rules instead of 3 and 4 (rules.ts); its further columns are guessed (guessRest.ts).
 */

/** The channel that a column is read as. */
export interface Meaning {
  channel: string;
  /** of the column's values; "" for plain numbers */
  unit: string;
  scaling: Scaling;
  /** its source: the user's choice, the format's definition, a known name, or the file's other columns */
  by: "choice" | "format" | "name" | "data";
  /** 0–1: name, unit and values together; 1 for a choice and for a format's own names */
  confidence: number;
  /** the file gives no unit, or another one than its other columns show */
  unitAssumed: boolean;
  /** what shows the unit, if not the file: "by the positions" */
  evidence?: string;
  /** what in the file does not agree with the unit that it gives */
  doubt?: string;
}

export interface Candidate {
  /** index of the column */
  column: number;
  channel: string;
  /** absent: the column cannot be this channel, for this reason */
  meaning?: Meaning;
  reason?: string;
}

export interface Decision {
  /** null: the column is not used */
  meaning: Meaning | null;
  /** why it is not used; "" where nothing is known */
  reason: string;
}

/** What a unit rests on where nothing else shows it. */
export const USUAL_UNIT = "the usual unit";

/** What a unit rests on that the file does not give; "" for one of the file, of the user or of the format. */
export function assumptionOf({unit, unitAssumed, evidence}: Meaning): string {
  return evidence ?? (unitAssumed && unit !== "" && unit !== "0–1" ? USUAL_UNIT : "");
}

/** The unit for the report, and what it rests on if not on the file. */
export function reportedUnit(own: string, meaning: Meaning): {unit: string; assumed?: string} {
  const assumed = assumptionOf(meaning);
  const isOverruled = meaning.by === "data" && meaning.unit !== "";
  const isGiven = plainUnit(own) !== "" && !isOverruled;
  return {unit: isGiven ? own : meaning.unit, ...(assumed && {assumed})};
}

/** Reason for a column that the user left out. */
export const LEFT_OUT = "left out by choice";

/**
 * Gives a channel to at most one column and a column to at most one channel.
 *
 * @param names of the columns
 * @param candidates the preferred ones first
 * @param chosen by the user, by index of the column; null: leave it out. They come before any candidate.
 */
export function decide(
  names: readonly string[],
  candidates: readonly Candidate[],
  chosen: ReadonlyMap<number, Meaning | null> = new Map(),
): Decision[] {
  const decisions = names.map((_, i): Decision => {
    const choice = chosen.get(i);
    return {meaning: choice ?? null, reason: choice === null ? LEFT_OUT : ""};
  });
  const taken = new Map<string, number>();
  for (const [i, choice] of chosen) if (choice) taken.set(choice.channel, i);
  for (const {column, channel, meaning, reason = ""} of candidates) {
    const decision = decisions[column];
    if (decision.meaning || chosen.has(column)) continue;
    const other = taken.get(channel);
    if (other !== undefined)
      decision.reason = `${names[other]} is ${chosen.has(other) ? "chosen" : "used"} for ${channel}`;
    else if (!meaning) decision.reason = reason;
    else {
      decision.meaning = meaning;
      decision.reason = "";
      taken.set(channel, column);
    }
  }
  return decisions;
}
