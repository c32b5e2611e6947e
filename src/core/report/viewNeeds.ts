import type {LapName} from "../laps/open/archivedLap.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import type {ComparedLaps} from "./textValues.js";

/** What a view reads of an archive. */
export interface ViewNeeds {
  /** of each session the cars whose laps and drivers are listed */
  sessions: {session: string; cars: readonly number[] | "all"}[];
  /** laps whose samples the view shows */
  laps: readonly LapName[];
  /** further laps that count in what it says: their samples come along where there is room */
  counted: readonly LapName[];
  /** of the samples */
  columns: ReadonlySet<string>;
  /** results that are computed when the report is made, by path in the archive */
  records: {path: string; text: string}[];
  /** sessions whose notes come along */
  notes?: readonly string[];
  /** what words beside the view can name, see textValues */
  compared?: ComparedLaps;
}

/** A view of the product that a report can show. Options are those of the page's address. */
export interface ReportView {
  /** the sessions that the options name */
  sessions(options: Readonly<Record<string, string>>): string[];
  /** its needs name what it compares */
  isComparison?: boolean;
  /** Throws a LapError where the laps cannot be shown. */
  needs(archive: LapArchive, options: Readonly<Record<string, string>>): Promise<ViewNeeds>;
}

/** The sessions in texts that name laps or drivers: `SESSION:CAR:LAP,SESSION:CAR`. */
export function sessionsIn(...texts: (string | undefined)[]): string[] {
  const names = texts.flatMap((text) => (text ?? "").split(",")).map((name) => name.trim());
  return names.flatMap((name) => /^([\w-][\w.-]*)(?::\d+)+$/.exec(name)?.[1] ?? []);
}

/** The cars of laps, by session. */
export function carsOfLaps(names: readonly LapName[]): ViewNeeds["sessions"] {
  const sessions = new Map<string, Set<number>>();
  for (const {session, car} of names) sessions.set(session, (sessions.get(session) ?? new Set()).add(car));
  return [...sessions].map(([session, cars]) => ({session, cars: [...cars]}));
}
