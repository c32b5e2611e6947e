/** A number as a text writes it. */
export interface WrittenNumber {
  /** as written, with its unit */
  text: string;
  /** its place in the text */
  at: number;
  value: number;
  /** as written: of 1.20 two */
  decimals: number;
  /** "" where none follows */
  unit: string;
}

const LAP_TIME = String.raw`(?<minutes>\d+):(?<seconds>[0-5]\d(?:\.\d+)?)`;
const PLAIN = String.raw`(?<sign>[+\-−±]?\s?)(?<plain>\d+(?:[,\u00a0\u202f]\d{3})*(?:\.\d+)?)`;
const UNIT = String.raw`(?:\s?(?<unit>%|°C|km\/h|mph|m\/s²|m\/s|kPa|psi|rpm|kg|kJ|km|ms|s|m|g|l|L)(?![\p{L}\d]))?`;
// not inside a word or an identifier: T6 is a number, 20260101-120000-0a0a0a and sha256 are none
const NUMBER = new RegExp(
  String.raw`(?<![\w.:\-])(?:(?:T|L|P|#)(?=\d))?(?:${LAP_TIME}|${PLAIN})(?![\d:]|[.,]\d|-?[\p{L}]{2,}-?\d)${UNIT}`,
  "gu",
);

/** The numbers of a text, lap times (`1:23.456`) in seconds. Names such as T6, L12 and P3 count as their number; parts of identifiers do not. */
export function numbersInText(text: string): WrittenNumber[] {
  return [...text.replaceAll(IDENTIFIER, (name) => "x".repeat(name.length)).matchAll(NUMBER)].map((match) => {
    const {minutes, seconds, plain, sign = "", unit = ""} = match.groups!;
    const digits = seconds ?? plain.replaceAll(/[,\u00a0\u202f]/g, "");
    const value = minutes === undefined ? Number(digits) : lapTimeOf(minutes, seconds);
    return {
      text: match[0].trim(),
      at: match.index,
      value: /[-−]/.test(sign) ? -value : value,
      decimals: digits.split(".")[1]?.length ?? 0,
      unit: minutes === undefined ? unit : "s",
    };
  });
}

/** Sessions (20260101-120000-0a0a0a), laps of them, dates and addresses: they name things. */
const IDENTIFIER =
  /\b\d{8}-\d{6}-[0-9a-f]{6}(?::\d+)*|\b\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?|\b[\w./-]+\?[\w=&:%#.,-]+|https?:\/\/\S+/g;

/** Seconds of a lap time, exactly as many digits as are written. */
function lapTimeOf(minutes: string, seconds: string): number {
  const digits = seconds.split(".")[1]?.length ?? 0;
  return Number((60 * Number(minutes) + Number(seconds)).toFixed(digits));
}
