import {CHANNELS, type Channel} from "../../channels/catalogue.js";
import {sampleTimes} from "./timeAt.js";

type Column = ArrayLike<number>;

/** A channel of tyres, brakes or fuel over one lap, in its own unit. */
export interface LapCondition {
  /** the first and the last value */
  first: number;
  last: number;
  /** weighted by time */
  mean: number;
  min: number;
  max: number;
  /** share of the lap's time with a value, 0–1 */
  known: number;
}

/** What values of a channel can be; others are a game's mark for unknown (−1, 255, 65535), or a sensor that is off. */
interface Plausible {
  channels: RegExp;
  least: number;
  most: number;
  /** a channel that has this value throughout was not recorded (wear: 100 less a remaining tread of 0) */
  unrecorded: number;
}

const PLAUSIBLE: readonly Plausible[] = [
  {channels: /^tyre.*Temp\w\wC$/, least: -40, most: 250, unrecorded: 0},
  {channels: /^brakeTemp/, least: -40, most: 1500, unrecorded: 0},
  {channels: /^tyrePressure/, least: 1, most: 80, unrecorded: 0},
  {channels: /^tyreWear/, least: 0, most: 100, unrecorded: 100},
  {channels: /^(fuelMass|fuelLitres)$/, least: 0, most: 500, unrecorded: 0},
];

const RULES = new Map<string, Plausible>();
for (const {name} of CHANNELS) {
  const rule = PLAUSIBLE.find(({channels}) => channels.test(name));
  if (rule) RULES.set(name, rule);
}

/** Channels of tyres, brakes and fuel that are summed up by lap. */
export const CONDITION_CHANNELS: readonly Channel[] = CHANNELS.filter(({name}) => RULES.has(name));

/**
 * Tyres, brakes and fuel of one lap, by channel. A channel that the lap does not have, or that was never plausible, is absent: absent is not
 * zero. Implausible values are left out; `known` is the share of time that is left.
 *
 * @param columns by channel name, in the catalogue's units; NaN where unknown
 */
export function lapConditions(
  time: Column,
  columns: Readonly<Record<string, Column | undefined>>,
  breaks?: Column,
): Map<string, LapCondition> {
  const {seconds, gapS} = sampleTimes(time, breaks);
  const total = seconds.reduce((sum, s) => sum + s, gapS);
  const found = new Map<string, LapCondition>();
  for (const {name} of CONDITION_CHANNELS) {
    const values = columns[name];
    const condition = values && sumUp(values, seconds, total, RULES.get(name)!);
    if (condition) found.set(name, condition);
  }
  return found;
}

function sumUp(values: Column, seconds: Float64Array, total: number, rule: Plausible): LapCondition | undefined {
  const out: LapCondition = {first: Number.NaN, last: Number.NaN, mean: 0, min: Infinity, max: -Infinity, known: 0};
  let time = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!(value >= rule.least && value <= rule.most)) continue;
    if (Number.isNaN(out.first)) out.first = value;
    out.last = value;
    out.min = Math.min(out.min, value);
    out.max = Math.max(out.max, value);
    out.mean += value * seconds[i];
    time += seconds[i];
  }
  if (!(time > 0) || (out.min === rule.unrecorded && out.max === rule.unrecorded)) return undefined;
  return {...out, mean: out.mean / time, known: time / total};
}
