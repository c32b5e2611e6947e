/**
 * Formats whose columns people may look at and correct, by name: known without loading any reader. (A test holds this list to the
 * readers that have `columns`, and the generic table.)
 */
export const COLUMN_FORMATS: ReadonlySet<string> = new Set([
  ...["csv", "motec-ld", "motec-csv", "iracing-ibt", "ac-shared-memory-csv", "acc-shared-memory-csv", "ac-lap-log"],
  ...["crew-chief-csv", "fastf1-csv", "f1-quix-csv"],
]);
