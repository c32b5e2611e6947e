import {basename} from "node:path";
import {innerName, readHead} from "../../loaders/archive/foreignFile.js";
import type {LogChoices} from "../../src/core/archive/types.js";
import {previewChoices} from "../../src/core/foreign/generic/previewChoices.js";
import {type CsvPreview, previewCsv} from "../../src/core/foreign/generic/previewCsv.js";
import {HEAD_BYTES, readerOf} from "../../src/core/foreign/readers.js";

/** Of a table's beginning so much is looked at. */
const LOOK_BYTES = 8 * 2 ** 20;

/** What an import of a file would do. */
export interface FilePreview {
  file: string;
  /** "csv", "motec-ld" …; "capture" for what no reader of logs knows */
  format: string;
  label: string;
  /** of a table */
  preview?: CsvPreview;
  /** what `--choices` takes */
  choices?: LogChoices;
}

/** Looks at a file without importing it. Throws ForeignError where a table cannot be read. */
export async function previewFile(path: string, choices: LogChoices | undefined): Promise<FilePreview> {
  const head = await readHead(path, LOOK_BYTES);
  const reader = readerOf(head.subarray(0, HEAD_BYTES), innerName(basename(path)));
  if (!reader) return {file: path, format: "capture", label: "capture of a game, or nothing Lapbook knows"};
  const {format, label} = reader;
  if (format !== "csv") return {file: path, format, label};
  const preview = previewCsv(head, choices);
  return {file: path, format, label, preview, choices: {...previewChoices(preview), ...choices}};
}

/** As lines for a terminal. */
export function previewText({file, label, preview}: FilePreview): string {
  if (!preview) return `${file}: ${label}; it needs no mapping`;
  const {columns, timeBase, lapFrom, rows, facts, warnings} = preview;
  const width = Math.min(32, Math.max(...columns.map(({name}) => name.length)));
  const lines = columns.map(({name, channel, channelUnit, unit, confidence, reason, samples}) => {
    const to = channel
      ? `${channel}${channelUnit ? `:${channelUnit}` : ""}${confidence < 0.7 ? " (a guess)" : ""}`
      : `– ${reason}`;
    return `  ${`${name}${unit ? ` [${unit}]` : ""}`.padEnd(width + 8)} ${to.padEnd(34)} ${samples.join(", ")}`.trimEnd();
  });
  const where = [facts.track && `track ${facts.track}`, facts.driver && `driver ${facts.driver}`].filter(Boolean);
  return [
    `${file}: ${label}, ${rows} rows looked at${where.length ? `, ${where.join(", ")}` : ""}`,
    `  time from ${timeBase ?? "nothing"}, laps from ${lapFrom}`,
    ...lines,
    ...warnings.map((warning) => `  look at: ${warning}`),
  ].join("\n");
}
