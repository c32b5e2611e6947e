/** Packet formats read here. The format alone decides the layout; the game that sends may be a later one. */
export type Format = 2023 | 2024 | 2025 | 2026;
export const FORMATS: readonly Format[] = [2023, 2024, 2025, 2026];

/** Bytes of the header in front of every packet. */
export const HEADER_BYTES = 29;

/** Slots of the per-car arrays: 22, and 24 in format 2026. They are always sent in full. */
export function carCount(format: Format): 22 | 24 {
  return format === 2026 ? 24 : 22;
}

/** Narrows a number from the wire to a format that is read here. */
export function isFormat(value: number): value is Format {
  return value >= 2023 && value <= 2026 && Number.isInteger(value);
}

/** Wire types, little-endian and packed. */
export type FieldType = "u8" | "i8" | "u16" | "i16" | "u32" | "f32" | "f64";

/** Bytes, DataView method suffix and column class of each wire type. */
export const FIELD_TYPES = {
  u8: {bytes: 1, access: "Uint8", Column: Uint8Array},
  i8: {bytes: 1, access: "Int8", Column: Int8Array},
  u16: {bytes: 2, access: "Uint16", Column: Uint16Array},
  i16: {bytes: 2, access: "Int16", Column: Int16Array},
  u32: {bytes: 4, access: "Uint32", Column: Uint32Array},
  f32: {bytes: 4, access: "Float32", Column: Float32Array},
  f64: {bytes: 8, access: "Float64", Column: Float64Array},
} as const;
