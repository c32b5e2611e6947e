import {lapTimeText} from "../../core/laps/lapTimeText.js";

/** How every page writes numbers. Null, undefined and NaN become an em dash. */

const NONE = "—";
const MINUS = "−";
type Maybe = number | null | undefined;

const missing = (x: Maybe): x is null | undefined => x == null || Number.isNaN(x);

/** A lap time in ms: `1:23.456`; under a minute `28.456`, over an hour `1:02:03.456`. */
export function lapTime(ms: Maybe): string {
  return missing(ms) ? NONE : lapTimeText(ms);
}

/** A time difference in ms, in seconds, always with its sign: `+0.123`, `−0.045`, `±0.000`. */
export function delta(ms: Maybe): string {
  if (missing(ms)) return NONE;
  const whole = Math.round(ms);
  const sign = whole > 0 ? "+" : whole < 0 ? MINUS : "±";
  return sign + lapTime(Math.abs(whole));
}

/** A distance in m: `312 m`, from ten kilometres on `12.3 km`. */
export function distance(m: Maybe): string {
  if (missing(m)) return NONE;
  return Math.abs(m) < 10_000 ? `${wholeNumber(Math.round(m))} m` : `${(m / 1000).toFixed(1)} km`;
}

/** A speed in km/h: `312 km/h`. */
export function speed(kmh: Maybe): string {
  return missing(kmh) ? NONE : `${fixed(kmh)} km/h`;
}

/** A size in bytes: `812 B`, `4.2 kB`, `31 MB` (powers of ten). */
export function bytes(n: Maybe): string {
  if (missing(n)) return NONE;
  const units = ["B", "kB", "MB", "GB", "TB"];
  let size = n;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit && size < 9.95 ? size.toFixed(1) : size.toFixed(0)} ${units[unit]}`;
}

/** A number rounded to a whole, with thousands separators: `12,345`. */
export function wholeNumber(n: Maybe): string {
  return missing(n) ? NONE : Math.round(n).toLocaleString("en-GB").replace("-", MINUS);
}

/** A number with fixed digits and a real minus sign. */
export function fixed(x: Maybe, digits = 0): string {
  if (missing(x)) return NONE;
  const text = x.toFixed(digits);
  // a value that rounds to zero has no sign
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", MINUS);
}

/** The fuel of a lap: `2.31 l` where litres are counted, else `1.90 kg`. */
export function fuelUsed({fuelUsedKg, fuelUsedLitres}: {fuelUsedKg: Maybe; fuelUsedLitres?: Maybe}): string {
  if (!missing(fuelUsedLitres)) return `${fixed(fuelUsedLitres, 2)} l`;
  return missing(fuelUsedKg) ? NONE : `${fixed(fuelUsedKg, 2)} kg`;
}

/** A fraction 0–1 as a percentage: `97.5 %`. A value below 1 never rounds up to 100 %, nor one above 0 down to 0 %. */
export function percent(fraction: Maybe, digits = 0): string {
  if (missing(fraction)) return NONE;
  const unit = 10 ** -digits / 100;
  if (fraction < 1 && fraction > 1 - unit / 2) return `${(100 - 10 ** -digits).toFixed(digits)} %`;
  if (fraction > 0 && fraction < unit / 2) return `< ${(100 * unit).toFixed(digits)} %`;
  return `${(100 * fraction).toFixed(digits)} %`;
}

/** A duration in s: `48 s`, `12 min`, `1 h 24 min`. */
export function durationText(s: Maybe): string {
  if (missing(s)) return NONE;
  if (s < 90) return `${Math.round(s)} s`;
  const min = Math.round(s / 60);
  return min < 60 ? `${min} min` : `${Math.floor(min / 60)} h ${min % 60} min`;
}

/** A date and time (ISO 8601) in the reader's time zone: `7 Mar 2025, 14:05`; `timeZone` overrides it for tests and reports. */
export function when(iso: string | null | undefined, {timeZone}: {timeZone?: string} = {}): string {
  const date = new Date(iso ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return NONE;
  return date.toLocaleString("en-GB", {dateStyle: "medium", timeStyle: "short", timeZone});
}

/** The day of a time (ISO 8601) in the reader's time zone: `7 Mar 2025`; `timeZone` as in `when`. */
export function day(iso: string | null | undefined, {timeZone}: {timeZone?: string} = {}): string {
  const date = new Date(iso ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return NONE;
  return date.toLocaleDateString("en-GB", {dateStyle: "medium", timeZone});
}

/** Session time in s: `1:02`, from an hour on `1:01:01`. */
export function clockTime(s: Maybe): string {
  if (missing(s)) return NONE;
  const whole = Math.max(0, Math.floor(s));
  const [h, min, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const pad = (n: number) => String(n).padStart(2, "0");
  return h ? `${h}:${pad(min)}:${pad(rest)}` : `${min}:${pad(rest)}`;
}

/** A number with its noun: `1 lap`, `2 laps`. */
export function counted(n: number, noun: string): string {
  return `${wholeNumber(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** The unit to show beside a label; "" where the label ends with it already (`lateral g`). */
export function unitBeside(label: string, unit: string): string {
  return label.endsWith(` ${unit}`) ? "" : unit;
}

/** A label with its unit: `speed (km/h)`, `gear`, `lateral g`. */
export function withUnit(label: string, unit: string): string {
  return unitBeside(label, unit) ? `${label} (${unit})` : label;
}
