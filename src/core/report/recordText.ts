const COLUMNS = {
  ...{Float64Array, Float32Array, Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array},
} as const;

/** What JSON has no word for, as an object of one key. */
type Kept =
  | {$number: string}
  | {$column: [keyof typeof COLUMNS, number[]]}
  | {$map: [unknown, unknown][]}
  | {$set: unknown[]};

/** A plain record as JSON text that keeps what JSON loses: NaN, infinities, −0, columns, Map and Set. Absent and undefined are the same. */
export function recordText(record: unknown): string {
  return JSON.stringify(record, (_, value): unknown => {
    if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)))
      return {$number: Object.is(value, -0) ? "-0" : String(value)};
    if (value instanceof Map) return {$map: [...value]};
    if (value instanceof Set) return {$set: [...value]};
    if (!ArrayBuffer.isView(value)) return value;
    const name = value.constructor.name;
    if (!Object.hasOwn(COLUMNS, name)) throw new TypeError(`a record has no place for ${name}`);
    return {$column: [name, [...(value as Float64Array)]]};
  });
}

/** The record of a text by `recordText`. */
export function parseRecord(text: string): unknown {
  return JSON.parse(text, (_, value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    const kept = value as Kept;
    if ("$number" in kept) return Number(kept.$number);
    if ("$column" in kept) return COLUMNS[kept.$column[0]].from(kept.$column[1]);
    if ("$map" in kept) return new Map(kept.$map);
    return "$set" in kept ? new Set(kept.$set) : value;
  });
}
