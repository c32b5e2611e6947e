/** A table of a database file. */
export interface DatabaseTable {
  name: string;
  rows: number;
  columns: string[];
}

/** A database file that is open for reading. Every method throws a LogFileError where the file is damaged. */
export interface LogDatabase {
  tables(): DatabaseTable[];
  /** A table's columns, in the order in which their rows were written; NaN for NULL, true and false as 1 and 0. */
  numbers(table: string, columns: readonly string[]): Float64Array[];
  /** The same as texts; "" for NULL. */
  texts(table: string, columns: readonly string[]): string[][];
  close(): void;
}

/** Opens a database file. @throws LogFileError when it is damaged or of an unknown version */
export type OpenDatabase = (bytes: Uint8Array) => LogDatabase;
