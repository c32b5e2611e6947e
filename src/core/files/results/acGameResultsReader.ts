import type {LogReport} from "../../archive/types.js";
import {LogFileError} from "../importedLog.js";
import {hasKeys, type JsonObject, list, number, object, parseJson, sectors, text, wholeMs} from "../jsonFile.js";
import type {LogFileReader} from "../reader.js";
import {type ResultCar, type ResultLap, resultsLog} from "./resultsLog.js";

const TYPES: Record<number, string> = {1: "practice", 2: "qualifying", 3: "race"};

/** One of the sessions of a file. */
interface Part {
  name: string;
  type: string;
  session: JsonObject;
  laps: JsonObject[];
  place: string;
}

/**
 * Results that Assetto Corsa itself writes when a player leaves (`race_out.json`): practice, qualifying and race of all cars in one file.
 * One of them is read: the one that the user chose (`session`), else the last with laps. Layout from files of mauserrifle/simresults. A lap
 * with a cut has −1 in the place of its time, but its sectors.
 */
export const acGameResultsReader: LogFileReader = {
  format: "ac-game-results",
  label: "Assetto Corsa results of the game (race_out.json)",
  extensions: [".json"],
  recognises: (head) => hasKeys(head, "{", ["track", "players", "number_of_sessions", "sessions"]),
  read({bytes}, {choices, onProgress} = {}) {
    const file = object(parseJson(bytes), "file");
    onProgress?.(0.7);
    const report: LogReport = {used: [], unused: [], notes: []};
    const parts = list(file.sessions, "sessions").map(partOf);
    const part = chosenPart(parts, choices?.session, report.notes);
    const cars = list(file.players, "players").map((value, i) => carOf(object(value, `players[${i}]`), i));
    let cut = 0;
    part.laps.forEach((lap, i) => {
      const place = `${part.place}.laps[${i}]`;
      const index = number(lap.car, `${place}.car`);
      const car = cars[index];
      if (!car) throw new LogFileError(`no player of this number: ${index}`, `${place}.car`);
      const own = lapOf(lap, place);
      if (!own.valid) cut++;
      car.laps.push(own);
    });
    if (cut > 0)
      report.notes.push(
        `${cut} ${cut === 1 ? "lap" : "laps"} without a time in the file (cuts): the sum of the sectors is taken, not valid`,
      );
    classify(cars, part);
    if (Array.isArray(part.session.bestLaps) && part.session.bestLaps.length > 0 && part.laps.length > 0)
      report.unused.push({from: "bestLaps", unit: "", reason: "the laps are used"});
    onProgress?.(1);
    const driven = cars.filter(({laps, position}) => laps.length > 0 || position !== null);
    return resultsLog(
      driven.sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity)),
      report,
      {
        format: "ac-game-results",
        game: "Assetto Corsa",
        track: {name: [text(file.track), text(file.track_config)].filter(Boolean).join(" ")},
        type: part.type,
        startedAt: null,
      },
    );
  },
};

function partOf(value: unknown, i: number): Part {
  const place = `sessions[${i}]`;
  const session = object(value, place);
  const type = number(session.type, `${place}.type`);
  const name = text(session.name) || `session ${i + 1}`;
  return {
    ...{name, session, place},
    type: TYPES[type] ?? (name.toLowerCase() || "unknown"),
    laps: list(session.laps ?? [], `${place}.laps`).map((lap, k) => object(lap, `${place}.laps[${k}]`)),
  };
}

function chosenPart(parts: readonly Part[], choice: unknown, notes: string[]): Part {
  const names = parts.map(({name, laps}) => `${name} (${laps.length} laps)`).join(", ");
  const wanted = typeof choice === "string" ? choice.toLowerCase() : "";
  const found = wanted
    ? parts.find(({name, type}) => name.toLowerCase() === wanted || type === wanted)
    : (parts.findLast(({laps}) => laps.length > 0) ?? parts.at(-1));
  if (!found)
    throw new LogFileError(wanted ? `no session ${choice}: the file has ${names}` : "no sessions", "sessions");
  const others = parts.filter((part) => part !== found && part.laps.length > 0);
  if (others.length > 0)
    notes.push(`${found.name} of several sessions: ${names}; choose another one by its name (choice "session")`);
  return found;
}

function carOf(player: JsonObject, i: number): ResultCar {
  return {driver: text(player.name) || `car ${i}`, team: text(player.car), raceNumber: 0, position: null, laps: []};
}

function lapOf(lap: JsonObject, place: string): ResultLap {
  const ms = list(lap.sectors ?? [], `${place}.sectors`).map((value, k) =>
    wholeMs(number(value, `${place}.sectors[${k}]`)),
  );
  const told = wholeMs(number(lap.time, `${place}.time`));
  const sum = ms.length > 1 && !ms.includes(null) ? wholeMs(ms.reduce<number>((total, one) => total + one!, 0)) : null;
  const tyre = text(lap.tyre);
  return {
    lap: number(lap.lap, `${place}.lap`) + 1,
    lapTimeMs: told ?? sum,
    sectorsMs: ms.length <= 3 ? sectors(ms[0] ?? null, ms[1] ?? null, ms[2] ?? null) : null,
    valid: told !== null && !(number(lap.cuts, `${place}.cuts`) > 0),
    ...(tyre && {reported: {compound: tyre}}),
  };
}

/** A race's order of finish; other sessions have none in the file: by the best lap. */
function classify(cars: readonly ResultCar[], {session}: Part): void {
  const order = Array.isArray(session.raceResult)
    ? session.raceResult.map(Number)
    : cars
        .map(({laps}, i) => ({
          i,
          best: Math.min(...laps.flatMap(({valid, lapTimeMs}) => (valid && lapTimeMs ? [lapTimeMs] : []))),
        }))
        .filter(({best}) => Number.isFinite(best))
        .sort((a, b) => a.best - b.best)
        .map(({i}) => i);
  order.forEach((car, place) => {
    if (cars[car]) cars[car].position ??= place + 1;
  });
}
