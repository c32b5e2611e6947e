import type {LogReport, RaceFacts, Stint} from "../archive/types.js";
import type {SectorTimes} from "../laps/sectorTimes.js";

/**
 * A drive logged by another tool, in the catalogue's channels. Every log file reader returns one, and it is all that the
 * archive needs.
 */
export interface ImportedLog {
  /** the reader's format: "motec-ld", "csv" …; `source.format` in session.json */
  format: string;
  /** "Assetto Corsa Competizione"; "unknown" if not in the file */
  game: string;
  gameVersion: string;
  /** made by Lapbook's simulator according to the file */
  simulated?: boolean;
  track: ImportedTrack;
  /** "practice", "race" …; "unknown" if not in the file */
  type: string;
  /** ms since 1970; a file's local time is taken as UTC; null if not in the file */
  startedAt: number | null;
  weather: string | null;
  trackTempC: number | null;
  airTempC: number | null;
  /** the car whose driver made the log; null if there is none */
  playerCar: number | null;
  cars: ImportedCar[];
  /** if the log has them */
  stints?: Stint[];
  report: LogReport;
}

export interface ImportedTrack {
  /** "" if not in the file */
  name: string;
  lengthM: number | null;
  /** where sectors 2 and 3 begin, m */
  sectorStartsM: [number, number] | null;
}

export interface ImportedCar {
  /** index, as in LapRow */
  car: number;
  driver: string;
  /** team, or the car's model where the log has only that */
  team: string;
  raceNumber: number;
  /** in the classification of results, from 1 */
  position?: number;
  /** used where the session is a race */
  race?: RaceFacts;
  rows: number;
  /**
   * By channel of the catalogue, in its unit, `rows` long; NaN where a row has no value. Channels that the log lacks are absent, but
   * `sessionTime` (s, never falling) is required.
   */
  columns: Record<string, Float64Array>;
  /** in order of driving; laps without samples have first = end */
  laps: ImportedLap[];
}

export interface ImportedLap {
  /** 0: before the line was first crossed */
  lap: number;
  /** first row, and the row after the last */
  first: number;
  end: number;
  /** as the log has it, or the time between two line crossings; null while not finished */
  lapTimeMs: number | null;
  /** each null where unknown */
  sectorsMs: SectorTimes | null;
  valid: boolean;
  /** finished, and in the log from line to line */
  complete: boolean;
  /** of a lap that is not complete: it begins at the line according to the log */
  fromLine?: boolean;
  pit: boolean;
  /** values of the whole lap in the log, used where samples have none */
  reported?: {compound?: string; tyreAgeLaps?: number; topSpeedKmh?: number};
}

/** A lap of which nothing is known but its rows. */
export const PLAIN_LAP: Readonly<Omit<ImportedLap, "lap" | "first" | "end">> = {
  lapTimeMs: null,
  sectorsMs: null,
  valid: true,
  complete: false,
  pit: false,
};

/** ms since 1970 of s since 1970; null outside the years 1970 to 9999. */
export function startOf(seconds: number): number | null {
  return seconds > 0 && seconds < 253_402_300_799 ? seconds * 1000 : null;
}

export type ImportedFacts = Pick<ImportedLog, "format" | "game" | "cars" | "report"> &
  Partial<Omit<ImportedLog, "track">> & {track?: Partial<ImportedTrack>};

/** No drive lasts longer, s: a time beyond it is of another unit, or no time. */
const MOST_DRIVE_S = 31 * 86_400;

/** A log of one player's car in which nothing else is known but these facts. Throws LogFileError for a drive of more than 31 days. */
export function importedLog({track, ...facts}: ImportedFacts): ImportedLog {
  for (const {columns} of facts.cars) {
    const time = columns.sessionTime;
    const seconds = time?.length ? time[time.length - 1] - time[0] : 0;
    if (seconds > MOST_DRIVE_S)
      throw new LogFileError("the rows' times span more than 31 days: choose the column of the time, or its unit");
  }
  return {
    gameVersion: "",
    type: "unknown",
    startedAt: null,
    weather: null,
    trackTempC: null,
    airTempC: null,
    playerCar: 0,
    ...facts,
    track: {name: "", lengthM: null, sectorStartsM: null, ...track},
  };
}

/** A file that cannot be read. `place` in it: `byte 36`, `line 12, column Speed`. */
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
