import type {LogChoices, LogReport} from "../../archive/types.js";
import type {ChannelColumns, RawColumns} from "../columns/column.js";
import {chosenColumns} from "../columns/columnChoices.js";
import {steeringOf} from "../columns/convertColumn.js";
import {plainName} from "../columns/plainName.js";
import type {Rule} from "../columns/rules.js";

/** Channels by plain name, and the unit where the file has none; of several for one channel the first that has values. */
const NAMES: readonly [name: string, channel: string, unit?: string][] = [
  ["gpsspeed", "speedKmh", "km/h"],
  ["speed", "speedKmh", "km/h"],
  ["gpslatitude", "latitude", "deg"],
  ["gpslongitude", "longitude", "deg"],
  ["gpsaltitude", "worldY", "m"],
  ["gpsheading", "heading", "deg"],
  ["gpslatacc", "gLateral", "g"],
  ["gpslonacc", "gLongitudinal", "g"],
  // of loggers whose accelerometer is aligned with the car, and of RaceStudio 2, whose names have 14 letters
  ["lateralacc", "gLateral", "g"],
  ["inlineacc", "gLongitudinal", "g"],
  ["longitudinala", "gLongitudinal", "g"],
  ["verticalacc", "gVertical", "g"],
  ["latacc", "gLateral", "g"],
  ["lonacc", "gLongitudinal", "g"],
  ["rpm", "rpm"],
  ["enginerpm", "rpm"],
  ["engine", "rpm"],
  ["calculatedgea", "gear"],
  ["calculatedgear", "gear"],
  ["watertemp", "waterTempC", "C"],
  ["exhausttemp", "exhaustTempC", "C"],
  ["intbattvoltage", "batteryVolts", "V"],
  ["externalvoltage", "batteryVolts", "V"],
  ["steer", "steering", "deg"],
  ["steering", "steering", "deg"],
  ["posx", "worldX", "m"],
  ["posy", "worldY", "m"],
];

const REASONS: Record<string, string> = {
  time: "used for the row times",
  distance: "the distance in the lap is derived from speed and time",
  distanceongpsspeed: "the distance in the lap is derived from speed and time",
  accelerometerx: "the position of the logger in the car is not in the file",
  accelerometery: "the position of the logger in the car is not in the file",
  accelerometerz: "the position of the logger in the car is not in the file",
  gpsgyro: "sign convention is not documented",
};

/** Rules for the columns of an AiM logger, in the order of preference. */
export function aimRules(raw: RawColumns): Rule[] {
  return NAMES.flatMap(([name, channel, unit]) =>
    [...raw.keys()]
      .filter((from) => plainName(from) === name)
      .map((from): Rule => ({from, channel, ...(unit !== undefined && {unit})})),
  );
}

/** Why some of its columns are not read. */
export function aimReasons(raw: RawColumns): Record<string, string> {
  return Object.fromEntries(
    [...raw.keys()].flatMap((from): [string, string][] => {
      const reason = REASONS[plainName(from)];
      return reason ? [[from, reason]] : [];
    }),
  );
}

/** Degrees of the steering wheel as −1 … 1 of its full lock, unless the user chose the column. Changes `columns` and the notes. */
export function setAimSteering(
  columns: ChannelColumns,
  {used, notes}: LogReport,
  choices: LogChoices | undefined,
): void {
  const steer = used.find(({channel}) => channel === "steering");
  if (columns.steering && !chosenColumns(choices).columns[steer?.from ?? ""])
    columns.steering = steeringOf(columns.steering, choices?.steeringLockDeg, notes);
}
