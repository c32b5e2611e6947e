import type {LogChoices, LogReport} from "../../archive/types.js";
import {fromFirstFix, fromFix} from "../../geometry/placesOnEarth.js";
import type {ChannelColumns} from "../columns/column.js";
import {chosenColumns} from "../columns/columnChoices.js";
import {oneCarLog} from "../derive.js";
import {checkAccelerations, checkTurns} from "../driveChecks.js";
import {type ImportedCar, type ImportedFacts, type ImportedLap, type ImportedLog, PLAIN_LAP} from "../importedLog.js";
import type {PlanePoint} from "../laps/gateCrossings.js";
import {deriveSpeed} from "../pathSpeed.js";
import {setPositions} from "../positions.js";

/** The drive on a plane around its first position. */
export interface GpsDrive {
  x: Float64Array;
  z: Float64Array;
  /** degrees to the same plane */
  toPlane(latitude: number, longitude: number): PlanePoint;
}

type GpsFacts = Omit<ImportedFacts, "cars" | "report"> & {
  choices?: LogChoices;
  car?: Partial<Pick<ImportedCar, "driver" | "team" | "raceNumber">>;
  /**
   * Laps by the file's own lines or records; undefined where it has none: the import then cuts them where the drive shows them.
   *
   * @param time of the rows, s
   * @param drive undefined without positions
   */
  laps?(time: Float64Array, drive: GpsDrive | undefined): ImportedLap[] | undefined;
};

/**
 * A log of one car with a satellite receiver: positions on the map, speeds and accelerations checked by them, and laps. `columns` has
 * `sessionTime`, and is completed.
 */
export function gpsLog(
  columns: ChannelColumns,
  report: LogReport,
  {laps: ownLaps, choices, car = {}, ...facts}: GpsFacts,
): ImportedLog {
  const {notes} = report;
  setPositions(columns, report);
  const {worldX: x, worldZ: z, sessionTime: time} = columns;
  deriveSpeed(columns, report, chosenColumns(choices).columns);
  checkAccelerations(columns, new Map(report.used.map(({channel, unit}) => [channel, unit])), notes);
  checkTurns(columns, notes, {leftPositive: undefined});
  const {latitude, longitude} = columns;
  const fix = latitude && longitude ? fromFirstFix(latitude, longitude)?.fix : undefined;
  const found = ownLaps?.(time, x && z && fix && {x, z, toPlane: (lat, lon) => fromFix(fix, [lat, lon])});
  const laps = found?.length ? found : [{...PLAIN_LAP, lap: 1, first: 0, end: time.length}];
  return oneCarLog({...car, rows: time.length, columns, laps}, report, facts);
}
