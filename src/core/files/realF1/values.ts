import type {Rule} from "../columns/rules.js";

/** An unknown throttle in the timing service, %. */
const NO_THROTTLE = 104;
/** DRS codes of an open flap, and of one that may be opened. */
const OPEN = new Set([10, 12, 14]);
const ELIGIBLE = 8;

/** 0–100 % → 0–1; values above 100 (104) are unknown. */
const throttle = (v: number): number => (v >= NO_THROTTLE || v < 0 || v > 100 ? Number.NaN : v / 100);
/** on or off: 0 and 1, or 0 and 100 */
const brake = (v: number): number => Number(v > 0);
const drs = (v: number): number => Number(OPEN.has(v));
const drsAllowed = (v: number): number => Number(v === ELIGIBLE || OPEN.has(v));
/** from tenths of a metre */
const metres = (v: number): number => v / 10;
/** y points up on the map: the catalogue's z is −y */
const metresDown = (v: number): number => -v / 10;

/** Rules of the timing service's columns under a tool's names. */
export function timingRules(
  names: Record<"speed" | "rpm" | "gear" | "throttle" | "brake" | "drs" | "x" | "y" | "z", string>,
  brakeUnit?: "%",
): Rule[] {
  return [
    {from: names.speed, channel: "speedKmh", unit: "km/h"},
    {from: names.rpm, channel: "rpm", unit: "rpm"},
    {from: names.gear, channel: "gear"},
    {from: names.throttle, channel: "throttle", unit: "%", value: throttle},
    {from: names.brake, channel: "brake", unit: brakeUnit, value: brake},
    {from: names.drs, channel: "drs", value: drs},
    {from: names.drs, channel: "drsAllowed", value: drsAllowed},
    {from: names.x, channel: "worldX", unit: "0.1 m", value: metres},
    {from: names.y, channel: "worldZ", unit: "0.1 m", value: metresDown},
    {from: names.z, channel: "worldY", unit: "0.1 m", value: metres},
  ];
}

/** The F1 games' numbers of visual compounds; NaN for others. */
export function compound(name: string): number {
  return {SOFT: 16, MEDIUM: 17, HARD: 18, INTERMEDIATE: 7, WET: 8}[name.toUpperCase()] ?? Number.NaN;
}
