import type {LogChoices, LogReport} from "../../archive/types.js";
import type {FileColumn} from "./column.js";
import {chosenColumns, chosenScaling} from "./columnChoices.js";
import {columnFigures} from "./columnFigures.js";
import {LEFT_OUT} from "./decide.js";
import {BY_NAME_AND_VALUES} from "./guessRest.js";
import {type PreviewColumn, shortNumber, sparkOf} from "./previewColumn.js";
import {spelledUnit, unitsOf} from "./targets.js";

/** What an import of a log with names of its own does, or would do with other choices. */
export interface LogPreview {
  columns: PreviewColumn[];
  /** what a user should look at */
  warnings: string[];
}

/** Of a report's notes, those that a choice may mend. */
const MENDABLE = /no unit in the file|full lock|by its name and values/;
/** A column that was found by its values too, not by a name alone. */
const GUESSED = 0.7;

type Looks = Pick<PreviewColumn, "name" | "unit" | "kind" | "samples" | "spark" | "min" | "max">;

/**
 * Shows a log's columns and what they are taken for: by the report of an import, and by what is chosen instead. The file's numbers
 * are looked at once.
 */
export function logPreviewer(columns: readonly FileColumn[], report: LogReport): (choices: LogChoices) => LogPreview {
  const looks = columns.map(looksOf);
  const reported = new Map<string, {channel: string; unit: string}>();
  for (const {from, channel, unit} of report.used)
    if (from !== "derived" && !reported.has(from)) reported.set(from, {channel, unit});
  const reasons = new Map(report.unused.map(({from, reason}) => [from, reason]));
  const guessed = new Set(
    report.notes.flatMap((note) => (note.endsWith(BY_NAME_AND_VALUES) ? [note.split(":")[0]] : [])),
  );
  return (choices) => {
    const chosen = chosenColumns(choices).columns;
    const taken = new Map(
      Object.entries(chosen).flatMap(([name, choice]) => (choice ? [[choice.channel, name] as const] : [])),
    );
    const mapped = ({name, unit}: Looks): Pick<PreviewColumn, "channel" | "channelUnit" | "confidence" | "reason"> => {
      const choice = chosen[name];
      const left = (reason: string) => ({channel: null, channelUnit: "", confidence: 0, reason});
      if (choice === null) return left(LEFT_OUT);
      if (choice)
        return {channel: choice.channel, channelUnit: chosenScaling(choice, unit).unit, confidence: 1, reason: ""};
      const own = reported.get(name);
      if (!own) return left(reasons.get(name) ?? "");
      const other = taken.get(own.channel);
      if (other !== undefined) return left(`${other} is chosen for ${own.channel}`);
      const {channel} = own;
      const confidence = guessed.has(channel) ? GUESSED : 1;
      // without a unit it is read as its format says
      return {channel, channelUnit: own.unit && spelledUnit(channel, own.unit), confidence, reason: ""};
    };
    return {
      warnings: report.notes.filter((note) => MENDABLE.test(note)),
      columns: looks.map((look) => {
        const to = mapped(look);
        const known = to.channel ? unitsOf(to.channel) : [];
        const units = known.length && !known.includes(to.channelUnit) ? [to.channelUnit, ...known] : known;
        return {...look, ...to, units};
      }),
    };
  };
}

function looksOf({name, unit, values: read}: FileColumn): Looks {
  const values = read();
  const {min, max, known} = columnFigures(values);
  const samples: string[] = [];
  for (let i = 0; i < values.length && samples.length < 3; i++)
    if (Number.isFinite(values[i])) samples.push(shortNumber(values[i]));
  return {name, unit, kind: known ? "number" : "empty", samples, spark: sparkOf(values), min, max};
}
