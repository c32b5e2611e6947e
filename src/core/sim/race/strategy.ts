import type {Random} from "../random.js";
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

/** A race of this length wears tyres as they do in life; shorter ones faster, so that they see the same stops. */
const FULL_LAPS = 50;

/** A race is harder on tyres than laps driven alone and fresh. */
const RACE_WEAR = 2.4;

/** How much faster tyres wear in a race of so many laps than in laps driven alone, 2.4–20. */
export function wearScale(laps: number): number {
  return RACE_WEAR * Math.max(1, Math.min(8, FULL_LAPS / laps));
}

/** Tyres to start on and stops, for a dry race: two compounds at least from five laps on, one or two stops. */
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

/** The compound with most grip on a road of a wetness; `slick` stands for all dry ones. */
export function bestCompound(wetness: number, slick: Compound): Compound {
  let best = slick;
  for (const compound of [COMPOUNDS.intermediate, COMPOUNDS.wet])
    if (wetGrip(compound, wetness) > wetGrip(best, wetness)) best = compound;
  return best;
}

/** What a crew looks at when its car comes by the last bend. */
export interface PitQuestion {
  lap: number;
  laps: number;
  compound: Compound;
  /** 0–1, the most worn tyre */
  wear: number;
  wetness: number;
  safetyCar: boolean;
  /** all have to come in, and may change what they like */
  redFlag: boolean;
  stops: readonly Stop[];
  /** how much worse the tyres must be before this crew moves, part of the grip */
  patience: number;
  damaged: boolean;
}

/** The set to change to at the end of this lap; undefined: stay out. */
export function pitCall(q: PitQuestion): Compound | undefined {
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
