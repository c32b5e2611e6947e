import {GRAVITY} from "../channels/gravity.js";
import type {ChannelColumns} from "./columns/column.js";

/** Rows below this speed are not compared, m/s. */
const MOVING = 8;
/** Weaker correlations are no evidence. */
const EVIDENCE = 0.3;

/**
 * Corrects the unit and sign of accelerations by the change of speed. ACC's logs have values in g under the unit "m/s2", which come out
 * 9.8 times too small. Corrects gLongitudinal, and gLateral and gVertical if they were read in the same unit. Adds to `notes`.
 *
 * @param units in which each channel was read
 */
export function checkAccelerations(columns: ChannelColumns, units: ReadonlyMap<string, string>, notes: string[]): void {
  const {gLongitudinal: g, speedKmh, sessionTime} = columns;
  if (!g || !speedKmh) return;
  const rate = speedChange(sessionTime, speedKmh);
  const {slope, correlation} = regress(rate, g, (i) => speedKmh[i] > MOVING * 3.6);
  if (Math.abs(correlation) < 0.6) return;
  // g per m/s²: 1 / 9.8 where the unit is right
  const reported = units.get("gLongitudinal");
  const size = Math.abs(slope) * GRAVITY;
  const factor = size < 0.25 ? GRAVITY : size > 4 ? 1 / GRAVITY : 1;
  for (const name of ["gLongitudinal", "gLateral", "gVertical"]) {
    if (factor === 1 || !columns[name] || units.get(name) !== reported) continue;
    columns[name] = columns[name].map((v) => v * factor);
    notes.push(
      `${name}: unit in the file is ${reported}, but the speed shows ${factor > 1 ? "g" : "m/s²"}, which is used`,
    );
  }
  if (slope < 0) {
    columns.gLongitudinal = columns.gLongitudinal.map((v) => -v);
    notes.push("gLongitudinal: sign inverted (in the file it falls as the car gains speed)");
  }
}

/** Sign of each channel in the catalogue while the car turns left. */
const LEFT_SIGNS: Record<string, number> = {gLateral: -1, steering: -1, yawRate: 1};

/**
 * Corrects the sign of lateral channels; tools differ in it. In a turn the outer wheels are faster; without wheel speeds the driven path
 * gives the direction. Channels that contradict the catalogue are negated, with the evidence in `notes`. Without evidence,
 * `leftPositive`, the convention of the program that wrote the log, decides.
 */
export function checkTurns(
  columns: ChannelColumns,
  notes: string[],
  {leftPositive}: {leftPositive: boolean | undefined},
): void {
  const reported = Object.keys(LEFT_SIGNS).filter((name) => columns[name]);
  if (!reported.length) return;
  const evidence = leftTurn(columns);
  for (const name of reported) {
    const values = columns[name];
    const {correlation} = evidence ? regress(evidence.left, values, (i) => moving(columns, i)) : {correlation: 0};
    const known = Math.abs(correlation) >= EVIDENCE;
    const leftSign = known ? Math.sign(correlation) : leftPositive ? 1 : leftPositive === false ? -1 : LEFT_SIGNS[name];
    const turned = leftSign !== LEFT_SIGNS[name];
    if (turned) columns[name] = values.map((v) => -v);
    const why = known
      ? `${evidence!.by} (correlation ${Math.abs(correlation).toFixed(2)})`
      : leftPositive !== undefined
        ? "the game's convention"
        : "";
    if (turned) notes.push(`${name}: sign inverted, according to ${why}`);
    else if (!why) notes.push(`${name}: sign convention unknown; sign left as in the file`);
  }
}

function moving({speedKmh}: ChannelColumns, i: number): boolean {
  return !speedKmh || speedKmh[i] > MOVING * 3.6;
}

/** A quantity that is positive while the car turns left. */
function leftTurn(columns: ChannelColumns): {left: Float64Array; by: string} | undefined {
  for (const [left, right, by] of [
    ["wheelSpeedFl", "wheelSpeedFr", "the front wheels' speeds"],
    ["wheelSpeedRl", "wheelSpeedRr", "the rear wheels' speeds"],
  ]) {
    const [l, r] = [columns[left], columns[right]];
    if (l && r) return {left: l.map((v, i) => r[i] - v), by};
  }
  const {worldX: x, worldZ: z} = columns;
  if (!x || !z) return undefined;
  // on a map with x right and z down a left turn is counter-clockwise
  const step = 10;
  const left = new Float64Array(x.length);
  for (let i = step; i < x.length - step; i++) {
    const [ax, az] = [x[i] - x[i - step], z[i] - z[i - step]];
    const [bx, bz] = [x[i + step] - x[i], z[i + step] - z[i]];
    const size = Math.hypot(ax, az) * Math.hypot(bx, bz);
    left[i] = size > 1 ? -(ax * bz - az * bx) / size : 0;
  }
  return {left, by: "the driven path"};
}

/** m/s², over a quarter of a second before and after; NaN at the ends. */
export function speedChange(time: Float64Array, speedKmh: Float64Array): Float64Array {
  const out = new Float64Array(time.length).fill(Number.NaN);
  let before = 0;
  let after = 0;
  for (let i = 0; i < time.length; i++) {
    while (time[i] - time[before] > 0.25) before++;
    while (after < time.length - 1 && time[after] - time[i] < 0.25) after++;
    const seconds = time[after] - time[before];
    if (seconds > 0.2 && seconds < 3) out[i] = (speedKmh[after] - speedKmh[before]) / 3.6 / seconds;
  }
  return out;
}

/** Least squares y = slope × x + c over the known rows that count, and Pearson's r (0 for fewer than 20 rows). */
export function regress(
  x: Float64Array,
  y: Float64Array,
  counts: (row: number) => boolean,
): {slope: number; correlation: number} {
  let [n, sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i], y[i]];
    if (!Number.isFinite(a + b) || !counts(i)) continue;
    n++;
    sx += a;
    sy += b;
    sxx += a * a;
    syy += b * b;
    sxy += a * b;
  }
  const xx = sxx - (sx * sx) / n;
  const yy = syy - (sy * sy) / n;
  const xy = sxy - (sx * sy) / n;
  return n < 20 || !(xx > 0) || !(yy > 0)
    ? {slope: 0, correlation: 0}
    : {slope: xy / xx, correlation: xy / Math.sqrt(xx * yy)};
}
