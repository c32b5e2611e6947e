/** No channel of any game is larger, in any unit. */
const MOST = 1e9;

/** A float32, little endian. Bytes that are no measurement at all (damage, a stale page, another layout) are NaN: unknown. */
export function floatAt(view: DataView, offset: number): number {
  const value = view.getFloat32(offset, true);
  return Math.abs(value) < MOST ? value : Number.NaN;
}
