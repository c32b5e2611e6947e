/** A column as it would be imported, with samples of its values. */
export interface PreviewColumn {
  name: string;
  /** as the file has it */
  unit: string;
  kind: "number" | "time" | "date" | "text" | "empty";
  channel: string | null;
  /** conversion beyond a unit: counts that start elsewhere or run the other way */
  scale?: {factor?: number; add?: number};
  /** the unit in which it is read, and those offered */
  channelUnit: string;
  units: readonly string[];
  /** what the unit rests on if the file does not give it; "" otherwise */
  assumed: string;
  /** certainty of the guess, 0–1; 1 for a choice */
  confidence: number;
  /** why it is left out */
  reason: string;
  /** first values, as text */
  samples: string[];
  /** at most 48 values spread over the rows; NaN where unknown */
  spark: number[];
  min: number;
  max: number;
}

/** Values of a sparkline. */
const SPARK = 48;

/** Up to 48 values, evenly spread. */
export function sparkOf(values: Float64Array): number[] {
  const count = Math.min(SPARK, values.length);
  return Array.from({length: count}, (_, i) => values[Math.floor((i * (values.length - 1)) / Math.max(1, count - 1))]);
}

/** With six significant digits; whole numbers unchanged. */
export function shortNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}
