import {DataType} from "../arrow.js";

/** A value of DuckDB that is no number, truth or text, as text that people read: times, intervals, lists, records. */
export function plainText(value: unknown, type: DataType): string {
  if (DataType.isDate(type)) return dateText(Number(value), String(type).includes("DAY"));
  if (DataType.isTimestamp(type)) return dateText(Number(value), false);
  if (DataType.isTime(type)) return clockText(value as bigint | number, type.unit);
  if (DataType.isInterval(type)) return intervalText(value as Int32Array);
  if (DataType.isDecimal(type)) return decimalText(value as Uint32Array, type.scale);
  if (DataType.isBinary(type))
    return Array.from(value as Uint8Array, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return nested(value, type);
}

const DIVISORS = [1, 1e3, 1e6, 1e9];

/** `2026-03-01`, or `2026-03-01 14:05:12.250` in UTC. */
function dateText(ms: number, isDay: boolean): string {
  const [day, time] = new Date(ms).toISOString().replace("Z", "").split("T");
  return isDay ? day : `${day} ${time.replace(/\.000$/, "")}`;
}

function clockText(value: bigint | number, unit: number): string {
  const seconds = Number(value) / DIVISORS[unit];
  return clock(seconds);
}

/** `04:05:06.5` */
function clock(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds) * 1e6 + 0.5) / 1e6;
  const [h, m] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60].map((n) => String(n).padStart(2, "0"));
  const s = Number((whole % 60).toFixed(6)).toString();
  return `${seconds < 0 ? "-" : ""}${h}:${m}:${s.replace(/^\d(?=\.|$)/, "0$&")}`;
}

/** Months, days, and nanoseconds in two halves: `1 year 2 months 3 days 04:05:06.5`. */
function intervalText(words: Int32Array): string {
  const [months, days] = words;
  const nanoseconds = words.length > 2 ? Number((BigInt(words[3]) << 32n) | BigInt(words[2] >>> 0)) : 0;
  const many = (n: number, noun: string) => (n ? [`${n} ${noun}${Math.abs(n) === 1 ? "" : "s"}`] : []);
  const parts = [...many(Math.trunc(months / 12), "year"), ...many(months % 12, "month"), ...many(days, "day")];
  return [...parts, ...(nanoseconds || parts.length === 0 ? [clock(nanoseconds / 1e9)] : [])].join(" ");
}

/** Arrow's decimal: little-endian 32-bit words of a two's complement integer, and the number of decimal places. */
function decimalText(words: Uint32Array, scale: number): string {
  let integer = 0n;
  for (let i = words.length - 1; i >= 0; i--) integer = (integer << 32n) | BigInt(words[i]);
  integer = BigInt.asIntN(32 * words.length, integer);
  const digits = String(integer < 0n ? -integer : integer).padStart(scale + 1, "0");
  const [whole, part] = [digits.slice(0, digits.length - scale), digits.slice(digits.length - scale)];
  return `${integer < 0n ? "-" : ""}${whole}${part && `.${part}`}`;
}

/** Lists and records: `[1, 2]`, `{a: 1, b: x}`; enumerations as their text. */
function nested(value: unknown, type: DataType): string {
  if (value === null || value === undefined) return "null";
  const {children = []} = type as {children?: readonly {name: string; type: DataType}[]};
  if (DataType.isList(type) || DataType.isFixedSizeList(type))
    return `[${Array.from(value as Iterable<unknown>, (item) => nested(item, children[0].type)).join(", ")}]`;
  if (DataType.isStruct(type))
    return `{${children.map((field) => `${field.name}: ${nested((value as Record<string, unknown>)[field.name], field.type)}`).join(", ")}}`;
  if (DataType.isMap(type))
    return `{${Array.from(value as Iterable<[unknown, unknown]>, ([key, item]) => `${key}: ${nested(item, children[0].type.children[1].type)}`).join(", ")}}`;
  if (typeof value === "object" || DataType.isTime(type) || DataType.isDate(type) || DataType.isTimestamp(type))
    return plainText(value, type);
  return String(value);
}
