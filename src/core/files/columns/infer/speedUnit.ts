import {conversion} from "../../../channels/units.js";
import type {MeantTable} from "./meantTable.js";
import {nearest, quantilesOf, type Ratio, ratioOf} from "./ratios.js";
import {type DrivenPath, integralOf, type Stretch} from "./stretches.js";

const SPEED = "speedKmh";
/** Slower stretches are no evidence, m/s. */
const MOVING = 3;
/** Ratios that vary more are no evidence. */
const STEADY = 0.2;
/** A wheel's speed differs from GPS by some percent; mph and knots by 15. */
const SPEED_TOLERANCE = 0.07;
const SURE_TOLERANCE = 0.04;
/** A unit of the file is doubted from this ratio on. */
const DOUBT = 0.15;
/** No car brakes harder, m/s². */
const HARDEST = 75;

/** Factors to SI. */
const unitsOf = (quantity: "speed" | "length", units: readonly string[]) =>
  units.map((unit) => ({unit, factor: conversion(quantity, unit, quantity === "speed" ? "m/s" : "m")!.factor}));
const SPEEDS = unitsOf("speed", ["m/s", "km/h", "mph", "kt"]);
const DISTANCES = unitsOf("length", ["m", "km", "ft", "mi", "kft", "cm"]);
/** A mile in an hour is to a kilometre in an hour as their distances. */
const KILOMETRES = "the usual unit; speed and distance agree in mph and miles as well";
const AXES = ["worldX", "worldY", "worldZ"];
const COORDINATES = [...unitsOf("length", ["m", "ft", "cm"]), {unit: "0.1 m", factor: 0.1}];

/** The unit of the speed, and with it those of positions and distances, by what was driven in which time. */
export function inferSpeed(table: MeantTable, path: DrivenPath | undefined, stretches: readonly Stretch[]): void {
  const raw = table.raw(SPEED);
  const {time} = table;
  if (!raw || !time) return;
  const driven = integralOf(raw, time);
  const perUnit = ratioOf(
    stretches.flatMap(({from, to, seconds, metres}) => {
      const units = driven[to] - driven[from];
      return metres > MOVING * seconds && units > 0 ? [metres / units] : [];
    }),
  );
  let shown = false;
  if (path && perUnit && perUnit.spread < STEADY)
    shown = path.isEarth ? byEarth(table, perUnit) : byCoordinates(table, perUnit);
  for (const channel of ["totalDistance", "lapDistance"]) byDistance(table, channel, driven, shown);
  if (table.isOpen(SPEED)) byBraking(table, raw, time);
}

/** Whether the positions agree with the speed's unit, or show another one. */
function byEarth(table: MeantTable, {median}: Ratio): boolean {
  const isOpen = table.isOpen(SPEED);
  const times = median / (table.factor(SPEED) / 3.6);
  if (!isOpen && Math.abs(Math.log(times)) < DOUBT) return true;
  const found = nearest(median, SPEEDS, isOpen ? SPEED_TOLERANCE : SURE_TOLERANCE);
  if (found) table.settle(SPEED, {unit: found.unit, evidence: "by the positions"});
  else if (isOpen) table.contradict(SPEED, `the positions move ${median.toPrecision(3)} m/s for 1, which is no unit`);
  else table.contradict(SPEED, `the positions move at ${times.toFixed(2)} of this speed`);
  return found !== undefined;
}

/** Coordinates of a game are usually metres, but may be feet or tenths of metres. */
function byCoordinates(table: MeantTable, {median}: Ratio): boolean {
  const isFree = AXES.every((axis) => !table.has(axis) || table.isOpen(axis));
  const isKnown = table.isKnown(SPEED);
  const speeds = isKnown ? [{unit: table.unit(SPEED), factor: table.factor(SPEED) / 3.6}] : SPEEDS;
  for (const {unit, factor: metres} of isFree ? COORDINATES : COORDINATES.slice(0, 1)) {
    const speed = nearest(median * metres, speeds, SURE_TOLERANCE);
    if (!speed) continue;
    if (unit !== "m") for (const axis of AXES) table.settle(axis, {unit, evidence: "by the speed"});
    if (!isKnown) table.settle(SPEED, {unit: speed.unit, evidence: "by the positions"});
    return true;
  }
  const times = (median * table.factor(AXES[0])) / (table.factor(SPEED) / 3.6);
  if (Math.abs(Math.log(times)) > DOUBT)
    table.doubt(SPEED, `the coordinates move at ${times.toFixed(2)} of this speed`);
  return false;
}

/**
 * Distance and speed: one unit follows from the other. If both are the file's, the one is replaced that must be wrong alone.
 *
 * @param shown the positions agree with the speed
 */
function byDistance(table: MeantTable, channel: string, driven: Float64Array, shown: boolean): void {
  const raw = table.raw(channel);
  const {time} = table;
  if (!raw || !time || !table.has(SPEED)) return;
  const ratio = ratioOf(distanceSteps(raw, time, driven));
  if (!ratio || ratio.spread >= STEADY) return;
  // in units of the distance for one of the speed, over time
  const perUnit = ratio.median;
  const metresPerSecond = table.factor(SPEED) / 3.6;
  const speedBy = (metres: number, tolerance: number) => nearest(perUnit * metres, SPEEDS, tolerance);
  const distanceBy = (tolerance: number) => nearest(metresPerSecond / perUnit, DISTANCES, tolerance);
  const settleSpeed = (unit: string) => table.settle(SPEED, {unit, evidence: "by distance and time"});
  const settleDistance = (unit: string) => table.settle(channel, {unit, evidence: "by speed and time"});
  // the only pair of a usual speed and a rare unit of distance
  const settleRare = () => {
    const pairs = DISTANCES.slice(2).flatMap(({unit, factor}) => {
      const found = speedBy(factor, SURE_TOLERANCE);
      return found ? [{unit, speed: found.unit}] : [];
    });
    if (pairs.length !== 1) {
      table.contradict(channel, "it fits the speed in no usual unit");
      return;
    }
    settleSpeed(pairs[0].speed);
    settleDistance(pairs[0].unit);
  };
  const [openSpeed, openDistance] = [table.isOpen(SPEED), table.isOpen(channel)];
  if (openSpeed) {
    for (const {unit, factor} of openDistance ? DISTANCES.slice(0, 2) : [{unit: "", factor: table.factor(channel)}]) {
      const found = speedBy(factor, SPEED_TOLERANCE);
      if (!found) continue;
      if (openDistance) {
        const evidence = unit === "km" ? KILOMETRES : "by speed, distance and time together";
        table.settle(SPEED, {unit: found.unit, evidence});
        table.settle(channel, {unit, evidence});
      } else settleSpeed(found.unit);
      return;
    }
    if (!openDistance) table.contradict(SPEED, "it does not fit distance and time");
    else settleRare();
    return;
  }
  const times = (perUnit * table.factor(channel)) / metresPerSecond;
  if (!openDistance && Math.abs(Math.log(times)) < DOUBT) return;
  const distance = distanceBy(openDistance ? SPEED_TOLERANCE : SURE_TOLERANCE);
  const speed = openDistance || shown ? undefined : speedBy(table.factor(channel), SURE_TOLERANCE);
  if (distance && !speed) settleDistance(distance.unit);
  else if (speed && !distance) settleSpeed(speed.unit);
  else table.contradict(channel, `it grows at ${times.toFixed(2)} of the speed`);
}

/** Ratios of distance to integrated speed over pieces of half a second and more in which the distance rises. */
function distanceSteps(raw: Float64Array, time: Float64Array, driven: Float64Array): number[] {
  const ratios: number[] = [];
  let from = -1;
  for (let to = 0; to < raw.length; to++) {
    if (!Number.isFinite(raw[to] + time[to])) continue;
    const seconds = from < 0 ? Number.NaN : time[to] - time[from];
    if (seconds >= 0 && seconds < 0.5 && raw[to] >= raw[from]) continue;
    const units = from < 0 ? 0 : driven[to] - driven[from];
    if (seconds > 0 && seconds <= 5 && units > 0 && raw[to] > raw[from]) ratios.push((raw[to] - raw[from]) / units);
    from = to;
  }
  return ratios;
}

/** Without positions and distance: a speed in m/s that would change too fast for a car is in km/h. */
function byBraking(table: MeantTable, raw: Float64Array, time: Float64Array): void {
  if (table.unit(SPEED) !== "m/s") return;
  const changes: number[] = [];
  let from = 0;
  for (let to = 1; to < raw.length; to++) {
    const seconds = time[to] - time[from];
    if (seconds >= 0 && seconds < 0.9) continue;
    if (seconds > 0 && seconds < 3) changes.push(Math.abs(raw[to] - raw[from]) / seconds);
    from = to;
  }
  const [hard] = quantilesOf(Float64Array.from(changes), [0.99]);
  if (hard > HARDEST) table.settle(SPEED, {unit: "km/h", evidence: "by its changes: in m/s no car brakes so hard"});
}
