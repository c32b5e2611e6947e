import type {LogChoices, LogReport} from "../../archive/types.js";
import type {FileColumn} from "./column.js";
import {chosenColumns, chosenScaling} from "./columnChoices.js";
import {columnFigures} from "./columnFigures.js";
import {LEFT_OUT, USUAL_UNIT} from "./decide.js";
import {BY_NAME_AND_VALUES} from "./guessRest.js";
import {type PreviewColumn, shortNumber, sparkOf} from "./previewColumn.js";
import {spelledUnit, unitsWith} from "./targets.js";

/** The result of importing a log whose format defines its columns, with the user's choices so far. */
export interface LogPreview {
  columns: PreviewColumn[];
  /** for the user to check */
  warnings: string[];
}

/** Notes of a report on what a choice can correct. */
const CORRECTABLE = /no unit in the file|full lock|by its name and values/;
/** Confidence of a column found by name and values. */
const GUESSED = 0.7;

type Mapped = Pick<PreviewColumn, "channel" | "channelUnit" | "assumed" | "confidence" | "reason">;
type Looks = Pick<PreviewColumn, "name" | "unit" | "kind" | "samples" | "spark" | "min" | "max">;

/**
 * Previews a log's columns and their channels: by the report of an import, and by what the user chooses instead. The values are
 * examined once.
 */
export function logPreviewer(columns: readonly FileColumn[], report: LogReport): (choices: LogChoices) => LogPreview {
  const looks = columns.map(looksOf);
  const reported = new Map<string, {channel: string; unit: string; assumed?: string}>();
  for (const {from, channel, unit, assumed} of report.used)
    if (from !== "derived" && !reported.has(from)) reported.set(from, {channel, unit, assumed});
  const reasons = new Map(report.unused.map(({from, reason}) => [from, reason]));
  const evidence = new Set(report.used.flatMap(({assumed}) => (assumed && assumed !== USUAL_UNIT ? [assumed] : [])));
  const isInferred = (note: string) => [...evidence].some((text) => note.endsWith(text));
  const guessed = new Set(
    report.notes.flatMap((note) => (note.endsWith(BY_NAME_AND_VALUES) ? [note.split(":")[0]] : [])),
  );
  return (choices) => {
    const chosen = chosenColumns(choices).columns;
    const taken = new Map(
      Object.entries(chosen).flatMap(([name, choice]) => (choice ? [[choice.channel, name] as const] : [])),
    );
    const mapped = ({name, unit}: Looks): Mapped => {
      const choice = chosen[name];
      const left = (reason: string) => ({channel: null, channelUnit: "", assumed: "", confidence: 0, reason});
      if (choice === null) return left(LEFT_OUT);
      if (choice)
        return {
          channel: choice.channel,
          channelUnit: chosenScaling(choice, unit).unit,
          assumed: "",
          confidence: 1,
          reason: "",
        };
      const own = reported.get(name);
      if (!own) return left(reasons.get(name) ?? "");
      const other = taken.get(own.channel);
      if (other !== undefined) return left(`${other} is chosen for ${own.channel}`);
      const {channel, assumed = ""} = own;
      const confidence = guessed.has(channel) ? GUESSED : 1;
      // without a unit, in the format's
      return {channel, channelUnit: own.unit && spelledUnit(channel, own.unit), assumed, confidence, reason: ""};
    };
    return {
      warnings: report.notes.filter((note) => CORRECTABLE.test(note) || isInferred(note)),
      columns: looks.map((look) => {
        const to = mapped(look);
        return {...look, ...to, units: to.channel ? unitsWith(to.channel, to.channelUnit) : []};
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
