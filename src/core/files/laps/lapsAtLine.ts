import type {CutLine, LogChoices, LogReport} from "../../archive/types.js";
import {type Path, pathLength} from "../../geometry/closedPath.js";
import type {Track} from "../../track/track.js";
import {deriveFromLine} from "../derive.js";
import {type ImportedCar, type ImportedLog, LogFileError} from "../importedLog.js";
import {busiestPlace} from "./busiestPlace.js";
import {chosenLine, drivenPath, type GivenLine, lineOnPath, lineText} from "./chosenLine.js";
import {distanceFrom, type FinishLine, headingOf, lineTimes, type TimedPath} from "./finishLine.js";
import {isInvalid, lapsFromCrossings} from "./lapSplit.js";
import {repeatedBends} from "./repeatedBends.js";
import {NO_SECOND_LAP} from "./tableLaps.js";
import {trackLine} from "./trackLine.js";

/** A running lap time that grows by this share of the drive is of one lap. */
const ONE_LAP = 0.9;
/** A drive of fewer laps is one lap, whose ends overlap. */
const MORE_THAN_ONE = 1.25;
const REASON = "does not count from the line at which the laps were cut";

/**
 * Cuts the laps of a log at a line: of any log at the user's (the choice `line`), of one without laps at the start line of the known
 * track, else at the place that was passed most often in one direction, which is a guess and marked as such. Lap times are those between
 * crossings, interpolated between samples. Changes `log`; leaves it unchanged where nothing shows a lap.
 *
 * @param tracks learned from earlier sessions
 * @throws LogFileError for an invalid line, and for one that no car crosses
 */
export function setLapsAtLine(log: ImportedLog, choices?: LogChoices, tracks: readonly Track[] = []): void {
  const given = chosenLine(choices);
  if (given) cutAtChoice(log, given);
  else if (choices?.lapFrom !== "none") cutLapless(log, tracks);
}

function cutLapless(log: ImportedLog, tracks: readonly Track[]): void {
  const cars = log.cars.filter((car) => hasNoLaps(car, log.report));
  const main = cars.find(({car}) => car === log.playerCar) ?? cars[0];
  if (!main) return;
  const path = drivenPath(main.columns);
  if (!path) {
    cutAtBends(log, main);
    return;
  }
  const found = findLine(path, tracks, main.columns.latitude ? "" : log.game);
  if (!found) return;
  let crossed = 0;
  for (const car of cars) {
    const own = drivenPath(car.columns);
    if (own) crossed += cut(log, car, lineTimes(own, found.line));
  }
  if (crossed === 0) return;
  describe(log, main, found.line, found.from, `laps: none in the file; cut at ${found.words}`);
}

/** Without positions a place is found again by the bends around it. */
function cutAtBends(log: ImportedLog, car: ImportedCar): void {
  const found = repeatedBends(car.columns);
  if (!found) return;
  cut(log, car, found.crossings);
  log.report.line = {from: "bends"};
  noteCut(
    log.report,
    `laps: none in the file, and no positions; cut where the bends repeat, every ${Math.round(found.lapM)} m: the line is a guess, times are right to about 0.1 s`,
  );
}

function cutAtChoice(log: ImportedLog, given: GivenLine): void {
  let nearest = Number.POSITIVE_INFINITY;
  let main: {car: ImportedCar; line: FinishLine} | undefined;
  for (const car of log.cars) {
    const placed = lineOnPath(car.columns, given);
    if (!placed) continue;
    nearest = Math.min(nearest, distanceFrom(placed.path, placed.line));
    if (cut(log, car, lineTimes(placed.path, placed.line)) > 0) main ??= {car, line: placed.line};
  }
  if (main) {
    describe(log, main.car, main.line, "choice", "laps: cut at the chosen line");
    return;
  }
  throw new LogFileError(
    nearest === Number.POSITIVE_INFINITY
      ? "no positions in the log: a line needs them"
      : `line ${given.place.join(",")} is never crossed: ${
          nearest > 100
            ? `the nearest position is ${Math.round(nearest)} m away`
            : `cars pass it in another direction than ${given.headingDeg}°`
        }`,
    "choices",
  );
}

/** Whether a car's log is one piece: no lap has a time, at most one has rows, and the file's own running lap time does not make it one lap. */
function hasNoLaps({laps, rows, columns}: ImportedCar, {used}: LogReport): boolean {
  if (rows < 2 || laps.some(({lapTimeMs, complete}) => lapTimeMs !== null || complete)) return false;
  const [only, ...others] = laps.filter(({first, end}) => end > first);
  // a file of a later lap has counted the laps before
  if (others.length > 0 || only?.lap > 1) return false;
  const {currentLapTimeMs: running, sessionTime: time} = columns;
  const isOwn = used.some(({channel, from}) => channel === "currentLapTimeMs" && from !== "derived");
  return !(isOwn && running[rows - 1] - running[0] > ONE_LAP * 1000 * (time[rows - 1] - time[0]));
}

interface FoundLine {
  line: FinishLine;
  from: CutLine["from"];
  words: string;
}

function findLine(path: TimedPath, tracks: readonly Track[], frame: string): FoundLine | undefined {
  const busiest = busiestPlace(path);
  const lap = busiest ? oneLap(path, busiest.line) : knownPoints(path);
  const known = trackLine(lap, tracks, frame);
  const driven = pathLength(knownPoints(path), false);
  if (known && driven >= MORE_THAN_ONE * known.track.lengthM && lineTimes(path, known.line).length > 0)
    return {line: known.line, from: "track", words: `the start line of ${known.track.name}, recognised by its shape`};
  if (!busiest || driven < MORE_THAN_ONE * pathLength(lap, false)) return undefined;
  const words = `the place passed most often in one direction, ${busiest.passes} times: the line is a guess`;
  return {line: busiest.line, from: "shape", words};
}

/** The positions between the first two crossings of a line; all where there are fewer. */
function oneLap(path: TimedPath, line: FinishLine): Path {
  const [from, to] = lineTimes(path, line);
  return knownPoints(path, (time) => to === undefined || (time >= from && time <= to));
}

function knownPoints({time, x, z}: TimedPath, isWanted: (time: number) => boolean = () => true): Path {
  const rows = Int32Array.from(time.keys()).filter((row) => Number.isFinite(x[row] + z[row]) && isWanted(time[row]));
  return {x: Float64Array.from(rows, (row) => x[row]), z: Float64Array.from(rows, (row) => z[row])};
}

/** Gives a car the laps between crossings; returns the number of crossings. */
function cut(log: ImportedLog, car: ImportedCar, crossings: number[]): number {
  if (crossings.length === 0) return 0;
  const {columns} = car;
  const reported = car.laps.length === 1 ? car.laps[0].reported : undefined;
  car.laps = lapsFromCrossings(columns.sessionTime, crossings).map((lap) => ({...lap, ...(reported && {reported})}));
  if (columns.lapInvalid) for (const lap of car.laps) lap.valid = !isInvalid(columns.lapInvalid, lap);
  // the report describes the first car
  const described = car === log.cars[0] ? log.report : {used: [], unused: [], notes: []};
  deriveFromLine(car, described, REASON);
  return crossings.length;
}

function describe(
  log: ImportedLog,
  {columns}: ImportedCar,
  line: FinishLine,
  from: CutLine["from"],
  words: string,
): void {
  const text = lineText(columns, line);
  const {x, z} = line;
  log.report.line = {from, place: {x, z, headingDeg: headingOf(line), text}};
  noteCut(log.report, `${words} (line ${text})`);
}

/** In place of the reader's note that it found no laps. */
function noteCut(report: LogReport, note: string): void {
  report.notes = [...report.notes.filter((text) => text !== NO_SECOND_LAP), note];
}
