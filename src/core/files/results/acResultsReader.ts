import type {LogReport} from "../../archive/types.js";
import {hasKeys, type JsonObject, list, number, object, parseJson, sectors, text, wholeMs} from "../jsonFile.js";
import type {LogFileReader} from "../reader.js";
import {type ResultCar, resultsLog, startInName} from "./resultsLog.js";

const SESSIONS: Record<string, string> = {
  BOOK: "booking",
  PRACTICE: "practice",
  QUALIFY: "qualifying",
  RACE: "race",
};

/**
 * Results written by a server of Assetto Corsa (layout from files of JustaPenguin/assetto-server-manager and mauserrifle/simresults): laps of
 * all cars with sectors, cuts and tyre. A lap with cuts is not counted by the game; 999999999 is no time.
 */
export const acResultsReader: LogFileReader = {
  format: "ac-results",
  label: "Assetto Corsa server results (JSON)",
  extensions: [".json"],
  recognises: (head) => hasKeys(head, "{", ["TrackName", "Type", "Cars", "Result"]),
  read({name, bytes}, {onProgress} = {}) {
    const file = object(parseJson(bytes), "file");
    onProgress?.(0.7);
    const report: LogReport = {used: [], unused: [], notes: []};
    const cars = carsOf(file);
    listOrNone(file.Laps, "Laps").forEach((value, i) => {
      const place = `Laps[${i}]`;
      const lap = object(value, place);
      const car = carOf(cars, lap, place);
      const times = listOrNone(lap.Sectors, `${place}.Sectors`).map((ms, k) =>
        wholeMs(number(ms, `${place}.Sectors[${k}]`)),
      );
      const tyre = text(lap.Tyre);
      car.laps.push({
        lap: car.laps.length + 1,
        lapTimeMs: wholeMs(number(lap.LapTime, `${place}.LapTime`)),
        // two sectors on some tracks
        sectorsMs: times.length <= 3 ? sectors(times[0] ?? null, times[1] ?? null, times[2] ?? null) : null,
        valid: !(number(lap.Cuts, `${place}.Cuts`) > 0),
        ...(tyre && {reported: {compound: tyre}}),
      });
    });
    if (listOrNone(file.Events, "Events").length > 0)
      report.unused.push({from: "Events", unit: "", reason: "collisions: they have no time"});
    const classified = [...cars.values()]
      .filter(({driver, laps}) => driver !== "" || laps.length > 0)
      .sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity));
    onProgress?.(1);
    const date = Date.parse(text(file.Date));
    return resultsLog(classified, report, {
      format: "ac-results",
      game: "Assetto Corsa",
      track: {name: [text(file.TrackName), text(file.TrackConfig)].filter(Boolean).join(" ")},
      type: SESSIONS[text(file.Type).toUpperCase()] ?? (text(file.Type).toLowerCase() || "unknown"),
      startedAt: date > 0 ? date : startInName(name),
    });
  },
};

/** By driver and slot: a slot of the server may be taken by several drivers in turn. */
type Cars = Map<string, ResultCar>;

function carsOf(file: JsonObject): Cars {
  const cars: Cars = new Map();
  const teams = new Map<string, string>();
  listOrNone(file.Cars, "Cars").forEach((value, i) => {
    const car = object(value, `Cars[${i}]`);
    const driver = object(car.Driver ?? {}, `Cars[${i}].Driver`);
    if (text(driver.Name)) teams.set(text(driver.Name), text(driver.Team));
  });
  listOrNone(file.Result, "Result").forEach((value, i) => {
    const result = object(value, `Result[${i}]`);
    // empty slots of the server
    if (text(result.DriverName) === "") return;
    const car = carOf(cars, result, `Result[${i}]`);
    // who left and joined again is listed twice: the better place counts
    car.position ??= [...cars.values()].filter(({position}) => position !== null).length + 1;
    car.team = teams.get(car.driver) || car.team;
  });
  return cars;
}

function carOf(cars: Cars, entry: JsonObject, place: string): ResultCar {
  const id = number(entry.CarId, `${place}.CarId`);
  const driver = text(entry.DriverName) || (Number.isFinite(id) ? `car ${id}` : "");
  const key = `${id} ${driver}`;
  let car = cars.get(key);
  if (!car) {
    car = {driver, team: text(entry.CarModel), raceNumber: 0, position: null, laps: []};
    cars.set(key, car);
  }
  return car;
}

function listOrNone(value: unknown, place: string): unknown[] {
  return value === undefined || value === null ? [] : list(value, place);
}
