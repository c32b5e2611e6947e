import type {Corner} from "../track/corner.js";
import {brakingByCorner, type CornerBraking} from "./cornerBraking.js";
import {type CornerThrottle, throttleOf} from "./cornerThrottle.js";
import {type CornerWindow, cornerWindows} from "./cornerWindow.js";
import {gridAt} from "./gridAt.js";
import type {GridLap} from "./gridLap.js";
import type {TrackPiece} from "./partition.js";

/** What a lap did in a corner. A part is null where there was nothing to measure (no braking), or where `unavailable` says why. */
export interface CornerMeasures {
  number: number;
  name: string;
  fromM: number;
  toM: number;
  /** in the corner's piece, s */
  timeS: number;
  brake: CornerBraking | null;
  throttle: CornerThrottle | null;
  speed: CornerSpeeds | null;
  /** at the minimum speed */
  gear: number | null;
  offset: CornerOffsets | null;
  unavailable: Partial<Record<MeasuredPart, string>>;
}

export type MeasuredPart = "brake" | "throttle" | "speed" | "gear" | "offset";

/** Speeds in a corner, km/h, and where the least one is, m along the line. */
export interface CornerSpeeds {
  entryKmh: number;
  minimumKmh: number;
  minimumM: number;
  exitKmh: number;
}

/** How far to the right of the line a lap was at a corner's entry, apex and exit, m. */
export interface CornerOffsets {
  entryM: number;
  apexM: number;
  exitM: number;
}

/** Channels that the measures read. */
export const MEASURED_CHANNELS = ["speedKmh", "brake", "throttle", "gear"] as const;

/**
 * What a lap did in each corner, in the order of the pieces.
 *
 * @param pieces of `trackPieces`, from the same corners
 */
export function cornerMeasures(
  lap: GridLap,
  pieces: readonly TrackPiece[],
  corners: readonly Corner[],
): CornerMeasures[] {
  const {speedKmh, brake, throttle, gear} = lap.channels;
  const fault = (name: (typeof MEASURED_CHANNELS)[number]) => channelFault(lap.channels[name], name);
  const [noSpeed, noBrake, noThrottle, noGear] = MEASURED_CHANNELS.map(fault);
  const windows = cornerWindows(pieces, corners, lap.lengthM);
  const braking = noBrake === undefined ? brakingByCorner(lap, brake, windows) : undefined;
  return windows.map((corner, k): CornerMeasures => {
    const {number, name, fromM, toM} = corner.piece;
    const unavailable: CornerMeasures["unavailable"] = {};
    const speed = known(unavailable, "speed", noSpeed ?? speedsOf(lap, speedKmh, corner));
    // without a spread: it takes three times as long
    return {
      number,
      name,
      fromM,
      toM,
      timeS: gridAt(lap, lap.time, toM) - gridAt(lap, lap.time, fromM),
      brake: known(unavailable, "brake", noBrake ?? braking![k]),
      throttle: known(unavailable, "throttle", noThrottle ?? throttleOf(lap, throttle, corner)),
      speed,
      gear: known(
        unavailable,
        "gear",
        noGear ?? (speed ? gearAt(lap, gear, speed.minimumM) : "the place of the minimum speed is not known"),
      ),
      offset: known(unavailable, "offset", offsetsOf(lap, corner)),
      unavailable,
    };
  });
}

/** The measure, or null where a reason is given instead, which is noted. */
function known<T>(unavailable: CornerMeasures["unavailable"], part: MeasuredPart, found: T | string): T | null {
  if (typeof found !== "string") return found;
  unavailable[part] = found;
  return null;
}

function speedsOf(
  lap: GridLap,
  speed: Float64Array,
  {piece: {fromM, toM}, entryM}: CornerWindow,
): CornerSpeeds | string {
  const [from, to] = [Math.ceil(fromM / lap.stepM), Math.floor(toM / lap.stepM)];
  let first = from;
  for (let i = from; i <= to; i++) {
    if (Number.isNaN(speed[i])) return `speed is not recorded at ${Math.round(i * lap.stepM)} m`;
    if (speed[i] < speed[first]) first = i;
  }
  // games send whole km/h, which stay the same for some metres: the middle of them
  let last = first;
  while (last < to && speed[last + 1] === speed[first]) last++;
  return {
    entryKmh: gridAt(lap, speed, entryM),
    minimumKmh: speed[first],
    minimumM: ((first + last) / 2) * lap.stepM,
    exitKmh: gridAt(lap, speed, toM),
  };
}

function gearAt({stepM}: GridLap, gear: Float64Array, metres: number): number | string {
  const value = gear[Math.round(metres / stepM)];
  return Number.isNaN(value) ? `gear is not recorded at ${Math.round(metres)} m` : value;
}

function offsetsOf(lap: GridLap, {entryM, apexM, piece: {toM}}: CornerWindow): CornerOffsets | string {
  const [entry, apex, exit] = [entryM, apexM, toM].map((metres) => gridAt(lap, lap.offset, metres));
  return Number.isNaN(entry + apex + exit) ? "no positions" : {entryM: entry, apexM: apex, exitM: exit};
}

/** Why a channel cannot be measured; undefined where it can. A pedal that never moves was not recorded, whatever its value. */
function channelFault(values: Float64Array | undefined, name: (typeof MEASURED_CHANNELS)[number]): string | undefined {
  const first = values ? firstOther(values, Number.NaN) : -1;
  if (!values || first < 0) return `no ${name} channel`;
  const isPedal = name === "brake" || name === "throttle";
  return isPedal && firstOther(values, values[first]) < 0
    ? `${name} is ${values[first]} all lap: not recorded`
    : undefined;
}

/** The first index whose value is known and another one; −1 for none. */
function firstOther(values: Float64Array, than: number): number {
  for (let i = 0; i < values.length; i++) if (values[i] !== than && !Number.isNaN(values[i])) return i;
  return -1;
}
