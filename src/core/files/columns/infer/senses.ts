import {conversion} from "../../../channels/units.js";
import type {MeantTable} from "./meantTable.js";
import {nearest, proportion, type Ratio, ratioOf} from "./ratios.js";
import type {Stretch} from "./stretches.js";

const CLUTCH = "clutchPercent";
/** Of the time in which a car moves, its clutch is engaged for more than this. */
const MOSTLY = 0.8;
const MOVING_KMH = 20;
const SPEEDS = ["m/s", "km/h", "mph"].map((unit) => ({unit, factor: conversion("speed", unit, "m/s")!.factor}));
/** Axes of the car in the catalogue, by the axis that points forward: x with y left and z up (ISO 8855), or z with x left and y up. */
const CAR_AXES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  velocityX: {velocityX: "localVelocityZ", velocityY: "localVelocityX", velocityZ: "localVelocityY"},
  velocityZ: {velocityZ: "localVelocityZ", velocityX: "localVelocityX", velocityY: "localVelocityY"},
};
const AXES = ["velocityX", "velocityZ"] as const;

/** A clutch that would be pressed for most of the drive counts the other way, as iRacing does: 1 is engaged. */
export function inferClutch(table: MeantTable): void {
  const clutch = table.values(CLUTCH);
  const speed = table.values("speedKmh");
  if (!clutch || !speed) return;
  let [moving, pressed] = [0, 0];
  for (let i = 0; i < clutch.length; i++) {
    if (Number.isNaN(clutch[i]) || !(speed[i] > MOVING_KMH)) continue;
    moving++;
    if (clutch[i] >= 90) pressed++;
  }
  if (moving < 12 || pressed <= MOSTLY * moving) return;
  const factor = table.factor(CLUTCH);
  table.settle(CLUTCH, {
    scaling: {factor: -factor, add: 100},
    evidence: "its highest value is engaged: the car drives with it",
  });
}

/** Velocities named x, y and z are along the map or along the car: the driven path, or the speed, shows which. */
export function inferVelocityAxes(table: MeantTable, stretches: readonly Stretch[]): void {
  const [first] = AXES.filter((axis) => table.has(axis));
  const speed = table.values("speedKmh");
  if (!first || !speed || isAlongMap(table.raw(first)!, stretches)) return;
  for (const axis of AXES) {
    const raw = table.raw(axis);
    const ratio = raw && speedRatio(speed, raw);
    const unit = ratio && Math.abs(ratio.spread) < 0.05 ? nearest(ratio.median, SPEEDS, 0.07)?.unit : undefined;
    if (!unit) continue;
    const evidence = `along the car: ${axis.at(-1)!.toLowerCase()} is its speed`;
    for (const [from, channel] of Object.entries(CAR_AXES[axis])) table.settle(from, {channel, unit, evidence});
    return;
  }
  if (stretches.length < 12) return;
  for (const axis of ["velocityX", "velocityY", "velocityZ"])
    table.contradict(axis, "it is neither along the map nor along the car");
}

/** Whether a velocity is the east or the north component of the path's. */
function isAlongMap(raw: Float64Array, stretches: readonly Stretch[]): boolean {
  const middle = stretches.map(({from, to}) => raw[(from + to) >> 1]);
  return [Math.sin, Math.cos].some((part) => {
    const along = stretches.map(({metres, seconds, course}) => (metres * part(course)) / seconds);
    return Math.abs(proportion(along, middle)?.cosine ?? 0) > 0.85;
  });
}

/** m/s of the car for 1 of a column, where the car moves. */
function speedRatio(speedKmh: Float64Array, raw: Float64Array): Ratio | undefined {
  const ratios: number[] = [];
  for (let i = 0; i < raw.length; i++)
    if (speedKmh[i] > MOVING_KMH && raw[i] !== 0 && Number.isFinite(raw[i])) ratios.push(speedKmh[i] / 3.6 / raw[i]);
  return ratioOf(ratios);
}

/** Wheel speeds by the car's. */
export function inferWheelSpeeds(table: MeantTable): void {
  const speed = table.isKnown("speedKmh") ? table.values("speedKmh") : undefined;
  if (!speed) return;
  for (const wheel of ["Rl", "Rr", "Fl", "Fr"]) {
    const channel = `wheelSpeed${wheel}`;
    const raw = table.raw(channel);
    if (!raw || !table.isOpen(channel)) continue;
    const ratio = speedRatio(speed, raw);
    if (!ratio || ratio.spread > 0.2) continue;
    const found = nearest(ratio.median, SPEEDS, 0.12);
    if (found) table.settle(channel, {unit: found.unit, evidence: "by the speed"});
    else table.contradict(channel, "it does not fit the car's speed");
  }
}
