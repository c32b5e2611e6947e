import {conversion} from "../../../channels/units.js";
import type {MeantTable} from "./meantTable.js";
import {nearest, proportion, quantilesOf} from "./ratios.js";

const [AIR, MANIFOLD, BOOST] = ["airPressureBar", "manifoldPressureBar", "turboBoostBar"];
/** Standard atmosphere, bar. */
const ATMOSPHERE = 1.01325;
/** Air pressure where people drive, bar: 4000 m to sea level. */
const AIR_RANGE = [0.6, 1.1];
/** Of an engine at full throttle, bar. */
const MANIFOLD_TOP = [0.8, 4.5];
/** Boost, or vacuum of a closed throttle, bar. */
const BOOST_MOST = [0.2, 3.5];
/** No gauge shows less, bar: a vacuum. */
const VACUUM = -1.05;

const UNITS = ["bar", "kPa", "psi", "mbar", "Pa"].map(unitOf);
/** Gauges of a manifold's vacuum show inHg, up to 2 bar. */
const MANIFOLD_UNITS: readonly {unit: string; factor: number; most?: number}[] = [
  ...UNITS,
  {...unitOf("inHg"), most: 2},
];
/** Air pressure is measured in more units. */
const AIR_UNITS = [...UNITS, ...["inHg", "mmHg"].map(unitOf)];

/** Units of the pressures of air: around 1 bar, and of manifold and boost by each other, else by range. */
export function inferPressures(table: MeantTable): void {
  airPressure(table);
  const air = table.isKnown(AIR) ? table.unit(AIR) : undefined;
  if (table.isOpen(MANIFOLD)) {
    const [bottom, top] = quantilesOf(table.raw(MANIFOLD)!, [0.01, 0.99]);
    const fits = MANIFOLD_UNITS.filter(
      ({factor, most = MANIFOLD_TOP[1]}) => within(top * factor, [MANIFOLD_TOP[0], most]) && bottom >= 0,
    );
    choose(table, MANIFOLD, fits, air);
  }
  if (table.isOpen(BOOST)) boost(table, air);
}

function airPressure(table: MeantTable): void {
  const raw = table.raw(AIR);
  if (!raw) return;
  const [middle] = quantilesOf(raw, [0.5]);
  if (!table.isOpen(AIR) && within(middle * table.factor(AIR), AIR_RANGE)) return;
  const fits = AIR_UNITS.filter(({factor}) => within(middle * factor, AIR_RANGE));
  const best = nearest(ATMOSPHERE / middle, fits, 1);
  if (best) table.settle(AIR, {unit: best.unit, evidence: "air is near 1 bar"});
  else if (Number.isFinite(middle)) table.contradict(AIR, "no unit of pressure makes it near 1 bar");
}

/** Boost is manifold pressure above the air's: where both are known, it rises with it one to one. */
function boost(table: MeantTable, air: string | undefined): void {
  const raw = table.raw(BOOST)!;
  const manifold = table.isKnown(MANIFOLD) ? table.values(MANIFOLD) : undefined;
  if (manifold) {
    const mean = (values: Float64Array) =>
      values.reduce((sum, v) => sum + (Number.isFinite(v) ? v : 0), 0) / values.length;
    const [a, b] = [mean(raw), mean(manifold)];
    const found = proportion(
      Array.from(raw, (v) => v - a),
      Array.from(manifold, (v) => v - b),
    );
    const unit = found && found.cosine > 0.9 ? nearest(found.slope, MANIFOLD_UNITS, 0.3) : undefined;
    if (unit) {
      table.settle(BOOST, {unit: unit.unit, evidence: "by the manifold pressure"});
      return;
    }
  }
  const [bottom, top] = quantilesOf(raw, [0.01, 0.99]);
  const most = Math.max(top, -bottom);
  const fits = UNITS.filter(({factor}) => within(most * factor, BOOST_MOST) && bottom * factor >= VACUUM);
  choose(table, BOOST, fits, manifold ? table.unit(MANIFOLD) : air);
}

/** The unit of a related column if it fits, else the only one that fits; the column is left out where several or none do. */
function choose(
  table: MeantTable,
  channel: string,
  fits: readonly {unit: string}[],
  related: string | undefined,
): void {
  const like = fits.find(({unit}) => unit === related);
  if (like) table.settle(channel, {unit: like.unit, evidence: "like the other pressures of the engine's air"});
  else if (fits.length === 1) table.settle(channel, {unit: fits[0].unit, evidence: "by its range"});
  else if (fits.length) table.contradict(channel, `it may be in ${fits.map(({unit}) => unit).join(" or ")}`);
  else if (!isIdle(table.raw(channel)!)) table.contradict(channel, "no unit of pressure fits its range");
}

/** Only zeros: in any unit the same. */
function isIdle(values: Float64Array): boolean {
  return values.every((v) => v === 0 || Number.isNaN(v));
}

function unitOf(unit: string): {unit: string; factor: number} {
  return {unit, factor: conversion("pressure", unit, "bar")!.factor};
}

function within(value: number, [least, most]: readonly number[]): boolean {
  return value >= least && value <= most;
}
