import type {SampleTable} from "../archive/samples.js";
import {PARTS} from "../channels/catalogue.js";
import type {LapSummary} from "./lapSummary.js";

const POINTS = 160;
const NEEDED = partsBits();
/** m: what is shorter shows where a car stood, not a circuit */
const SHORTEST = 200;

/** A line of the circuit for thumbnails, and how good the lap is that it was taken from. */
export interface Outline {
  points: [number, number][];
  quality: number;
}

function partsBits(): number {
  return (1 << PARTS.indexOf("motion")) | (1 << PARTS.indexOf("lap"));
}

/** The better of the known outline and the one that this lap gives; the lap with most of its line recorded wins. */
export function outlineOf(table: SampleTable, summary: LapSummary, known: Outline | undefined): Outline | undefined {
  const {worldX, lapDistance} = table.columns;
  const quality = summary.coverage * (summary.lapTimeMs > 0 && summary.fromLine ? 2 : 1);
  if (!worldX || !lapDistance || (known && known.quality >= quality)) return known;
  const points = outlinePoints(table);
  return points.length ? {points, quality} : known;
}

/** The driven line, from the start line on where distances tell, [x, z] in m, of 160 points at most; empty when fewer than two are known, or less than 200 m. */
export function outlinePoints({columns, present, rows: length, missing}: SampleTable): [number, number][] {
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
