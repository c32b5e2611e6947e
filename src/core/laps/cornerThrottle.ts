import type {CornerWindow} from "./cornerWindow.js";
import type {GridLap} from "./gridLap.js";
import {runsAbove} from "./gridRuns.js";
import {FULL_THROTTLE, PICK_UP} from "./pedalThresholds.js";

/** How a lap used the throttle in a corner; m along the line. */
export interface CornerThrottle {
  /** where the throttle was opened again; null where it was not closed */
  pickUpM: number | null;
  /** where it was full again, up to the next corner; null where it was not */
  fullM: number | null;
  /** least throttle, 0–1: of a lift that does not close it */
  least: number;
}

/** Shorter ones are blips of a downshift, s. */
const BLIP_S = 0.2;

/**
 * The throttle in a corner: closed or least, picked up, full. Null where it stayed full; a reason where it is not known.
 *
 * @param throttle 0–1 on the lap's grid
 */
export function throttleOf(
  lap: Pick<GridLap, "time" | "stepM">,
  throttle: Float64Array,
  {piece: {fromM, toM}, nextM}: CornerWindow,
): CornerThrottle | string | null {
  const {stepM} = lap;
  const [from, to, next] = [Math.ceil(fromM / stepM), Math.floor(toM / stepM), Math.floor(nextM / stepM)];
  let least = from;
  for (let i = from; i <= to; i++) {
    if (Number.isNaN(throttle[i])) return `throttle is not recorded at ${Math.round(i * stepM)} m`;
    if (throttle[i] < throttle[least]) least = i;
  }
  if (throttle[least] > FULL_THROTTLE) return null;
  const full = runsAbove(lap, throttle, FULL_THROTTLE, least, next, {leastS: BLIP_S}).at(0);
  const isClosed = throttle[least] <= PICK_UP;
  const end = full ? Math.ceil(full.fromM / stepM) : to;
  const pickUp = isClosed
    ? runsAbove(lap, throttle, PICK_UP, least, end, {leastS: full ? 0 : BLIP_S}).at(-1)
    : undefined;
  return {pickUpM: pickUp?.fromM ?? null, fullM: full?.fromM ?? null, least: throttle[least]};
}
