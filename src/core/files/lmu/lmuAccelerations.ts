import type {LogReport} from "../../archive/types.js";
import {GRAVITY} from "../../channels/gravity.js";
import type {ChannelColumns, RawColumns} from "../columns/column.js";
import {countKnown} from "../columns/columnFigures.js";
import {regress, speedChange} from "../driveChecks.js";

/** Below this speed the change of speed says little, km/h. */
const MOVING_KMH = 15;
/** Correlation with the change of speed of what is taken as longitudinal acceleration, and its size beside it. */
const SURE = 0.6;
const SIZE = {least: 0.5, most: 2};

/**
 * Longitudinal and lateral acceleration. In real files of the game "G Force Lat" follows the change of speed and "G Force Long" does not: the
 * one that follows is longitudinal, whatever its name. Without either that does, both are left out.
 */
export function setAccelerations(raw: RawColumns, columns: ChannelColumns, {used, unused, notes}: LogReport): void {
  const {sessionTime, speedKmh} = columns;
  const [named, other] = ["G Force Long", "G Force Lat"].map((from) => ({from, column: raw.get(from)}));
  if (!named.column || !other.column || !speedKmh) return;
  const rate = speedChange(sessionTime, speedKmh);
  const compare = (values: Float64Array) => regress(rate, values, (i) => speedKmh[i] > MOVING_KMH);
  const follows = ({slope, correlation}: ReturnType<typeof compare>) =>
    Math.abs(correlation) >= SURE && Math.abs(slope) * GRAVITY >= SIZE.least && Math.abs(slope) * GRAVITY <= SIZE.most;
  const found = [compare(named.column.values), compare(other.column.values)];
  const isNamed = follows(found[0]);
  const isSwapped = !isNamed && follows(found[1]);
  if (!isNamed && !isSwapped) {
    notes.push("G Force Long and G Force Lat: neither follows the change of speed: left out");
    return;
  }
  const [along, across] = isNamed ? [named, other] : [other, named];
  const sign = Math.sign((isNamed ? found[0] : found[1]).slope);
  columns.gLongitudinal = along.column!.values.map((v) => v * sign);
  columns.gLateral = across.column!.values.slice();
  for (const [channel, {from, column}] of [["gLongitudinal", along] as const, ["gLateral", across] as const]) {
    used.push({channel, from, unit: column!.unit, coverage: countKnown(column!.values) / column!.values.length});
    const at = unused.findIndex((entry) => entry.from === from);
    if (at >= 0) unused.splice(at, 1);
  }
  const evidence = `correlation with the change of speed ${Math.abs((isNamed ? found[0] : found[1]).correlation).toFixed(2)}`;
  if (isSwapped)
    notes.push(
      `G Force Lat is the longitudinal acceleration in this file, and G Force Long the lateral one (${evidence})`,
    );
  if (sign < 0) notes.push(`gLongitudinal: sign inverted (in the file it falls as the car gains speed)`);
}
