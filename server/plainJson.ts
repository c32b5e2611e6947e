/** For JSON.stringify: typed arrays become arrays, maps become objects. JSON has null for NaN and Infinity. */
export function plainJson(_key: string, value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value);
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
}
