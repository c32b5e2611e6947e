import type {SampleTable} from "../archive/samples.js";
import {PARTS} from "../channels/catalogue.js";
import type {LapSamples} from "../games/game.js";
import {beginsAtLine} from "./lineToLine.js";

const POINTS = 160;
const NEEDED = (1 << PARTS.indexOf("motion")) | (1 << PARTS.indexOf("lap"));
/** m; a shorter line is that of a car at rest, not of a circuit */
const SHORTEST = 200;

/** The line of the circuit for thumbnails: that of the lap which shows it best. */
export class Outline {
  points: [number, number][] = [];
  private quality = -1;

  /** @param complete the lap was recorded from line to line */
  take(lap: LapSamples, complete: boolean): void {
    const quality = qualityOf(lap, complete);
    if (quality <= this.quality) return;
    const points = outlinePoints(lap.table);
    if (points.length === 0) return;
    this.points = points;
    this.quality = quality;
  }
}

/** Feeds that count their frames are judged by the share that arrived, others by the number of samples. */
function qualityOf({times, table, coverage, firstLapTimeMs}: LapSamples, complete: boolean): number {
  if (times) return coverage * (times.lapTimeMs > 0 && beginsAtLine(firstLapTimeMs) ? 2 : 1);
  return complete ? 1 + table.rows : 1;
}

/**
 * The driven line, [x, z] in m, of at most 160 points. Where distances are known it begins at the start line. Empty when fewer than two
 * positions are known, or when it is shorter than 200 m.
 */
function outlinePoints({columns, present, rows: length, missing}: SampleTable): [number, number][] {
  const {worldX, worldZ, lapDistance} = columns;
  if (!worldX || !worldZ) return [];
  const absent = [missing?.worldX, missing?.worldZ, missing?.lapDistance];
  const rows: number[] = [];
  for (let i = 0; i < length; i++) {
    if ((present[i] & NEEDED) === NEEDED && !(lapDistance?.[i] < 0) && !absent.some((bits) => bits?.[i])) rows.push(i);
  }
  if (rows.length < 2) return [];
  const count = Math.min(POINTS, rows.length);
  const points = Array.from({length: count}, (_, i): [number, number] => {
    const row = rows[Math.round((i * (rows.length - 1)) / (count - 1))];
    return [Math.round(worldX[row] * 10) / 10, Math.round(worldZ[row] * 10) / 10];
  });
  const steps = points.slice(1).map(([x, z], i) => Math.hypot(x - points[i][0], z - points[i][1]));
  return steps.reduce((sum, step) => sum + step, 0) < SHORTEST ? [] : points;
}
