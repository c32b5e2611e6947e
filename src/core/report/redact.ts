import type {ArchivedSession, SessionFile} from "../archive/types.js";
import type {LapArchive} from "../laps/open/lapArchive.js";

/** Replaces drivers' names. */
export interface Redaction {
  /** what a driver is called instead */
  name(driver: string): string;
  /** a text without any of the names */
  text(text: string): string;
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
  const known = [...numbers.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).map(escaped);
  const anywhere = known.length
    ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${known.join("|")})(?![\\p{L}\\p{N}])`, "giu")
    : null;
  const lower = new Map([...numbers].map(([name, number]) => [name.toLowerCase(), number]));
  const name = (driver: string) => (driver.trim() ? `Driver ${numbers.get(driver) ?? "?"}` : driver);
  return {
    name,
    text: (text) => (anywhere ? text.replace(anywhere, (found) => `Driver ${lower.get(found.toLowerCase())}`) : text),
  };
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
  const {choices: _, log, ...rest} = session;
  return {
    ...rest,
    uid: "0x0",
    source: {...session.source, file: null},
    drivers: session.drivers.map((driver) => ({...driver, team: "", raceNumber: 0})),
    ...(log && {log: {...log, notes: log.notes.map(text)}}),
  };
}

/** The archive with other names. */
export function renamedArchive(archive: LapArchive, redaction: Redaction): LapArchive {
  return {...archive, session: async (id) => renamed(await archive.session(id), redaction)};
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
