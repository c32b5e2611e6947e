import type {LogChoices} from "../../core/archive/types.js";
import {CHANNELS} from "../../core/channels/catalogue.js";
import type {PreviewColumn} from "../../core/files/columns/previewColumn.js";
import {logPreviewer} from "../../core/files/columns/previewLog.js";
import {TARGETS, type Target} from "../../core/files/columns/targets.js";
import type {CsvTable} from "../../core/files/csv/csvTable.js";
import {previewChoices} from "../../core/files/csv/previewChoices.js";
import {type CsvPreview, previewTable} from "../../core/files/csv/previewCsv.js";
import {wholeNumber} from "../ui/format.js";
import type {LoggedFile} from "./inspectFile.js";

/** What a mapping panel shows of a file with the choices made so far. */
export interface Mapping {
  columns: PreviewColumn[];
  warnings: string[];
  /** of a table: what tells time and laps; undefined where nothing tells the time */
  table?: Pick<CsvPreview, "timeBase" | "lapFrom" | "laps">;
}

/** A number that a user may know and a file does not tell. */
export interface MappingNumber {
  key: "steeringLockDeg" | "rateHz";
  label: string;
  /** where it makes a difference */
  matters: (mapping: Mapping) => boolean;
}

/** A file whose columns a mapping panel lets people correct. */
export interface MappingSource {
  /** how large it is, and what it is */
  size: string;
  about: string;
  targets: readonly Target[];
  numbers: readonly MappingNumber[];
  /** track, driver and car as the file tells them */
  facts: Partial<Record<"track" | "driver" | "car", string>>;
  /** What follows from choices. Throws LogFileError for those that cannot be. */
  preview: (choices: LogChoices) => Mapping;
  /** choices to begin with, those made before counting more */
  start: (before: LogChoices | undefined) => LogChoices;
  /** choices as they are sent */
  done: (choices: LogChoices, mapping: Mapping) => LogChoices;
  /** the same for files with the same columns */
  key: string;
}

const angular = ({columns}: Mapping) =>
  columns.some(({channel, channelUnit}) => channel === "steering" && /^(deg|rad)$/.test(channelUnit));
const LOCK: MappingNumber = {
  key: "steeringLockDeg",
  label: "wheel at full lock, ° to either side",
  matters: angular,
};

/** A table of numbers: everything of it is a guess, and what is shown is what is sent. */
export function tableMapping(table: CsvTable, partly = false): MappingSource {
  const first = previewTable(table);
  const {track, driver, car} = first.facts;
  let last = first;
  const mapping = (preview: CsvPreview): Mapping => {
    last = preview;
    const {columns, warnings, timeBase, lapFrom, laps} = preview;
    return {columns, warnings, table: {timeBase, lapFrom, laps}};
  };
  return {
    size: `${wholeNumber(table.rows)} rows${partly ? " looked at, the file has more" : ""}`,
    about: "A table of numbers. This is what Lapbook takes its columns for: correct what is wrong, then import.",
    targets: TARGETS,
    numbers: [
      {key: "rateHz", label: "rows a second", matters: ({table: told}) => !told?.timeBase || told.timeBase === "rate"},
      LOCK,
    ],
    facts: {track, driver, car},
    preview: (choices) => mapping(previewTable(table, choices)),
    start(before) {
      const {timeBase: _, lapFrom: __, ...shown} = previewChoices(previewTable(table, before));
      return {...shown, ...before, columns: {...(shown.columns as object)}};
    },
    done: (choices) => ({...choices, ...previewChoices(last)}),
    key: JSON.stringify(table.columns.map((c) => [c.name, c.unit])),
  };
}

/** A log whose format has names of its own: only what is changed is sent. */
export function logMapping({label, format, columns, report, facts}: LoggedFile): MappingSource {
  const preview = logPreviewer(columns, report);
  const channels = new Set(CHANNELS.map(({name}) => name));
  return {
    size: `${columns.length} columns`,
    about: `${label}. Its columns are known by their names; this is what they are taken for. Correct what is wrong, or say what the file does not.`,
    targets: TARGETS.filter(({name}) => channels.has(name)),
    numbers: [
      LOCK,
      ...(format === "motec-ld"
        ? [{key: "rateHz", label: "rows a second (the log's own, if empty)", matters: () => true} as const]
        : []),
    ],
    facts,
    preview,
    start: (before) => ({...before, columns: {...(before?.columns as object)}}),
    done({columns: chosen, ...choices}) {
      return Object.keys(chosen as object).length ? {...choices, columns: chosen} : choices;
    },
    key: JSON.stringify([format, columns.map(({name, unit}) => [name, unit])]),
  };
}
