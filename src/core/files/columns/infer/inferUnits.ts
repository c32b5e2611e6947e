import type {Decision} from "../decide.js";
import {inferAccelerationAxes} from "./accelerationAxes.js";
import {inferAccelerations} from "./accelerationUnits.js";
import {inferHeading} from "./headingUnit.js";
import {type MeantColumn, MeantTable} from "./meantTable.js";
import {inferPedals, inferRpm} from "./pedalUnits.js";
import {inferPlaces} from "./placeUnits.js";
import {inferPressures} from "./pressureUnits.js";
import {inferClutch, inferVelocityAxes, inferWheelSpeeds} from "./senses.js";
import {inferSpeed} from "./speedUnit.js";
import {pathOf, stretchesOf} from "./stretches.js";
import {inferTemperatures} from "./temperatureUnits.js";
import {turnRatesOf} from "./turning.js";

/** Channels that are compared with each other; no other column's values are read. */
const COMPARED =
  /^(speedKmh|totalDistance|lapDistance|latitude|longitude|world[XYZ]|velocity[XYZ]|heading|yaw|g(Lateral|Longitudinal|Vertical)|(yaw|pitch|roll)Rate|wheelSpeed..|clutchPercent|throttle|brake|rpm|(airPressure|manifoldPressure|turboBoost)Bar|\w+Temp\w*C)$/;

export function isCompared(channel: string): boolean {
  return COMPARED.test(channel);
}

/**
 * What the columns of one table show about each other: units that the file does not give, units that it gives wrongly, clutches and
 * axes that count another way. A column whose assumed unit the others contradict is left out. The user's choices are not touched.
 *
 * @param columns with their meanings so far, all of one length; `values` in the file's unit
 * @param time of each row, s; without it only ranges are judged
 * @returns the decisions that differ, by index of the column
 */
export function inferUnits(columns: readonly MeantColumn[], time?: Float64Array): ReadonlyMap<number, Decision> {
  const table = new MeantTable(columns, time);
  inferPlaces(table);
  const measured = time && pathOf(table);
  inferSpeed(table, measured, measured ? stretchesOf(measured, time) : []);
  // coordinates may be in another unit now
  const path = time && pathOf(table);
  const stretches = path ? stretchesOf(path, time) : [];
  if (path) inferHeading(table, path, stretches);
  const turns = turnRatesOf(stretches);
  inferAccelerationAxes(table, turns);
  inferAccelerations(table, turns);
  inferVelocityAxes(table, stretches);
  inferWheelSpeeds(table);
  inferPedals(table);
  inferClutch(table);
  inferRpm(table);
  inferPressures(table);
  inferTemperatures(
    table,
    columns.flatMap(({meaning}) => meaning?.channel ?? []),
  );
  return table.decisions;
}

/** What was inferred about the columns, for the user: one note for those in one unit for one reason. */
export function inferenceNotes(columns: readonly Pick<MeantColumn, "name" | "meaning">[]): string[] {
  const names = new Map<string, string[]>();
  for (const {name, meaning} of columns) {
    const unit = meaning?.unit && meaning.unit !== "0–1" ? `in ${meaning.unit}, ` : "";
    for (const text of [meaning?.evidence && unit + meaning.evidence, meaning?.doubt])
      if (text) names.set(text, [...(names.get(text) ?? []), name]);
  }
  return [...names].map(([text, those]) => `${those.join(", ")}: ${text}`);
}
