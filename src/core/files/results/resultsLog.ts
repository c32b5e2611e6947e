import type {LogReport, RaceFacts} from "../../archive/types.js";
import {
  type ImportedFacts,
  type ImportedLap,
  type ImportedLog,
  importedLog,
  LogFileError,
  PLAIN_LAP,
} from "../importedLog.js";

/** The archive stores the index of a car in a byte. */
const MOST_CARS = 256;
/** Sectors add up to the lap time within this, ms: results round each of them. */
const ROUNDING_MS = 3;

/** A lap of a list of results. */
export type ResultLap = Pick<ImportedLap, "lap" | "lapTimeMs" | "sectorsMs"> &
  Partial<Pick<ImportedLap, "valid" | "pit" | "reported">>;

/** A car of a list of results, in the order of the classification. */
export interface ResultCar {
  driver: string;
  team: string;
  raceNumber: number;
  /** in the classification, from 1; null where the results do not contain it */
  position: number | null;
  race?: RaceFacts;
  laps: ResultLap[];
}

/**
 * A session of which only results are known: drivers, lap and sector times, no samples. Sectors that do not add up to their lap's time
 * are unknown, with a note.
 *
 * @throws LogFileError when no lap has a time, or for more cars than a session can have
 */
export function resultsLog(
  cars: readonly ResultCar[],
  report: LogReport,
  facts: Omit<ImportedFacts, "cars" | "report">,
): ImportedLog {
  if (cars.length > MOST_CARS) throw new LogFileError(`${cars.length} cars: more than ${MOST_CARS}`);
  if (!cars.some(({laps}) => laps.some(({lapTimeMs}) => lapTimeMs !== null)))
    throw new LogFileError(`no lap times: none of ${cars.length} drivers has finished a lap in these results`);
  report.notes.unshift("lap and sector times only: results have no samples");
  let contradictory = 0;
  const imported = cars.map(({laps, position, ...car}, index) => ({
    ...car,
    ...(position !== null && {position}),
    car: index,
    rows: 0,
    columns: {sessionTime: new Float64Array(0)},
    laps: laps.map((lap): ImportedLap => {
      const agree = sectorsAgree(lap);
      if (!agree) contradictory++;
      return {...PLAIN_LAP, first: 0, end: 0, ...lap, sectorsMs: agree ? lap.sectorsMs : null};
    }),
  }));
  if (contradictory > 0)
    report.notes.push(
      `sectors of ${contradictory} ${contradictory === 1 ? "lap do" : "laps do"} not add up to the lap time and are left out`,
    );
  return importedLog({playerCar: null, ...facts, cars: imported, report});
}

/** Whether three known sectors add up to a known lap time. */
function sectorsAgree({lapTimeMs, sectorsMs}: ResultLap): boolean {
  const sum = (sectorsMs ?? []).reduce<number>((total, ms) => total + (ms ?? Number.NaN), 0);
  if (sectorsMs === null || lapTimeMs === null || !Number.isFinite(sum)) return true;
  return Math.abs(sum - lapTimeMs) <= ROUNDING_MS;
}

/** The start in a file name of a server, ms since 1970; the server's local time is taken as UTC. Null where the name has none. */
export function startInName(name: string): number | null {
  // 210217_031243_R.json, 2019_3_2_17_27_PRACTICE.json
  const acc = /^(\d\d)(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)(?!\d)/.exec(name);
  const ac = /^(20\d\d)_(\d\d?)_(\d\d?)_(\d\d?)_(\d\d?)(?!\d)/.exec(name);
  const found = acc ?? ac;
  if (!found) return null;
  const [year, month, day, hour, minute, second = 0] = found.slice(1).map(Number);
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
  return isDate ? Date.UTC(acc ? 2000 + year : year, month - 1, day, hour, minute, second) : null;
}
