import {ExpressionError} from "./expressionError.js";
import {unitOf} from "./unit.js";

/** A number of an expression with its unit; "" of a plain one. */
export interface NumberLiteral {
  value: number;
  unit: string;
  /** index of the character after it */
  end: number;
}

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
/** A unit: letters joined by `/` and `·` with exponents, without spaces. */
const UNIT = /[°%\p{L}]+(?:\^-?\d+(?:\.\d+)?|[²³])?(?:[/·][°%\p{L}]+(?:\^-?\d+(?:\.\d+)?|[²³])?)*/uy;
/** Words that may follow a number. */
const WORDS = /^(?:and|or|not)$/;

/**
 * The number that begins at an index: `0.2 s`, `9.81 m/s²`, `50 %`. A unit is as long as it can be: `10 m/speed` is 10 m by `speed`.
 * Undefined where no number begins; throws an ExpressionError for a number that is not finite or is followed by a word that is no unit.
 */
export function numberAt(text: string, index: number): NumberLiteral | undefined {
  const digits = matchAt(NUMBER, text, index);
  if (digits === undefined) {
    if (text[index] !== ".") return undefined;
    throw new ExpressionError("unexpected .", {start: index, end: index + 1});
  }
  const value = Number(digits);
  const end = index + digits.length;
  if (!Number.isFinite(value)) throw new ExpressionError(`too large: ${digits}`, {start: index, end});
  const from = end + text.slice(end).search(/\S|$/);
  let unit = matchAt(UNIT, text, from);
  if (unit === undefined || WORDS.test(unit)) return {value, unit: "", end};
  const whole = unit;
  while (unit && (!unitOf(unit) || /\p{L}/u.test(text[from + unit.length] ?? "")))
    unit = unit.slice(0, Math.max(0, unit.search(/[/·][^/·]*$/)));
  if (unit) return {value, unit, end: from + unit.length};
  const [word] = /^[°%\p{L}]+/u.exec(whole)!;
  throw new ExpressionError(`unknown unit: ${word}`, {start: from, end: from + word.length});
}

function matchAt(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}
