import type {Stint} from "../../archive/types.js";
import {compoundName} from "../../channels/tyreCompound.js";
import {type ImportedLap, LogFileError} from "../importedLog.js";
import {type JsonObject, lapNumber, list, milliseconds, number, sectors, text} from "../jsonFile.js";
import {compound} from "./values.js";

const MOST_DRIVERS = 64;

/** What the timing service has of a lap beside its times; NaN where unknown. */
export interface ServiceFacts {
  stint: number;
  /** session time of the lap's end, s */
  endS: number;
  /** session times at which the car entered and left the pit lane in this lap, s */
  pitInS: number;
  pitOutS: number;
}

/** A lap in a driver's list of times. */
export interface TimedLap extends Omit<ImportedLap, "first" | "end" | "complete" | "reported"> {
  /** session time of its beginning, s */
  startS: number | null;
  service: ServiceFacts;
  /** `tyre`: the F1 games' number of the visual compound */
  reported?: ImportedLap["reported"] & {tyre?: number};
}

export interface LapTimes {
  drivers: {name: string; team: string; raceNumber: number; laps: TimedLap[]}[];
  /** ms since 1970 of the first lap */
  startedAt: number | null;
  airTempC: number | null;
  trackTempC: number | null;
  weather: string | null;
  /** lists that are not used */
  unused: string[];
  /** on times that were computed */
  notes: string[];
}

/** Lists that are read, one entry a lap; those from the second line on are in files of later years only. */
const READ = [
  "time",
  "lap",
  "compound",
  "stint",
  "s1",
  "s2",
  "s3",
  "life",
  "lST",
  "lSD",
  "end",
  "drv",
  "team",
  "dNum",
  "pin",
  "pout",
  "del",
  "wAT",
  "wTT",
  "wR",
];

/** Reads the lists of lap times. @throws LogFileError with the list and the invalid entry */
export function readLapTimes(file: JsonObject): LapTimes {
  const laps = list(file.lap, "lap");
  const entry = (name: string, i: number): unknown => {
    const value = file[name];
    if (value === undefined || value === null) return undefined;
    const entries = list(value, name);
    if (entries.length !== laps.length) throw new LogFileError(`${entries.length} of ${laps.length} laps`, name);
    return entries[i];
  };
  const at = (name: string, i: number) => number(entry(name, i), `${name}[${i}]`);
  const drivers = new Map<string, LapTimes["drivers"][number]>();
  laps.forEach((reported, i) => {
    const name = text(entry("drv", i));
    let driver = drivers.get(name);
    if (!driver) {
      const raceNumber = at("dNum", i);
      driver = {name, team: text(entry("team", i)), raceNumber: Number.isFinite(raceNumber) ? raceNumber : 0, laps: []};
      drivers.set(name, driver);
      if (drivers.size > MOST_DRIVERS) throw new LogFileError(`more than ${MOST_DRIVERS} drivers`, "drv");
    }
    const [s1, s2, s3] = ["s1", "s2", "s3"].map((sector) => milliseconds(at(sector, i)));
    const [tyre, life] = [compound(text(entry("compound", i))), at("life", i)];
    const [start, pitInS, pitOutS] = [at("lST", i), at("pin", i), at("pout", i)];
    driver.laps.push({
      lap: lapNumber(reported, `lap[${i}]`),
      startS: Number.isFinite(start) ? start : null,
      service: {stint: at("stint", i), endS: at("end", i), pitInS, pitOutS},
      lapTimeMs: milliseconds(at("time", i)),
      sectorsMs: sectors(s1, s2, s3),
      valid: !(at("del", i) > 0),
      pit: pitInS > 0 || pitOutS > 0,
      reported: {
        ...(tyre > 0 && {tyre, compound: compoundName(tyre)}),
        ...(life >= 0 && life < 256 && {tyreAgeLaps: life}),
      },
    });
  });
  if (drivers.size === 0) throw new LogFileError("no laps", "lap");
  const notes = [...drivers.values()].flatMap(({name: driver, laps: own}) =>
    addSums(own, drivers.size > 1 ? driver : ""),
  );
  const values = (name: string) => laps.map((_, i) => at(name, i)).filter((v) => Number.isFinite(v));
  const dates = laps.map((_, i) => Date.parse(`${text(entry("lSD", i)).slice(0, 23)}Z`)).filter(Number.isFinite);
  return {
    drivers: [...drivers.values()],
    startedAt: dates.length ? dates.reduce((a, b) => Math.min(a, b)) : null,
    airTempC: values("wAT")[0] ?? null,
    trackTempC: values("wTT")[0] ?? null,
    weather: file.wR === undefined ? null : values("wR").some((v) => v > 0) ? "rain" : "dry",
    unused: Object.keys(file).filter((name) => Array.isArray(file[name]) && !READ.includes(name)),
    notes,
  };
}

/** A lap time from its sectors agrees with the session clock at both ends of the lap within this, s. */
const SAME_S = 1;

/** Gives laps without a time the sum of their sectors where the session clock confirms it. Returns notes. */
function addSums(laps: TimedLap[], driver: string): string[] {
  const summed: number[] = [];
  laps.forEach((lap, i) => {
    const [a, b, c] = lap.sectorsMs ?? [];
    if (lap.lapTimeMs !== null || !a || !b || !c || lap.startS === null) return;
    const next = laps[i + 1]?.lap === lap.lap + 1 ? laps[i + 1].startS : null;
    const end = next ?? lap.service.endS;
    if (!(Math.abs(end - lap.startS - (a + b + c) / 1000) <= SAME_S)) return;
    lap.lapTimeMs = a + b + c;
    summed.push(lap.lap);
  });
  if (!summed.length) return [];
  const which = `${summed.length === 1 ? "lap" : "laps"} ${summed.join(", ")}${driver && ` of ${driver}`}`;
  return [`lap times: the file has none for ${which}: sums of the sectors, which the session clock confirms`];
}

/** Stints by the laps' stint numbers. A number that changes while the tyres go on counts a drive through the pit lane, not a stint. */
export function stintsOf({laps}: LapTimes["drivers"][number], car: number): Stint[] {
  const stints: Stint[] = [];
  laps.forEach((next, i) => {
    const {lap, reported} = next;
    const {stint} = next.service;
    if (!Number.isFinite(stint)) return;
    const before = laps[i - 1];
    const goesOn =
      before && (stint === before.service.stint || (isSameTyre(before, next) && isDriveThrough(before, next)));
    if (stints.length && goesOn) stints[stints.length - 1].endLap = lap;
    else stints.push({car, startLap: lap, endLap: lap, compound: reported?.compound ?? "unknown", actual: ""});
  });
  return stints;
}

/** Whether the tyres of a lap are those of an earlier one: the same compound, older by the laps between. */
function isSameTyre(before: TimedLap, {lap, reported}: TimedLap): boolean {
  const {tyreAgeLaps: age, compound} = reported ?? {};
  const then = before.reported?.tyreAgeLaps;
  if (age === undefined || then === undefined || !compound) return false;
  return compound === before.reported?.compound && age === then + lap - before.lap;
}

/** Longer in the pit lane is a stay in the garage, s. */
const GARAGE_S = 180;

/** Whether the car only passed through the pit lane between two laps: by its times there, else both laps were timed. */
function isDriveThrough(before: TimedLap, next: TimedLap): boolean {
  const seconds = next.service.pitOutS - before.service.pitInS;
  if (!Number.isNaN(seconds)) return seconds <= GARAGE_S;
  return before.lapTimeMs !== null && next.lapTimeMs !== null;
}
