import type {LogChoices} from "../../core/archive/types.js";
import {CHANNELS} from "../../core/channels/catalogue.js";
import type {PreviewColumn} from "../../core/files/columns/previewColumn.js";
import {logPreviewer} from "../../core/files/columns/previewLog.js";
import {TARGETS, type Target} from "../../core/files/columns/targets.js";
import type {CsvTable} from "../../core/files/csv/csvTable.js";
import {previewChoices} from "../../core/files/csv/previewChoices.js";
import {type CsvPreview, previewTable} from "../../core/files/csv/previewCsv.js";
import {readTable} from "../../core/files/csv/readTable.js";
import type {TableChoices} from "../../core/files/csv/tableHead.js";
import {wholeNumber} from "../ui/format.js";
import type {LoggedFile} from "./inspectFile.js";

/** Preview of a file's columns with the choices made so far. */
export interface Mapping {
  columns: PreviewColumn[];
  warnings: string[];
  /** of a table: how time and laps are found */
  table?: Pick<CsvPreview, "timeBase" | "lapFrom" | "laps">;
}

/** A number that the file does not contain and the user may know. */
export interface MappingNumber {
  key: "steeringLockDeg" | "rateHz";
  label: string;
  /** whether it changes the import */
  matters: (mapping: Mapping) => boolean;
}

/** A file whose columns can be reviewed in a mapping panel. */
export interface MappingSource {
  /** size and description */
  size: string;
  about: string;
  targets: readonly Target[];
  numbers: readonly MappingNumber[];
  /** track, driver and car from the file */
  facts: Partial<Record<"track" | "driver" | "car", string>>;
  /** The preview of choices. Throws LogFileError for impossible ones. */
  preview: (choices: LogChoices) => Mapping;
  /** initial choices; earlier ones take precedence over guesses */
  start: (before: LogChoices | undefined) => LogChoices;
  /** choices to be sent */
  done: (choices: LogChoices, mapping: Mapping) => LogChoices;
  /** equal for files with the same columns */
  key: string;
  /** of a table: how its text is read */
  reading?: Required<TableChoices>;
  /** The table read in another way, all columns guessed anew. Throws LogFileError where there is no such table. */
  reread?: (reading: TableChoices) => MappingSource;
}

const angular = ({columns}: Mapping) =>
  columns.some(({channel, channelUnit}) => channel === "steering" && /^(deg|rad)$/.test(channelUnit));
const LOCK: MappingNumber = {
  key: "steeringLockDeg",
  label: "wheel at full lock, ° to either side",
  matters: angular,
};

interface TableSource {
  /** only the beginning of the file was inspected */
  isPart?: boolean;
  /** of the file, to read it in another way */
  bytes?: Uint8Array;
  /** chosen so far */
  reading?: TableChoices;
}

/** A table of numbers: every column is guessed, and all choices are sent. */
export function tableMapping(
  table: CsvTable,
  {isPart = false, bytes, reading: chosen = {}}: TableSource = {},
): MappingSource {
  const first = previewTable(table);
  const {track, driver, car} = first.facts;
  const guesses = new Map(first.columns.map((column) => [column.name, column]));
  let last = first;
  const mapping = (preview: CsvPreview): Mapping => {
    last = preview;
    const {columns, warnings, timeBase, lapFrom, laps} = preview;
    return {columns: columns.map(marked), warnings, table: {timeBase, lapFrom, laps}};
  };
  // the panel sends a guess as a choice: it stays marked until it is changed
  const marked = (column: PreviewColumn): PreviewColumn => {
    const guess = guesses.get(column.name);
    const isSame = guess?.channel === column.channel && guess.channelUnit === column.channelUnit;
    return isSame ? {...column, assumed: guess.assumed, confidence: guess.confidence} : column;
  };
  return {
    size: `${wholeNumber(table.rows)} rows${isPart ? " inspected, the file has more" : ""}`,
    about: "A table of numbers. Lapbook has guessed the channel of each column: correct what is wrong, then import.",
    targets: TARGETS,
    numbers: [
      {key: "rateHz", label: "rows per second", matters: ({table}) => !table?.timeBase || table.timeBase === "rate"},
      LOCK,
    ],
    facts: {track, driver, car},
    preview: (choices) => mapping(previewTable(table, choices)),
    start(before) {
      const {timeBase: _, lapFrom: __, ...shown} = previewChoices(previewTable(table, before));
      return {...shown, ...before, columns: {...(shown.columns as object)}};
    },
    done: (choices) => ({...choices, ...previewChoices(last), ...chosen}),
    key: JSON.stringify(table.columns.map((c) => [c.name, c.unit])),
    reading: {separator: table.separator, decimal: table.decimal, headerRow: table.headerRow},
    ...(bytes && {
      reread(changed) {
        const reading = {...chosen, ...changed};
        return tableMapping(readTable(bytes, reading), {isPart, bytes, reading});
      },
    }),
  };
}

/** A log whose format names its columns: only changes are sent. */
export function logMapping({label, format, columns, report, facts}: LoggedFile): MappingSource {
  const preview = logPreviewer(columns, report);
  const channels = new Set(CHANNELS.map(({name}) => name));
  return {
    size: `${columns.length} columns`,
    about: `${label}. Its columns are recognised by name. Correct what is wrong, or add what the file does not contain.`,
    targets: TARGETS.filter(({name}) => channels.has(name)),
    numbers: [
      LOCK,
      ...(format === "motec-ld"
        ? [{key: "rateHz", label: "rows per second (empty: the log's own)", matters: () => true} as const]
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
