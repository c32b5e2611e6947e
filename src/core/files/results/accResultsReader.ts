import type {LogReport} from "../../archive/types.js";
import {accCar} from "../../games/acc/cars.js";
import {accSessionType} from "../../games/acc/messages.js";
import {accTrack} from "../../games/acc/tracks.js";
import {hasKeys, type JsonObject, list, number, object, parseJson, sectors, text, wholeMs} from "../jsonFile.js";
import type {LogFileReader} from "../reader.js";
import {type ResultCar, type ResultLap, resultsLog, startInName} from "./resultsLog.js";
import {noteWaits} from "./waitBeforeStart.js";

const SESSIONS: Record<string, string> = {FP: "practice", P: "practice", Q: "qualifying", R: "race"};

/** Flags of a lap in the game's own results: seen are cut or invalid (1, 2), out of and into the pits (4, 8); the rest is unknown. */
const INVALID = 3;
const PIT = 12;

/** A car of the leader board, or one that is in the laps only. */
interface Entry extends ResultCar {
  /** names by the laps' driverIndex */
  drivers: string[];
  /** laps that each driver drove, by name */
  driven: Map<string, number[]>;
}

/**
 * Results written by a server of Assetto Corsa Competizione or by the game itself (`race.json`: other names, no track), UTF-16 without a
 * byte order mark or re-saved in another encoding. Layout from files of mauserrifle/simresults and armandoiglesias/resultReader. Laps are
 * in the order of crossing, of all cars; splits are the sectors' own times; 2147483647 is no time.
 */
export const accResultsReader: LogFileReader = {
  format: "acc-results",
  label: "Assetto Corsa Competizione results of a server or the game (JSON)",
  extensions: [".json"],
  recognises: (head) =>
    hasKeys(head, "{", ["sessionType", "trackName", "sessionResult"]) || hasKeys(head, "{", ["sessionDef", "snapShot"]),
  read({name, bytes}, {onProgress} = {}) {
    const file = object(parseJson(bytes), "file");
    onProgress?.(0.7);
    const report: LogReport = {used: [], unused: [], notes: []};
    const {notes} = report;
    const isGame = file.snapShot !== undefined;
    const key = isGame ? "snapShot" : "sessionResult";
    const result = object(file[key] ?? {}, key);
    const board = optionalList(result.leaderBoardLines, `${key}.leaderBoardLines`, notes);
    const cars = new Map<number, Entry>();
    const all: Entry[] = [];
    const driven = optionalList(file.laps, "laps", notes).map((value, i) => object(value, `laps[${i}]`));
    const unnumbered: {entry: Entry; timing: JsonObject}[] = [];
    board.forEach((value, i) => {
      const place = `${key}.leaderBoardLines[${i}]`;
      const line = object(value, place);
      const car = object(line.car, `${place}.car`);
      const entry = entryOf(car, i + 1, place);
      all.push(entry);
      const id = number(car.carId, `${place}.car.carId`);
      if (Number.isFinite(id) && !cars.has(id)) cars.set(id, entry);
      else unnumbered.push({entry, timing: object(line.timing ?? {}, `${place}.timing`)});
    });
    for (const {entry, timing} of unnumbered) {
      const id = carOfTiming(timing, driven, cars);
      if (id !== undefined) cars.set(id, entry);
      const found =
        id === undefined ? "its laps cannot be told from others'" : "its laps are found by their number and the best";
      notes.push(`${entry.driver}: no carId in the leader board: ${found}`);
    }
    driven.forEach((lap, i) => {
      const id = number(lap.carId, `laps[${i}].carId`);
      let entry = cars.get(id);
      if (!entry) {
        entry = strangerOf(id);
        cars.set(id, entry);
        all.push(entry);
        notes.push(`${entry.driver}: its laps are in the file, but it is not on the leader board`);
      }
      const own = lapOf(lap, entry.laps.length + 1, `laps[${i}]`);
      entry.laps.push(own);
      const driver = entry.drivers[number(lap.driverIndex ?? lap.driverId, `laps[${i}].driverIndex`)] ?? entry.driver;
      entry.driven.set(driver, [...(entry.driven.get(driver) ?? []), own.lap]);
    });
    if (isGame) noteGame(notes);
    for (const entry of all) noteDrivers(entry, notes);
    noteWaits(all, notes);
    for (const from of ["penalties", "post_race_penalties"])
      if (Array.isArray(file[from]) && file[from].length > 0)
        report.unused.push({from, unit: "", reason: `${file[from].length} penalties: no place in a session`});
    onProgress?.(1);
    const track = accTrack(text(file.trackName).replace(/_20\d\d$/, ""));
    return resultsLog(
      all.map(({drivers: _, driven: __, ...car}) => car),
      report,
      {
        format: "acc-results",
        game: "Assetto Corsa Competizione",
        track: {name: track?.name ?? text(file.trackName), lengthM: track?.lengthM ?? null},
        type: isGame ? gameSessionType(file) : sessionType(text(file.sessionType)),
        startedAt: startInName(name),
        weather: result.isWetSession === 1 ? "wet" : result.isWetSession === 0 ? "dry" : null,
      },
    );
  },
};

/** The car that is not on the leader board and drove as many laps with the same best time as a line of it; undefined unless it is one. */
function carOfTiming(
  timing: JsonObject,
  laps: readonly JsonObject[],
  known: ReadonlyMap<number, unknown>,
): number | undefined {
  const others = new Set(laps.flatMap(({carId}) => (typeof carId === "number" && !known.has(carId) ? [carId] : [])));
  const found = [...others].filter((id) => {
    const own = laps.filter(({carId}) => carId === id);
    return own.length === timing.lapCount && own.some(({laptime, lapTime}) => (laptime ?? lapTime) === timing.bestLap);
  });
  return found.length === 1 ? found[0] : undefined;
}

function optionalList(value: unknown, place: string, notes: string[]): unknown[] {
  if (value !== undefined && value !== null) return list(value, place);
  notes.push(`${place}: missing in the file`);
  return [];
}

function entryOf(car: JsonObject, position: number, place: string): Entry {
  const drivers = (car.drivers === undefined ? [] : list(car.drivers, `${place}.car.drivers`)).map((value, i) => {
    const driver = object(value, `${place}.car.drivers[${i}]`);
    return `${text(driver.firstName)} ${text(driver.lastName)}`.trim() || text(driver.shortName);
  });
  const raceNumber = number(car.raceNumber, `${place}.car.raceNumber`);
  const model = number(car.carModel, `${place}.car.carModel`);
  return {
    driver: drivers.find((name) => name !== "") ?? `car no. ${raceNumber}`,
    team: text(car.teamName) || accCar(model)?.name || "",
    raceNumber: Number.isFinite(raceNumber) ? raceNumber : 0,
    position,
    laps: [],
    drivers,
    driven: new Map(),
  };
}

function strangerOf(id: number): Entry {
  const driver = Number.isFinite(id) ? `car ${id}` : "car without a number";
  return {driver, team: "", raceNumber: 0, position: null, laps: [], drivers: [], driven: new Map()};
}

function lapOf(lap: JsonObject, numbered: number, place: string): ResultLap {
  const splits = lap.splits === undefined ? [] : list(lap.splits, `${place}.splits`);
  const ms = splits.map((value, i) => wholeMs(number(value, `${place}.splits[${i}]`)));
  const flags = number(lap.flags ?? 0, `${place}.flags`);
  return {
    lap: numbered,
    lapTimeMs: wholeMs(number(lap.laptime ?? lap.lapTime, `${place}.laptime`)),
    sectorsMs: sectors(...ms.slice(0, 3)),
    valid: lap.isValidForBest !== false && (flags & INVALID) === 0,
    pit: (flags & PIT) !== 0,
  };
}

/** A car is named after all who drove it; who drove which laps is noted. */
function noteDrivers(entry: Entry, notes: string[]): void {
  if (entry.driven.size === 0) return;
  const names = [...entry.driven.keys()];
  entry.driver = names.join(", ");
  if (names.length === 1) return;
  const laps = names.map((name) => `${name} ${ranges(entry.driven.get(name)!)}`);
  notes.push(`car no. ${entry.raceNumber}: laps by driver: ${laps.join("; ")}`);
}

/** `1–4, 9` */
function ranges(laps: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const lap of laps) {
    const run = runs.at(-1);
    if (run && lap === run[1] + 1) run[1] = lap;
    else runs.push([lap, lap]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}

function noteGame(notes: string[]): void {
  notes.push("the game's own results do not contain the track: choose it");
  notes.push("laps out of the pits, into the pits and invalid ones are by the flags, whose meaning is inferred");
}

function gameSessionType(file: JsonObject): string {
  return accSessionType(number(object(file.sessionDef ?? {}, "sessionDef").sessionType, "sessionDef.sessionType"));
}

/** "race", "qualifying 2" of R, Q2 */
function sessionType(code: string): string {
  const [, letters, count] = /^([A-Z]+)(\d*)$/.exec(code.toUpperCase()) ?? [];
  const name = SESSIONS[letters];
  return name ? `${name}${count && ` ${count}`}` : code.toLowerCase() || "unknown";
}
