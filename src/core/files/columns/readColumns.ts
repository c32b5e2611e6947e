import type {LogChoices, LogReport} from "../../archive/types.js";
import type {ChannelColumns, RawColumns} from "./column.js";
import {chosenColumns} from "./columnChoices.js";
import {guessRest} from "./guessRest.js";
import {checkRead} from "./infer/checkRead.js";
import {applyRules, type Rule} from "./rules.js";

interface ReadOptions {
  /** why columns are left out, by name */
  reasons?: Readonly<Record<string, string>>;
  choices?: LogChoices;
  /** of the report, before those on guessed columns */
  notes?: Iterable<string>;
  /** of each row, s: the units of the file are checked against each other, see checkRead */
  time?: Float64Array;
}

/** The channels of a format's columns: as the user chose, by the format's rules, else by names and values (see guessRest). */
export function readColumns(
  raw: RawColumns,
  rules: readonly Rule[],
  {reasons = {}, choices, notes = [], time}: ReadOptions = {},
): {columns: ChannelColumns; report: LogReport} {
  const chosen = chosenColumns(choices);
  const read = applyRules(raw, rules, reasons, chosen);
  read.report.notes.push(...notes);
  if (time) checkRead(raw, read, rules, {time, chosen: new Set(Object.keys(chosen.columns))});
  guessRest(raw, read.columns, read.report, reasons);
  return read;
}
