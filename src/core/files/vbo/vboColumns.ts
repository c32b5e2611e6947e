import type {Rule} from "../columns/rules.js";
import {headingRad} from "../gps/heading.js";
import type {VboColumn, VboFile} from "./vboFile.js";

/** The columns that every .vbo file may have, by the names that the tools use. */
const NAMES = {
  sats: ["sats", "satellites"],
  time: ["time"],
  lat: ["lat", "latitude"],
  long: ["long", "lng", "lon", "longitude"],
  velocity: ["velocity", "speed"],
  heading: ["heading"],
  height: ["height", "altitude"],
} as const;
export type VboName = keyof typeof NAMES;

/** The column of a standard name; undefined where the file has none. */
export function vboColumn({columns}: VboFile, of: VboName): VboColumn | undefined {
  const names: readonly string[] = NAMES[of];
  return columns.find(({name}) => names.includes(name.toLowerCase()));
}

/** Rules for the standard columns of a file; positions and times are read by the reader. */
export function vboRules(file: VboFile): Rule[] {
  const rules: Rule[] = [];
  const add = (column: VboColumn | undefined, rule: Omit<Rule, "from">) => {
    if (column) rules.push({from: column.name, ...rule});
  };
  const speed = vboColumn(file, "velocity");
  add(speed, {channel: "speedKmh", unit: speed?.unit || "km/h"});
  add(vboColumn(file, "heading"), {channel: "heading", unit: "deg", value: headingRad});
  add(vboColumn(file, "height"), {channel: "worldY", unit: "m"});
  const named = (...names: string[]) => file.columns.find(({name}) => names.includes(name.toLowerCase()));
  add(named("longacc", "long-accel"), {channel: "gLongitudinal", unit: "g"});
  add(named("latacc", "lat-accel"), {channel: "gLateral", unit: "g"});
  add(named("vertacc"), {channel: "gVertical", unit: "g"});
  return rules;
}

/** Reasons for standard columns that are no channel. */
export function vboReasons(file: VboFile): Record<string, string> {
  const reasons: Record<string, string> = {};
  const add = (column: VboColumn | undefined, reason: string) => {
    if (column) reasons[column.name] = reason;
  };
  add(vboColumn(file, "time"), "used for the row times");
  add(vboColumn(file, "sats"), "number of satellites");
  for (const column of file.columns)
    if (/rotation-gyro/i.test(column.name) && !column.unit)
      add(column, "the file gives neither the unit nor the direction of its axis");
  return reasons;
}
