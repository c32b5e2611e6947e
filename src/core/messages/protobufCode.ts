import type {TelemetryField} from "./schema.js";

const WIRE: Partial<Record<TelemetryField["type"], number>> = {double: 1, float: 5};

/** The key in front of a field: tag and wire type. */
export function keyOf({tag, type}: TelemetryField): number {
  return (tag << 3) | (WIRE[type] ?? 0);
}

/**
 * Generates code that writes a field at `p` of the DataView `out` and advances `p`. `value` is the code of its value, `bits` the most
 * that an integer has. NaN is not written. Up to three bytes behind the field are overwritten: writing four bytes and advancing by
 * fewer is cheaper than choosing how many to write. The code needs variables `v` and `n`.
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
  const whole = field.type === "sint32" ? `(n << 1) ^ (n >> 31)` : "n";
  const set = (n: string, bytes: number) =>
    `out.setInt32(p, ${head} | ${n} << ${8 * size}, true); p = p + ${size + bytes} | 0;`;
  const short = `n = ${value} | 0; n = ${whole};
if (n >>> 0 < 128) { ${set("n", 1)} }`;
  const twoBytes = set("(n & 127 | 128 | n >> 7 << 8)", 2);
  if (bits === 8) return `${short}\nelse { ${twoBytes} }`;
  return `${short}
else if (n >>> 0 < 16384) { ${twoBytes} }
else {
out.setUint16(p, ${head}, true); p = p + ${size} | 0;
while (n >>> 0 > 127) { out.setUint8(p, n & 127 | 128); p = p + 1 | 0; n >>>= 7; }
out.setUint8(p, n); p = p + 1 | 0;
}`;
}
