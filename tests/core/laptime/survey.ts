import {readFileSync} from "node:fs";
import {type LapLine, lapLine} from "../../../src/core/laptime/lapLine.js";
import {roadLine} from "../../../src/core/laptime/roadLine.js";

/** Columns of a csv of numbers whose comment lines begin with #. */
export function numberColumns(file: string): number[][] {
  const rows = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(",").map(Number));
  return rows[0].map((_, k) => rows.map((row) => row[k]));
}

/** A surveyed race line (x, y). */
export function raceLine(file: string, step = 1): LapLine {
  const [x, y] = numberColumns(file);
  return lapLine(x, y, {step});
}

/** Our minimum-curvature line on a surveyed road (x, y, width right, width left). */
export function ownLine(file: string, step = 1): LapLine {
  const [x, y, right, left] = numberColumns(file);
  const line = roadLine({x, y, right, left});
  return lapLine(line.x, line.y, {step});
}
