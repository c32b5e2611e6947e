import type {LogReport, RaceFacts} from "../../archive/types.js";
import {decodeText} from "../csv/csvText.js";
import {LogFileError, startOf} from "../importedLog.js";
import {milliseconds, sectors} from "../jsonFile.js";
import type {LogFileReader} from "../reader.js";
import {decodeXml} from "../xml/decodeXml.js";
import {type ResultCar, type ResultLap, resultsLog} from "./resultsLog.js";
import {
  type RfactorDriver,
  type RfactorLap,
  type RfactorSession,
  readRfactorResults,
  type Texts,
} from "./rfactorResultsFile.js";

/** The closing tag of the root. */
const END = "</rFactorXML>";

const SESSIONS: Record<string, string> = {TestDay: "test day", Qualify: "qualifying", Warmup: "warm-up", Race: "race"};

/**
 * Results that rFactor 2 and Le Mans Ultimate write into UserData/Log/Results (layout from files of mauserrifle/simresults): a session with
 * every driver's laps, sectors, tyres and pit stops. `--.----` is no time: the game did not count the lap. Declared as UTF-8, but names may be
 * in Windows-1252.
 */
export const rfactorResultsReader: LogFileReader = {
  format: "rfactor-results",
  label: "rFactor 2 and Le Mans Ultimate results (XML)",
  extensions: [".xml"],
  recognises: (head) => /<rFactorXML[\s>]/.test(decodeText(head.subarray(0, 2000))),
  read({bytes}, {onProgress} = {}) {
    const text = decodeXml(bytes);
    // some files have stray bytes after their end
    const end = text.lastIndexOf(END);
    const results = readRfactorResults(end < 0 ? text : text.slice(0, end + END.length));
    onProgress?.(0.8);
    const report: LogReport = {used: [], unused: [], notes: []};
    const session = chosenSession(results.sessions, report.notes);
    const drivers = session.drivers.toSorted((a, b) => placeOf(a) - placeOf(b));
    const cars = drivers.map((driver) => carOf(driver, report.notes));
    const players = drivers.flatMap(({texts}, car) => (texts.isPlayer === "1" ? [car] : []));
    report.notes.push(
      "game: rFactor, rFactor 2 and Le Mans Ultimate write the same file; rFactor 2 is assumed and can be changed with the choice “game”",
    );
    report.unused.push({from: "p", unit: "", reason: "position at the end of each lap; some files have wrong ones"});
    report.unused.push({from: "fuel", unit: "", reason: "one value a lap, as a share of an unknown tank"});
    onProgress?.(1);
    const lengthM = Number(results.texts.TrackLength);
    return resultsLog(cars, report, {
      format: "rfactor-results",
      game: "rFactor 2",
      gameVersion: results.texts.GameVersion ?? "",
      track: {
        name: results.texts.TrackCourse || results.texts.TrackVenue || "",
        lengthM: lengthM > 0 && lengthM < 1e6 ? lengthM : null,
      },
      type: SESSIONS[session.name] ?? session.name.replace(/(\d+)$/, " $1").toLowerCase(),
      startedAt: startOf(Number(session.texts.DateTime || results.texts.DateTime)),
      playerCar: players.length === 1 ? players[0] : null,
    });
  },
};

/** The game writes a file for each session; of several in one file the last with laps is taken. */
function chosenSession(sessions: readonly RfactorSession[], notes: string[]): RfactorSession {
  const driven = sessions.filter(({drivers}) => drivers.some(({laps}) => laps.length > 0));
  const session = driven.at(-1) ?? sessions.findLast(({drivers}) => drivers.length > 0);
  if (!session) throw new LogFileError("no drivers: these results have no session");
  const others = driven.filter((other) => other !== session).map(({name}) => name);
  if (others.length > 0) notes.push(`further sessions of this file are not imported: ${others.join(", ")}`);
  return session;
}

/** −1 and missing ones last */
function placeOf({texts}: RfactorDriver): number {
  const position = Number(texts.Position);
  return position > 0 ? position : Number.POSITIVE_INFINITY;
}

/** `FinishStatus`; "None" is a car that the session ended without. */
const STATUS: Record<string, RaceFacts["status"] | undefined> = {
  "Finished Normally": "finished",
  DNF: "did not finish",
  DQ: "disqualified",
};

function raceFacts({GridPos, Pitstops, FinishStatus = "", DNFReason}: Texts): RaceFacts {
  const [grid, stops] = [Number(GridPos || Number.NaN), Number(Pitstops || Number.NaN)];
  const status = STATUS[FinishStatus];
  // a car that left has its status as the reason
  const because = status === "finished" || DNFReason === FinishStatus ? "" : (DNFReason ?? "").toLowerCase();
  return {
    ...(grid > 0 && {grid}),
    ...(stops >= 0 && {stops}),
    ...(status && {status}),
    ...(because && {because}),
  };
}

function carOf(driver: RfactorDriver, notes: string[]): ResultCar {
  const {texts, swaps} = driver;
  const position = placeOf(driver);
  const raceNumber = Number(texts.CarNumber);
  const shared = swaps.filter(({name}) => name !== "");
  const names = [...new Set(shared.map(({name}) => name))];
  if (names.length > 1)
    notes.push(`${names.join(", ")}: ${shared.map(({name, from, to}) => `${name} laps ${from}–${to}`).join("; ")}`);
  return {
    driver: names.length > 1 ? names.join(", ") : (texts.Name ?? ""),
    team: texts.TeamName || texts.VehName || texts.CarType || "",
    raceNumber: Number.isSafeInteger(raceNumber) && raceNumber > 0 ? raceNumber : 0,
    position: Number.isFinite(position) ? position : null,
    race: raceFacts(texts),
    laps: numbered(driver.laps.map(lapOf)),
  };
}

function lapOf({attributes, time}: RfactorLap): ResultLap {
  const lapTimeMs = milliseconds(Number(time || Number.NaN));
  const sectorsMs = ["s1", "s2", "s3"].map((name) => milliseconds(Number(attributes[name] || Number.NaN)));
  const compound = /,(.+)$/.exec(attributes.fcompound ?? "")?.[1].trim();
  return {
    lap: Number(attributes.num),
    lapTimeMs,
    sectorsMs: sectors(...sectorsMs),
    valid: lapTimeMs !== null,
    pit: attributes.pit === "1",
    ...(compound && {reported: {compound}}),
  };
}

/** @throws LogFileError for numbers that do not rise */
function numbered(laps: ResultLap[]): ResultLap[] {
  let before = -1;
  for (const {lap} of laps) {
    if (!Number.isInteger(lap) || lap < 0 || lap > 9999 || lap <= before)
      throw new LogFileError(`invalid lap: ${lap}`, before < 0 ? "the first lap" : `after lap ${before}`);
    before = lap;
  }
  return laps;
}
