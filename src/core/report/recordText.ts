/** A plain record as JSON text that keeps what JSON loses: NaN, infinities, −0 and Float64Array. Absent and undefined are the same. */
export function recordText(record: unknown): string {
  return JSON.stringify(record, (_, value): unknown => {
    if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)))
      return {$number: Object.is(value, -0) ? "-0" : String(value)};
    return value instanceof Float64Array ? {$columnF64: [...value]} : value;
  });
}

/** The record of a text by `recordText`. */
export function parseRecord(text: string): unknown {
  return JSON.parse(text, (_, value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if ("$number" in value) return Number((value as {$number: string}).$number);
    return "$columnF64" in value ? Float64Array.from((value as {$columnF64: number[]}).$columnF64) : value;
  });
}
