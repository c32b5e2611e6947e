import {LogFileError} from "../importedLog.js";
import {XmlParser} from "../xml/xmlParser.js";

/** Elements of text by name; of several with one name the last. */
export type Texts = Record<string, string>;

/** A `<Lap>` with its attributes; `time` is its text. */
export interface RfactorLap {
  attributes: Texts;
  time: string;
}

export interface RfactorDriver {
  texts: Texts;
  laps: RfactorLap[];
  /** `<Swap startLap endLap>` with the driver's name as text */
  swaps: {name: string; from: number; to: number}[];
}

/** A session of the file: "Practice1", "Qualify", "Race" … */
export interface RfactorSession {
  name: string;
  texts: Texts;
  drivers: RfactorDriver[];
}

export interface RfactorResults {
  texts: Texts;
  sessions: RfactorSession[];
}

const MOST_DRIVERS = 1000;

/**
 * The elements of rFactor's results that are read:
 *
 *     rFactorXML > RaceResults > (texts, sessions) > (texts, Driver) > (texts, Lap, Swap)
 *
 * Chat, incidents and scores within a session's `Stream` are passed over.
 *
 * @throws LogFileError with the line that is not well formed
 */
export function readRfactorResults(text: string): RfactorResults {
  const results: RfactorResults = {texts: {}, sessions: []};
  let session: RfactorSession | undefined;
  let driver: RfactorDriver | undefined;
  let attributes: Texts = {};
  let words = "";
  let isRoot = true;
  const parser: XmlParser = new XmlParser({
    open(name, given) {
      if (isRoot && name !== "rFactorXML")
        throw new LogFileError(`not rFactor's results: <${name}>`, `line ${parser.line}`);
      isRoot = false;
      attributes = given;
      words = "";
      if (name !== "Driver" || parser.path.length !== 3) return;
      if (session?.name !== parser.path[2]) {
        session = {name: parser.path[2], texts: {}, drivers: []};
        results.sessions.push(session);
      }
      if (session.drivers.length === MOST_DRIVERS)
        throw new LogFileError(`more than ${MOST_DRIVERS} drivers`, `line ${parser.line}`);
      driver = {texts: {}, laps: [], swaps: []};
      session.drivers.push(driver);
    },
    text(more) {
      words += more;
    },
    close(name) {
      const depth = parser.path.length;
      const value = words.trim();
      if (depth === 2) results.texts[name] = value;
      else if (depth === 3) sessionText(parser.path[2], name, value);
      else if (depth === 4 && parser.path[3] === "Driver" && driver) driverText(driver, name, value);
      if (name === "Driver") driver = undefined;
    },
  });

  function sessionText(of: string, name: string, value: string): void {
    if (name === "Driver") return;
    if (session?.name !== of) {
      session = {name: of, texts: {}, drivers: []};
      results.sessions.push(session);
    }
    session.texts[name] = value;
  }

  function driverText({texts, laps, swaps}: RfactorDriver, name: string, value: string): void {
    if (name === "Lap") laps.push({attributes, time: value});
    else if (name === "Swap")
      swaps.push({name: value, from: Number(attributes.startLap), to: Number(attributes.endLap)});
    else texts[name] = value;
  }

  parser.parse(text);
  return results;
}
