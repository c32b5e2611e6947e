import type {Random} from "../../signal/random.js";
import {COMPOUNDS, type Compound} from "../tyres.js";
import {wetGrip} from "./weather.js";

/** A planned change of tyres at the end of a lap. */
export interface Stop {
  lap: number;
  compound: Compound;
}

export interface Strategy {
  start: Compound;
  stops: Stop[];
}

/** laps of a race with realistic wear; in shorter races tyres wear faster, so that they need the same stops */
const FULL_LAPS = 50;

/** wear in a race against wear in laps driven alone */
const RACE_WEAR = 2.4;

/** Wear in a race of so many laps against wear in laps driven alone, 2.4–20. */
export function wearScale(laps: number): number {
  return RACE_WEAR * Math.max(1, Math.min(8, FULL_LAPS / laps));
}

/** Starting tyres and planned stops: in a dry race of five laps and more at least two compounds, with one or two stops. */
export function planRace(laps: number, draw: Random, wetness: number): Strategy {
  const {soft, medium, hard} = COMPOUNDS;
  if (wetness > 0.1) return {start: bestCompound(wetness, medium), stops: []};
  if (laps < 5) return {start: draw.next() < 0.6 ? soft : medium, stops: []};
  const luck = draw.next();
  const at = (part: number) => Math.max(1, Math.min(laps - 1, Math.round(laps * (part + 0.04 * draw.normal()))));
  if (luck < 0.25 && laps >= 9) {
    const first = at(0.28);
    return {
      start: soft,
      stops: [
        {lap: first, compound: medium},
        {lap: Math.max(first + 2, at(0.64)), compound: medium},
      ],
    };
  }
  if (luck < 0.6) return {start: medium, stops: [{lap: at(0.45), compound: hard}]};
  if (luck < 0.8) return {start: soft, stops: [{lap: at(0.31), compound: hard}]};
  return {start: hard, stops: [{lap: at(0.6), compound: medium}]};
}

/** The compound with the most grip at a wetness; `slick` is the candidate for a dry road. */
function bestCompound(wetness: number, slick: Compound): Compound {
  let best = slick;
  for (const compound of [COMPOUNDS.intermediate, COMPOUNDS.wet])
    if (wetGrip(compound, wetness) > wetGrip(best, wetness)) best = compound;
  return best;
}

/** Facts that a pit crew considers when its car approaches the pit entry. */
export interface PitDecision {
  lap: number;
  laps: number;
  compound: Compound;
  /** wear of the most worn tyre, 0–1 */
  wear: number;
  wetness: number;
  safetyCar: boolean;
  /** every car must come in and may change its tyres */
  redFlag: boolean;
  /** planned stops not yet made */
  stops: readonly Stop[];
  /** part of the grip by which the present tyres must be worse before the crew changes them for the weather */
  patience: number;
  damaged: boolean;
}

/** The compound to change to at the end of this lap; undefined to stay out. */
export function nextCompound(q: PitDecision): Compound | undefined {
  const {medium, hard} = COMPOUNDS;
  const left = q.laps - q.lap;
  if (left <= 0 && !q.redFlag) return undefined;
  const slick = left > 0.4 * q.laps ? hard : medium;
  const best = bestCompound(q.wetness, slick);
  const dry = (c: Compound) => c.name !== "intermediate" && c.name !== "wet";
  const kind = (c: Compound) => (dry(c) ? "dry" : c.name);
  if (kind(best) !== kind(q.compound)) {
    if (q.redFlag || wetGrip(best, q.wetness) - wetGrip(q.compound, q.wetness) > 0.02 + q.patience) return best;
    return undefined;
  }
  if (q.redFlag && !dry(best)) return best;
  if (!dry(best)) return q.wear > 0.8 && left > 2 ? best : undefined;
  const next = q.stops[0];
  if (q.redFlag) return next?.compound ?? slick;
  if (next && (q.lap >= next.lap || q.wear > 0.78 || (q.safetyCar && next.lap - q.lap < 0.3 * q.laps)))
    return next.compound;
  if (q.wear > 0.88 && left > 1) return slick;
  return q.damaged && left > 1 ? (next?.compound ?? slick) : undefined;
}
