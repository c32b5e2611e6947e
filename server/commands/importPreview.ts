import {basename} from "node:path";
import {innerName, readHead, readLogFile} from "../../loaders/archive/logFile.js";
import type {LogChoices} from "../../src/core/archive/types.js";
import type {PreviewColumn} from "../../src/core/files/columns/previewColumn.js";
import {type LogPreview, logPreviewer} from "../../src/core/files/columns/previewLog.js";
import {previewChoices} from "../../src/core/files/csv/previewChoices.js";
import {type CsvPreview, previewCsv} from "../../src/core/files/csv/previewCsv.js";
import {findReader} from "../../src/core/files/readers.js";

/** Size of a table's beginning that is examined. */
const PREVIEW_BYTES = 8 * 2 ** 20;

/** What an import of a file would do. */
export interface FilePreview {
  file: string;
  /** "csv", "motec-ld" …; "capture" when no log reader recognises the file */
  format: string;
  label: string;
  /** of a table */
  preview?: CsvPreview;
  /** of a log whose columns can be chosen */
  log?: LogPreview;
  /** in the format of `--choices` */
  choices?: LogChoices;
}

/** Examines a file without importing it. Throws a LogFileError when a table cannot be read. */
export async function previewFile(path: string, choices: LogChoices | undefined): Promise<FilePreview> {
  const reader = await findReader((bytes) => readHead(path, bytes), innerName(basename(path)), choices);
  if (!reader) return {file: path, format: "capture", label: "capture of a game, or unknown format"};
  const {format, label} = reader;
  if (reader.columns) {
    const file = await readLogFile(path, reader);
    const {report} = reader.read(file, {choices});
    return {
      file: path,
      format,
      label,
      log: logPreviewer(reader.columns(file), report)(choices ?? {}),
      ...(choices && {choices}),
    };
  }
  if (format !== "csv") return {file: path, format, label};
  const preview = previewCsv(await readHead(path, PREVIEW_BYTES), choices);
  return {file: path, format, label, preview, choices: {...previewChoices(preview), ...choices}};
}

/** The preview as text. */
export function previewText({file, label, preview, log}: FilePreview): string {
  if (log) return [`${file}: ${label}`, ...columnLines(log.columns), ...warningLines(log.warnings)].join("\n");
  if (!preview) return `${file}: ${label}; no mapping needed`;
  const {columns, timeBase, lapFrom, rows, headerRow, facts, warnings} = preview;
  const where = [facts.track && `track ${facts.track}`, facts.driver && `driver ${facts.driver}`].filter(Boolean);
  return [
    `${file}: ${label}, ${rows} rows examined${where.length ? `, ${where.join(", ")}` : ""}`,
    `  ${headerRow ? `names in line ${headerRow}` : "no names"}, time from ${timeBase ?? "nothing"}, laps from ${lapFrom}`,
    ...columnLines(columns),
    ...warningLines(warnings),
  ].join("\n");
}

function columnLines(columns: readonly PreviewColumn[]): string[] {
  const width = Math.min(32, Math.max(...columns.map(({name}) => name.length)));
  return columns.map(({name, channel, channelUnit, unit, assumed, confidence, reason, samples}) => {
    const to = channel
      ? `${channel}${channelUnit ? `:${channelUnit}` : ""}${confidence < 0.75 ? " (a guess)" : assumed ? ` (a guess: ${assumed})` : ""}`
      : `– ${reason}`;
    return `  ${`${name}${unit ? ` [${unit}]` : ""}`.padEnd(width + 8)} ${to.padEnd(34)} ${samples.join(", ")}`.trimEnd();
  });
}

function warningLines(warnings: readonly string[]): string[] {
  return warnings.map((warning) => `  check: ${warning}`);
}
