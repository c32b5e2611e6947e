import type {LapPart} from "../../core/findings/sectors/openSectors.js";

/** What of the driver's laps is compared with the reference: their mean, the best of each part, or one lap by its index. */
export type Shown = "mean" | "best" | number;

/** Time lost in a part, s: + slower than the reference; NaN where unknown. */
export function lostIn({meanS, best, times, referenceS}: LapPart, shown: Shown): number {
  const own = shown === "mean" ? meanS : shown === "best" ? (best?.timeS ?? Number.NaN) : times[shown];
  return own - referenceS;
}

/** Half width of what a part's loss may be off by, s: of a mean its 95 % interval and the floor, of a lap the floor. */
export function reachOf({reachS, floorS}: LapPart, shown: Shown): number {
  return shown === "mean" ? Math.hypot(reachS || 0, floorS) : floorS;
}

/** Whether a loss is more than it may be off by; a mean of one lap never is. */
export function isLossResolved(part: LapPart, shown: Shown): boolean {
  if (shown === "mean" && Number.isNaN(part.reachS)) return false;
  return Math.abs(lostIn(part, shown)) > reachOf(part, shown);
}
