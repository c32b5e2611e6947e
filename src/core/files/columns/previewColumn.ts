/** A column as it would be imported, and what it looks like. */
export interface PreviewColumn {
  name: string;
  /** as the file has it */
  unit: string;
  kind: "number" | "time" | "date" | "text" | "empty";
  channel: string | null;
  /** what a unit does not say: counts that begin elsewhere */
  scale?: {factor?: number; add?: number};
  /** the unit it is read in, and those one may choose */
  channelUnit: string;
  units: readonly string[];
  /** 0–1: how sure the guess is; 1 for a choice */
  confidence: number;
  /** why it is left out */
  reason: string;
  /** first values, as text */
  samples: string[];
  /** at most 48 values spread over the rows, NaN where none is known */
  spark: number[];
  min: number;
  max: number;
}

/** How many values a sparkline has. */
const SPARK = 48;

/** Up to 48 values, evenly spread. */
export function sparkOf(values: Float64Array): number[] {
  const count = Math.min(SPARK, values.length);
  return Array.from({length: count}, (_, i) => values[Math.floor((i * (values.length - 1)) / Math.max(1, count - 1))]);
}

/** Six digits that count; whole numbers whole. */
export function shortNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}
