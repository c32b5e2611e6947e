import type {LibraryIndex} from "../../core/archive/types.js";
import type {LapName} from "../../core/laps/open/archivedLap.js";
import {defaultLaps} from "../laps/lapChoice.js";
import {fetchLibrary, lapKey, parseLapKeys} from "../ui/archive.js";
import {CellError} from "./cellError.js";

/** A lap as a cell names it: `"best"`, `"SESSION:CAR:LAP"`, a row of `laps`, or a lap that was opened. */
export type LapWord = string | {session: string | {id: string}; car?: number; lap: number | {car: number; lap: number}};

/** What a cell may give where laps are wanted: one, several, or a promise of them. */
export type LapWords = LapWord | readonly LapWord[] | Promise<LapWord | readonly LapWord[]>;

export interface BestOptions {
  /** id of a session; by default the newest with a finished lap */
  session?: string;
  /** index of a car; by default the player's */
  car?: number;
}

const WRITE = 'Write lap("best"), lap("SESSION:CAR:LAP"), rows of laps, or an array of them.';

/** The names of the laps that a cell means. Throws a CellError that says what to write. */
export async function lapNames(words: LapWords, options: BestOptions = {}): Promise<LapName[]> {
  const given = await words;
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  const names = await Promise.all(list.map(async (word) => lapNamesOf(await word, options)));
  const seen = new Set<string>();
  return names.flat().filter((name) => !seen.has(lapKey(name)) && seen.add(lapKey(name)));
}

async function lapNamesOf(word: unknown, options: BestOptions): Promise<LapName[]> {
  if (Array.isArray(word)) return lapNames(word, options);
  if (word === "best") return bestLapNames(1, options);
  if (typeof word === "string") {
    const names = parseLapKeys(word);
    if (names.length) return names;
    const {sessions} = await fetchLibrary();
    if (sessions.some(({id}) => id === word)) return bestLapNames(1, {...options, session: word});
    throw new CellError(`no lap is named "${word}"`, undefined, WRITE);
  }
  const {session, car, lap} = (word ?? {}) as {session?: unknown; car?: unknown; lap?: unknown};
  if (typeof session === "string" && typeof car === "number" && typeof lap === "number") return [{session, car, lap}];
  // a lap that was opened has its session and its row
  const [id, row] = [(session as {id?: unknown})?.id, lap as {car?: unknown; lap?: unknown} | undefined];
  if (typeof id === "string" && typeof row?.car === "number" && typeof row.lap === "number")
    return [{session: id, car: row.car, lap: row.lap}];
  throw new CellError(`${described(word)} is no lap`, undefined, WRITE);
}

/** The fastest laps with traces of a car, fastest first. Throws a CellError where there is none. */
export async function bestLapNames(count: number, {session, car}: BestOptions = {}): Promise<LapName[]> {
  const library: LibraryIndex = await fetchLibrary();
  if (session !== undefined && !library.sessions.some(({id}) => id === session))
    throw new CellError(`no such session: ${session}`, undefined, "A cell with sessions alone lists their ids.");
  const asked =
    session === undefined ? library : {...library, sessions: library.sessions.filter(({id}) => id === session)};
  const chosen = session ?? newestWithLaps(asked);
  const found = await defaultLaps(asked, count, {session: chosen, car: car === undefined ? undefined : String(car)});
  const own = car === undefined ? found : found.filter((name) => name.car === car);
  if (own.length) return own;
  const where = session === undefined ? "the library" : `session ${session}`;
  const whose = car === undefined ? "" : ` of car ${car}`;
  throw new CellError(
    `${where} has no lap with traces${whose}`,
    undefined,
    session === undefined && car === undefined
      ? "Import a capture or a log in the library, or run lapbook simulate."
      : "A cell with laps alone lists sessions, cars and laps; file is empty where there are no traces.",
  );
}

/** The newest session with a finished lap with traces. */
function newestWithLaps({sessions}: LibraryIndex): string | undefined {
  const newest = sessions.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
  return newest.find(({bestSampled}) => bestSampled)?.id;
}

/** A value in an error: `undefined`, `a number`, `an array of 3`. */
export function described(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === "object" ? "this object" : `${/^[aeiou]/.test(typeof value) ? "an" : "a"} ${typeof value}`;
}
