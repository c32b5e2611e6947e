const ZERO = 48;
/** Powers of ten that a double holds exactly. */
export const TENS: Float64Array = Float64Array.from({length: 23}, (_, k) => Number(`1e${k}`));
/** Dekker's splitter for doubles, 2²⁷ + 1. */
const SPLIT = 134_217_729;

/**
 * The double nearest to a decimal number of 16 to 22 digits, as Python writes them: the digits as a sum of two doubles, divided by the
 * power of ten with an exact remainder (Dekker, Numerische Mathematik 18, 1971). Only a number within 2⁻⁵⁰ of the midpoint between two
 * doubles could be rounded the wrong way. Other numbers are parsed by `Number`.
 *
 * @param bytes an optional sign and digits with at most one decimal mark and no exponent, from `start` to `end`
 */
export function longNumber(bytes: Uint8Array, start: number, end: number, decimal: number): number {
  let at = start;
  const negative = bytes[at] === 45;
  if (negative || bytes[at] === 43) at++;
  let high = 0;
  let low = 0;
  let taken = 0;
  let lowDigits = 0;
  let fraction = -1;
  for (; at < end; at++) {
    const b = bytes[at];
    const digit = b - ZERO;
    if (digit >= 0 && digit <= 9) {
      if (taken === 0 && digit === 0) continue;
      if (taken < 15) high = high * 10 + digit;
      else {
        low = low * 10 + digit;
        lowDigits++;
      }
      taken++;
    } else if (b === decimal && fraction < 0) fraction = at + 1;
    else return slow(bytes, start, end);
  }
  const power = fraction < 0 ? 0 : end - fraction;
  if (lowDigits > 7 || power > 22) return slow(bytes, start, end);
  // digits = high × 10^lowDigits + low, as sum + rest
  const ten = TENS[lowDigits];
  const product = high * ten;
  const error = productError(high, ten, product);
  const sum = product + low;
  const rest = error + (low - (sum - product));
  const divisor = TENS[power];
  const quotient = sum / divisor;
  const back = quotient * divisor;
  const remainder = sum - back - productError(quotient, divisor, back) + rest;
  const value = quotient + remainder / divisor;
  return negative ? -value : value;
}

/** a × b − product, exactly. */
function productError(a: number, b: number, product: number): number {
  const aSplit = a * SPLIT;
  const aHigh = aSplit - (aSplit - a);
  const aLow = a - aHigh;
  const bSplit = b * SPLIT;
  const bHigh = bSplit - (bSplit - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

function slow(bytes: Uint8Array, start: number, end: number): number {
  let text = "";
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]);
  return Number(text.replace(",", "."));
}
