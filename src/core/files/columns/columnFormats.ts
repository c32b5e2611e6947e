/**
 * Formats whose columns a user may inspect and correct; known without loading any reader. A test compares this list with the readers
 * that have `columns`.
 */
export const COLUMN_FORMATS: ReadonlySet<string> = new Set([
  "csv",
  "motec-ld",
  "motec-csv",
  "aim-csv",
  "racechrono-csv",
  "alfano-ada-csv",
  "alfano-raw",
  "garage61-csv",
  "iracing-ibt",
  "trackaddict-csv",
  "ac-shared-memory-csv",
  "acc-shared-memory-csv",
  "ac-lap-log",
  "crew-chief-csv",
  "fastf1-csv",
  "f1-quix-csv",
  "aim-xrk",
  "racelogic-vbo",
  "gpx",
  "nmea",
]);
