import type {LogReport, Stint} from "../archive/types.js";

/**
 * A drive logged by another tool, in the catalogue's channels. Every log file reader returns one, and it is all that the
 * archive needs.
 */
export interface ImportedLog {
  /** the reader that understands the file: "motec-ld", "csv" …; stands in `session.json` as `source.format` */
  format: string;
  /** "Assetto Corsa Competizione"; "unknown" where the file does not say */
  game: string;
  gameVersion: string;
  track: ImportedTrack;
  /** "practice", "race" …; "unknown" where the file does not say */
  type: string;
  /** ms since 1970; a file's local time is taken as UTC; null where it does not say */
  startedAt: number | null;
  weather: string | null;
  trackTempC: number | null;
  airTempC: number | null;
  /** the car whose driver made the log; null when it tells of others only */
  playerCar: number | null;
  cars: ImportedCar[];
  /** where the log tells them */
  stints?: Stint[];
  report: LogReport;
}

export interface ImportedTrack {
  /** "" where the file does not say */
  name: string;
  lengthM: number | null;
  /** where sectors 2 and 3 begin, m */
  sectorStartsM: [number, number] | null;
}

export interface ImportedCar {
  /** index, as in LapRow */
  car: number;
  driver: string;
  /** team, or the car's model where a log names that only */
  team: string;
  raceNumber: number;
  rows: number;
  /**
   * By channel of the catalogue, in its unit, `rows` long; NaN where a row has no value. A channel that the log lacks is
   * not here. `sessionTime` (s, never falling) must be.
   */
  columns: Record<string, Float64Array>;
  /** in order of driving; laps that the log only tells of (no samples) have first = end */
  laps: ImportedLap[];
}

export interface ImportedLap {
  /** 0 is what was driven before the line was first crossed */
  lap: number;
  /** rows from `first` up to and without `end` */
  first: number;
  end: number;
  /** the log's own word, or the time between two line crossings; null while not finished */
  lapTimeMs: number | null;
  sectorsMs: [number, number, number] | null;
  valid: boolean;
  /** from line to line in the log */
  complete: boolean;
  /** of an unfinished one: the log tells that it begins at the line */
  fromLine?: boolean;
  pit: boolean;
  /** what the log says of the lap as a whole, where samples do not: name of the tyre's compound, its age, km/h */
  told?: {compound?: string; tyreAgeLaps?: number; topSpeedKmh?: number};
}

/** A file that cannot be read, with the place in it: `byte 36`, `line 12, column Speed`. */
export class LogFileError extends Error {
  override name = "LogFileError";

  constructor(
    message: string,
    readonly place = "",
  ) {
    super(place ? `${place}: ${message}` : message);
  }
}

/** Calls `read`, and puts `place` before the message of a LogFileError; "" leaves the error as it is. */
export function withPlace<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LogFileError) || place === "") throw error;
    throw new LogFileError(error.message, place);
  }
}
