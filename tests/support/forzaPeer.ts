/** Contents of a Forza packet; the bytes follow the published tables, independent of the decoder. */
export interface ForzaTick {
  timestampMs: number;
  /** m/s */
  speed?: number;
  rpm?: number;
  /** right, up, forward, m/s² */
  acceleration?: [number, number, number];
  position?: [number, number, number];
  /** from 0 */
  lap?: number;
  /** s */
  current?: number;
  last?: number;
  best?: number;
  race?: number;
  car?: number;
  track?: number;
  gear?: number;
  steer?: number;
  boostPsi?: number;
}

/** Lengths of the packets: of Forza Motorsport 7 without and with a dash, of the Horizon games, of Forza Motorsport (2023). */
export type ForzaBytes = 232 | 311 | 323 | 324 | 331;

/** A datagram of a car in a race. */
export function forzaDatagram(tick: ForzaTick, bytes: ForzaBytes = 331): Uint8Array {
  const out = new Uint8Array(bytes);
  const view = new DataView(out.buffer);
  const floats = (at: number, ...values: number[]) => {
    for (const [i, value] of values.entries()) view.setFloat32(at + 4 * i, value, true);
  };
  view.setInt32(0, 1, true);
  view.setUint32(4, tick.timestampMs, true);
  floats(8, 8000, 900, tick.rpm ?? 5000);
  floats(20, ...(tick.acceleration ?? [0, 0, 0]));
  floats(32, 0, 0, tick.speed ?? 0);
  floats(68, 0.4, 0.5, 0.6, 0.7);
  floats(180, 0.1, 0.2, 0.3, 0.4);
  floats(196, 0.01, 0.02, 0.03, 0.04);
  view.setInt32(212, tick.car ?? 2345, true);
  view.setInt32(216, 4, true);
  view.setInt32(220, 800, true);
  view.setInt32(224, 2, true);
  view.setInt32(228, 8, true);
  if (bytes === 232) return out;
  const horizon = bytes === 323 || bytes === 324;
  if (horizon) view.setInt32(232, 19, true);
  const dash = horizon ? 244 : 232;
  floats(dash, ...(tick.position ?? [0, 0, 0]));
  floats(dash + 12, tick.speed ?? 0, 200_000, 400);
  floats(dash + 24, 212, 194, 176, 158);
  floats(dash + 40, tick.boostPsi ?? 14.5, 0.5, 12_345);
  floats(dash + 52, tick.best ?? 0, tick.last ?? 0, tick.current ?? 0, tick.race ?? 0);
  view.setUint16(dash + 68, tick.lap ?? 0, true);
  out.set([3, 255, 51, 0, 0], dash + 70);
  out[dash + 75] = tick.gear ?? 4;
  view.setInt8(dash + 76, tick.steer ?? 0);
  if (bytes === 331) view.setInt32(327, tick.track ?? 860, true);
  return out;
}

/** What the game sends in menus. */
export function forzaMenu(bytes: ForzaBytes = 331): Uint8Array {
  return new Uint8Array(bytes);
}
