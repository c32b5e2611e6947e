import type {SessionFile} from "./types.js";

/** Note of an import whose file has no date. */
export const FILE_DATE_NOTE = "no date in the file: the file's own date is used";

/** Whether a session's date is that of its file, not one that the file contains. */
export function isDatedByFile({
  log,
  capture,
}: Pick<SessionFile, "log"> & Partial<Pick<SessionFile, "capture">>): boolean {
  return (log?.notes.includes(FILE_DATE_NOTE) || capture?.datedByFile) ?? false;
}
