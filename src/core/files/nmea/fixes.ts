import {clockSeconds} from "../dayClock.js";
import type {Sentence} from "./sentences.js";

const DAY_S = 86_400;
/** An altitude or a speed belongs to fixes up to this long after it, s. */
const HELD_S = 2;

/** A position with its time. */
export interface NmeaFix {
  line: number;
  /** s of the day (UTC) */
  clock: number;
  /** start of its day, s since 1970; NaN where the receiver has no date */
  day: number;
  latitude: number;
  longitude: number;
  /** NaN where the sentence leaves them out */
  knots: number;
  course: number;
  altitude: number;
  satellites: number;
}

/**
 * Fixes of RMC sentences, completed from GGA (altitude, satellites) and VTG (speed, course) of the same time; without RMC those of GGA.
 * Those that the receiver marks as void are left out.
 */
export function fixesOf(found: readonly Sentence[]): {fixes: NmeaFix[]; voids: number} {
  const of = (kind: string) => found.filter((sentence) => sentence.kind === kind);
  const [rmc, gga, vtg] = [of("RMC"), of("GGA").map(fromGga), of("VTG")];
  const all = rmc.length ? rmc.map(fromRmc) : gga;
  const fixes = all.filter((fix) => Number.isFinite(fix.clock + fix.latitude + fix.longitude));
  if (rmc.length) withHeights(fixes, gga);
  if (vtg.length) withSpeeds(fixes, vtg);
  return {fixes, voids: all.length - fixes.length};
}

/** hhmmss.sss, A or V, ddmm.mmmm, N or S, dddmm.mmmm, E or W, knots, course, ddmmyy, … */
function fromRmc({fields: f, line}: Sentence): NmeaFix {
  const isValid = f[1] === "A";
  return {
    line,
    clock: clockOf(f[0]),
    day: dayOf(f[8] ?? ""),
    latitude: isValid ? degrees(f[2], f[3]) : Number.NaN,
    longitude: isValid ? degrees(f[4], f[5]) : Number.NaN,
    knots: numberOf(f[6]),
    course: numberOf(f[7]),
    altitude: Number.NaN,
    satellites: Number.NaN,
  };
}

/** hhmmss.sss, ddmm.mmmm, N or S, dddmm.mmmm, E or W, fix (0: none), satellites, HDOP, altitude m, … */
function fromGga({fields: f, line}: Sentence): NmeaFix {
  const isValid = numberOf(f[5]) > 0;
  return {
    line,
    clock: clockOf(f[0]),
    day: Number.NaN,
    latitude: isValid ? degrees(f[1], f[2]) : Number.NaN,
    longitude: isValid ? degrees(f[3], f[4]) : Number.NaN,
    knots: Number.NaN,
    course: Number.NaN,
    altitude: isValid ? numberOf(f[8]) : Number.NaN,
    satellites: numberOf(f[6]),
  };
}

/** Takes the latest height that is not newer than the fix. */
function withHeights(fixes: NmeaFix[], heights: readonly NmeaFix[]): void {
  let at = 0;
  for (const fix of fixes) {
    while (at + 1 < heights.length && after(fix.clock, heights[at + 1].clock) >= 0) at++;
    const height = heights[at];
    const age = height ? after(fix.clock, height.clock) : -1;
    if (age < 0 || age > HELD_S) continue;
    fix.altitude = height.altitude;
    fix.satellites = height.satellites;
  }
}

/** Of fixes without a speed, those of the next VTG in the file: it has no time of its own. course, T, magnetic, M, knots, N, km/h, K */
function withSpeeds(fixes: NmeaFix[], speeds: readonly Sentence[]): void {
  let at = 0;
  for (const [k, fix] of fixes.entries()) {
    while (at < speeds.length && speeds[at].line < fix.line) at++;
    const speed = speeds[at];
    if (!speed || speed.line >= (fixes[k + 1]?.line ?? Number.POSITIVE_INFINITY)) continue;
    if (Number.isNaN(fix.knots)) fix.knots = numberOf(speed.fields[4]);
    if (Number.isNaN(fix.course)) fix.course = numberOf(speed.fields[0]);
  }
}

/** Seconds from one time of the day to another, −12 to 12 h. */
function after(clock: number, other: number): number {
  return ((clock - other + 1.5 * DAY_S) % DAY_S) - DAY_S / 2;
}

function clockOf(text = ""): number {
  return /^\d{6}(\.\d*)?$/.test(text) ? clockSeconds(Number(text)) : Number.NaN;
}

/** ddmmyy; NaN for what is no date, and for 1980, which receivers write before they know it. */
function dayOf(text: string): number {
  const [day, month, year] = (/^(\d\d)(\d\d)(\d\d)$/.exec(text) ?? []).slice(1).map(Number);
  if (!(day >= 1 && day <= 31 && month >= 1 && month <= 12) || year === 80) return Number.NaN;
  return Date.UTC(year + (year < 80 ? 2000 : 1900), month - 1, day) / 1000;
}

/** ddmm.mmmm or dddmm.mmmm; minutes are the last two digits before the point. */
function degrees(text = "", side = ""): number {
  const value = numberOf(text);
  const minutes = value % 100;
  const sign = /^[NE]$/.test(side) ? 1 : /^[SW]$/.test(side) ? -1 : Number.NaN;
  return minutes < 60 ? sign * (Math.floor(value / 100) + minutes / 60) : Number.NaN;
}

function numberOf(text = ""): number {
  return /^-?\d+(\.\d*)?$|^-?\.\d+$/.test(text) ? Number(text) : Number.NaN;
}
