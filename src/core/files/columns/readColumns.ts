import type {LogChoices, LogReport} from "../../archive/types.js";
import type {ChannelColumns, RawColumns} from "./column.js";
import {chosenColumns} from "./columnChoices.js";
import {guessRest} from "./guessRest.js";
import {applyRules, type Rule} from "./rules.js";

interface ReadOptions {
  /** why columns are left out, by name */
  reasons?: Readonly<Record<string, string>>;
  choices?: LogChoices;
  /** of the report, before those on guessed columns */
  notes?: Iterable<string>;
}

/** The channels of a format's columns: as the user chose, by the format's rules, else by names and values (see guessRest). */
export function readColumns(
  raw: RawColumns,
  rules: readonly Rule[],
  {reasons = {}, choices, notes = []}: ReadOptions = {},
): {columns: ChannelColumns; report: LogReport} {
  const read = applyRules(raw, rules, reasons, chosenColumns(choices));
  read.report.notes.push(...notes);
  guessRest(raw, read.columns, read.report, reasons);
  return read;
}
