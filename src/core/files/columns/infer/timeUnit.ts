import {conversion} from "../../../channels/units.js";
import {type MeantColumn, MeantTable} from "./meantTable.js";
import {quantilesOf} from "./ratios.js";

const UNITS = ["s", "ms", "us", "min"].map((unit) => ({unit, factor: conversion("time", unit, "s")!.factor}));
/** A drive whose speed changes by this, m/s, has at times changed it so fast, m/s². */
const CHANGED = 5;
const FASTEST_CHANGE = [0.25, 75];
/** Changes are those over this time, s. */
const OVER_S = [0.9, 3];
/** Time between rows, s. */
const STEP_S = [5e-4, 60];
const SPEED = "speedKmh";

/**
 * The unit of times without one by what the speed does in it: in a wrong one a car would need hours for a corner, or no time at all. Without
 * speed by the steps between rows.
 *
 * @returns the changed columns
 */
export function inferTimeUnit(columns: readonly MeantColumn[]): MeantTable["decisions"] {
  const table = new MeantTable(columns);
  for (const channel of ["sessionTime", "currentLapTimeMs"]) {
    const raw = table.raw(channel);
    if (!raw || !table.isOpen(channel)) continue;
    const perSecond = channel === "sessionTime" ? 1 : 1000;
    const given = table.factor(channel) / perSecond;
    const fits = fitting(raw, table.values(SPEED));
    if (!fits || fits(given)) continue;
    const others = UNITS.filter(({factor}) => fits(factor));
    if (others.length === 1)
      table.settle(channel, {
        unit: others[0].unit,
        evidence: table.has(SPEED) ? "by the changes of speed" : "by the time between rows",
      });
  }
  return table.decisions;
}

/** Whether times are possible in a unit of so many seconds; undefined where nothing shows it. */
function fitting(raw: Float64Array, speedKmh: Float64Array | undefined): ((factor: number) => boolean) | undefined {
  const [step] = quantilesOf(
    raw.subarray(1).map((v, i) => (v > raw[i] ? v - raw[i] : Number.NaN)),
    [0.5],
  );
  if (!(step > 0)) return undefined;
  const isStep = (factor: number) => step * factor >= STEP_S[0] && step * factor <= STEP_S[1];
  const [low, high] = speedKmh ? quantilesOf(speedKmh, [0.05, 0.95]) : [0, 0];
  if (!speedKmh || !((high - low) / 3.6 > CHANGED)) return speedKmh ? undefined : isStep;
  return (factor) => {
    const fastest = fastestChange(raw, speedKmh, factor);
    return isStep(factor) && fastest >= FASTEST_CHANGE[0] && fastest <= FASTEST_CHANGE[1];
  };
}

/** m/s²: that which one in a hundred exceeds. */
function fastestChange(raw: Float64Array, speedKmh: Float64Array, factor: number): number {
  const changes: number[] = [];
  let from = 0;
  for (let to = 1; to < raw.length; to++) {
    const seconds = (raw[to] - raw[from]) * factor;
    if (seconds >= 0 && seconds < OVER_S[0]) continue;
    const change = Math.abs(speedKmh[to] - speedKmh[from]) / 3.6 / seconds;
    if (seconds > 0 && (seconds < OVER_S[1] || to === from + 1) && Number.isFinite(change)) changes.push(change);
    from = to;
  }
  return changes.length > 1 ? quantilesOf(Float64Array.from(changes), [0.99])[0] : Number.NaN;
}
