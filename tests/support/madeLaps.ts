import {compareLaps, type LapComparison} from "../../src/core/laps/compareLaps.js";
import type {DrivenLap} from "../../src/core/laps/drivenLap.js";
import {gridAtPlaces} from "../../src/core/laps/gridAt.js";
import {gridLap} from "../../src/core/laps/gridLap.js";
import type {LapPosition} from "../../src/core/laps/lapPosition.js";
import {type PlaceOptions, placeLap} from "../../src/core/laps/placeLap.js";
import {lineOfLap} from "../../src/core/laps/placeLine.js";

/** A place on the ground by the share of a lap, m to the right of a middle line. */
export type Shape = (share: number, offset: number) => [x: number, z: number];

/** A bean of 3.4 km, clockwise on a map; no two of its parts run side by side. */
export const BEAN: Shape = (share, offset) =>
  beside(share, offset, (u) => {
    const angle = 2 * Math.PI * u;
    const radius = 500 + 120 * Math.cos(2 * angle) + 60 * Math.sin(3 * angle) + 40 * Math.cos(4 * angle + 1);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });

/** A figure of eight of 2.4 km that crosses itself on one level. */
export const EIGHT: Shape = (share, offset) =>
  beside(share, offset, (u) => {
    const angle = 2 * Math.PI * (u + 0.1);
    return [500 * Math.sin(angle), 250 * Math.sin(2 * angle)];
  });

function beside(share: number, offset: number, middle: (u: number) => [number, number]): [number, number] {
  const [x, z] = middle(share);
  if (offset === 0) return [x, z];
  const [ax, az] = middle(share - 1e-5);
  const [bx, bz] = middle(share + 1e-5);
  const length = Math.hypot(bx - ax, bz - az);
  return [x - ((bz - az) / length) * offset, z + ((bx - ax) / length) * offset];
}

export interface MadeLap {
  shape?: Shape;
  seconds?: number;
  /** how much the speed changes over the lap, 0–1 */
  swing?: number;
  hz?: number;
  /** of the first sample after the line, s */
  from?: number;
  /** m to the right, by share of the lap */
  offset?: (share: number) => number;
}

/** Share of the lap at a time: a closed form, faster and slower twice. */
export function shareAt({seconds = 80, swing = 0.4}: MadeLap, time: number): number {
  const part = time / seconds;
  return part + (swing * Math.sin(4 * Math.PI * part)) / (4 * Math.PI);
}

/** The time at a share of the lap, by Newton's method. */
export function timeAtShare(lap: MadeLap, share: number): number {
  const {seconds = 80, swing = 0.4} = lap;
  let time = share * seconds;
  for (let round = 0; round < 30; round++)
    time -= ((shareAt(lap, time) - share) * seconds) / (1 + swing * Math.cos((4 * Math.PI * time) / seconds));
  return time;
}

/** A lap of a closed form, sampled from line to line. */
export function madeLap(lap: MadeLap = {}): DrivenLap {
  const {shape = BEAN, seconds = 80, hz = 60, from = 0.004, offset = () => 0} = lap;
  const time = Float64Array.from({length: Math.floor((seconds - from) * hz) + 1}, (_, i) => from + i / hz);
  const places = Array.from(time, (t) => {
    const share = shareAt(lap, t);
    return shape(share, offset(share));
  });
  const x = Float64Array.from(places, ([px]) => px);
  const z = Float64Array.from(places, ([, pz]) => pz);
  const distance = new Float64Array(time.length);
  for (let i = 1; i < time.length; i++) distance[i] = distance[i - 1] + Math.hypot(x[i] - x[i - 1], z[i] - z[i - 1]);
  return {time, fromLine: true, lapTimeS: seconds, x, z, distance, alongPath: true};
}

/** The same samples without some rows. */
export function onlyRows(lap: DrivenLap, keep: (row: number, time: number) => boolean): DrivenLap {
  const rows = Array.from(lap.time, (_, i) => i).filter((i) => keep(i, lap.time[i]));
  const pick = (column?: ArrayLike<number>) => column && Float64Array.from(rows, (i) => column[i]);
  const [time, x, z, distance] = [pick(lap.time)!, pick(lap.x), pick(lap.z), pick(lap.distance)];
  return {...lap, time, ...(x && z && {x, z}), ...(distance && {distance})};
}

/** A lap against a reference on the reference's path. */
export function against(
  lap: DrivenLap,
  reference: DrivenLap,
  options?: PlaceOptions,
): LapComparison & {position: LapPosition; atSamples: Float64Array; lengthM: number; stepM: number} {
  const line = lineOfLap(reference) ?? {lengthM: reference.distance?.[reference.distance.length - 1] ?? 0};
  const ruler = {lap: reference, position: placeLap(reference, line)};
  const base = gridLap(reference, ruler.position);
  const position = placeLap(lap, line, {ruler, ...options});
  const comparison = compareLaps(gridLap(lap, position), base);
  const {lengthM, stepM} = base;
  return {...comparison, position, atSamples: gridAtPlaces(base, comparison.deltaS, position.at), lengthM, stepM};
}
