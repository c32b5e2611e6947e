import type {TelemetryField} from "./schema.js";

const WIRE: Partial<Record<TelemetryField["type"], number>> = {double: 1, float: 5};

/** The key in front of a field: tag and wire type. */
export function keyOf({tag, type}: TelemetryField): number {
  return (tag << 3) | (WIRE[type] ?? 0);
}

/**
 * Generates code that writes a field at `p` of the DataView `out` and advances `p`. `value` is the code of its value, `bits` the most
 * that an integer has. NaN is not written. Up to three bytes behind the field are overwritten: writing four bytes and advancing by
 * fewer is cheaper than choosing how many to write. The code needs variables `v` and `n`, and for an int64 the function `writeInt64`.
 */
export function writeField(field: TelemetryField, value: string, bits = 32): string {
  const key = keyOf(field);
  // a key of two bytes: its low seven bits with the continuation bit, then the rest
  const [head, size] = key < 128 ? [key, 1] : [(key & 127) | 128 | ((key >> 7) << 8), 2];
  if (field.type === "double" || field.type === "float") {
    const wide = field.type === "double" ? 64 : 32;
    const start = size === 1 ? `out.setUint8(p, ${head});` : `out.setUint16(p, ${head}, true);`;
    return `v = ${value};
if (v === v) { ${start} out.setFloat${wide}(p + ${size} | 0, v, true); p = p + ${size + wide / 8} | 0; }`;
  }
  if (field.type === "int64") {
    return `v = ${value};
if (v >= -9007199254740992 && v <= 9007199254740992) { out.setUint8(p, ${head}); p = writeInt64(out, p + 1 | 0, Math.floor(v)); }`;
  }
  const whole = field.type === "sint32" ? `(n << 1) ^ (n >> 31)` : "n";
  const set = (n: string, bytes: number) =>
    `out.setInt32(p, ${head} | ${n} << ${8 * size}, true); p = p + ${size + bytes} | 0;`;
  const short = `n = ${value} | 0; n = ${whole};
if (n >>> 0 < 128) { ${set("n", 1)} }`;
  const twoBytes = set("(n & 127 | 128 | n >> 7 << 8)", 2);
  // a negative int32 has the ten bytes of its int64
  const negative = `out.setUint16(p, ${head}, true); p = p + ${size} | 0;
out.setInt32(p, n & 127 | 128 | (n >> 7 & 127 | 128) << 8 | (n >> 14 & 127 | 128) << 16 | (n >> 21 & 127 | 128) << 24, true);
out.setUint8(p + 4 | 0, n >> 28 & 127 | 128); out.setInt32(p + 5 | 0, -1, true); out.setUint8(p + 9 | 0, 1); p = p + 10 | 0;`;
  const first = field.type === "int32" ? `${short}\nelse if (n < 0) { ${negative} }` : short;
  if (bits === 8) return `${first}\nelse { ${twoBytes} }`;
  return `${first}
else if (n >>> 0 < 16384) { ${twoBytes} }
else {
out.setUint16(p, ${head}, true); p = p + ${size} | 0;
while (n >>> 0 > 127) { out.setUint8(p, n & 127 | 128); p = p + 1 | 0; n >>>= 7; }
out.setUint8(p, n); p = p + 1 | 0;
}`;
}
