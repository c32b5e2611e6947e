import type {ArchivedSession, LogReport, SessionFile} from "../archive/types.js";
import type {LapArchive} from "../laps/open/lapArchive.js";

/** Replaces drivers' names. */
export interface Redaction {
  /** what a driver is called instead */
  name(driver: string): string;
  /** a text without any of the names */
  text(text: string): string;
  /** words of a text that are parts of the names: a first name alone is not replaced */
  parts(text: string): string[];
}

/** Numbers the drivers of sessions in their order: Driver 1, Driver 2 …; a name in several sessions has one number. */
export function redactionOf(sessions: readonly ArchivedSession[]): Redaction {
  const numbers = new Map<string, number>();
  const names = sessions.flatMap(({session, laps}) => [
    ...session.drivers.map(({name}) => name),
    ...laps.map(({driver}) => driver),
  ]);
  for (const name of names) if (name.trim() && !numbers.has(name)) numbers.set(name, numbers.size + 1);
  // the longest first: a name may be part of another
  const known = [...numbers.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).flatMap(spellings);
  const anywhere = known.length
    ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${known.join("|")})(?![\\p{L}\\p{N}])`, "giu")
    : null;
  const lower = new Map([...numbers].map(([name, number]) => [plain(name), number]));
  const name = (driver: string) => (driver.trim() ? `Driver ${numbers.get(driver) ?? "?"}` : driver);
  return {
    name,
    parts: (text) => partsOfNames([...numbers.keys()], text),
    text: (text) => (anywhere ? text.replace(anywhere, (found) => `Driver ${lower.get(plain(found)) ?? "?"}`) : text),
  };
}

/** Words between the parts of names. */
const PARTICLES = new Set("van von der den del dos das the".split(" "));
/** A shorter word is a part of a name only where it is written as one: Max, but not max. */
const SHORT = 4;

function partsOfNames(names: readonly string[], text: string): string[] {
  const words = (of: string) => of.normalize("NFC").match(/[\p{L}\p{M}]{2,}/gu) ?? [];
  const parts = new Set(names.flatMap(words).map((word) => word.toLowerCase()));
  const isPart = (word: string) => {
    const lower = word.toLowerCase();
    return parts.has(lower) && !PARTICLES.has(lower) && (word.length >= SHORT || !/^\p{Ll}/u.test(word));
  };
  return [...new Set(words(text).filter(isPart))];
}

/** A session with other names of its drivers, all else the same: teams and numbers decide who is compared with whom. */
export function renamed({session, laps}: ArchivedSession, {name}: Redaction): ArchivedSession {
  return {
    session: {...session, drivers: session.drivers.map((driver) => ({...driver, name: name(driver.name)}))},
    laps: laps.map((lap) => ({...lap, driver: name(lap.driver)})),
  };
}

/** A renamed session without what else identifies a driver: teams, race numbers, the imported file's name, the importer's words. */
export function anonymous(session: SessionFile, {text}: Redaction): SessionFile {
  const {choices: _, log, fromReport, source, drivers, ...rest} = session;
  return {
    ...rest,
    uid: "0x0",
    source: {...source, gameVersion: text(source.gameVersion), file: null},
    drivers: drivers.map(({race, ...driver}) => ({
      ...{...driver, team: "", raceNumber: 0},
      ...(race && {race: {...race, ...(race.because && {because: text(race.because)})}}),
    })),
    ...(log && {log: anonymousLog(log, text)}),
    ...(fromReport && {
      fromReport: {...fromReport, title: text(fromReport.title), leftOut: fromReport.leftOut.map(text)},
    }),
  };
}

function anonymousLog(log: LogReport, text: Redaction["text"]): LogReport {
  return {
    ...log,
    used: log.used.map(({assumed, ...column}) => ({
      ...{...column, from: text(column.from)},
      ...(assumed !== undefined && {assumed: text(assumed)}),
    })),
    unused: log.unused.map((column) => ({...column, from: text(column.from), reason: text(column.reason)})),
    notes: log.notes.map(text),
  };
}

/** The archive with other names. */
export function renamedArchive(archive: LapArchive, redaction: Redaction): LapArchive {
  return {...archive, session: async (id) => renamed(await archive.session(id), redaction)};
}

/** Patterns of a name: a letter with an accent is one character or two, spaces are of any kind. */
function spellings(name: string): string[] {
  const forms = ["NFC", "NFD"].map((form) => escaped(name.trim().normalize(form)).replace(/\s+/g, "\\s+"));
  return [...new Set(forms)];
}

/** A name as names are compared. */
function plain(name: string): string {
  return name.trim().normalize("NFKC").replace(/\s+/g, " ").toLowerCase();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
