/**
 * A MoTeC log spelled byte by byte from the published tables of its layout, with none of the project's own: it judges the
 * reader. `scale` is [shift, multiplier, scale, decimals].
 */
export interface LdChannelBytes {
  name: string;
  unit?: string;
  short?: string;
  rate: number;
  /** 7 float, 3 or 5 integer */
  type?: number;
  size?: number;
  scale?: [number, number, number, number];
  raw: ArrayLike<number>;
}

export function ldBytes(
  channels: LdChannelBytes[],
  {venue = "Oval", driver = "A. Driver", date = "23/11/2005", time = "09:53:00"} = {},
): Uint8Array {
  const first = 4276;
  const data = first + 124 * channels.length;
  const sizes = channels.map(({size = 4}) => size);
  const total = channels.reduce((sum, {raw}, c) => sum + raw.length * sizes[c], data);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
  const u32 = (at: number, value: number) => view.setUint32(at, value, true);
  const u16 = (at: number, value: number) => view.setUint16(at, value, true);
  u32(0, 0x40);
  u32(8, first);
  u32(12, data);
  u32(36, 1762);
  text(74, "ADL");
  u32(86, channels.length);
  text(94, date);
  text(126, time);
  text(158, driver);
  text(350, venue);
  text(1762, "Event");
  u16(1762 + 1152, 2916);
  text(2916, venue);
  u16(2916 + 1098, 4016);
  text(4016, "GT3");
  let at = data;
  channels.forEach(({name, unit = "", short = "", rate, type = 7, scale = [0, 1, 1, 0], raw}, c) => {
    const meta = first + 124 * c;
    u32(meta, c === 0 ? 0 : meta - 124);
    u32(meta + 4, c === channels.length - 1 ? 0 : meta + 124);
    u32(meta + 8, at);
    u32(meta + 12, raw.length);
    u16(meta + 16, 100 + c);
    u16(meta + 18, type);
    u16(meta + 20, sizes[c]);
    u16(meta + 22, rate);
    scale.forEach((value, i) => {
      view.setInt16(meta + 24 + 2 * i, value, true);
    });
    text(meta + 32, name);
    text(meta + 64, short);
    text(meta + 72, unit);
    for (const value of Array.from(raw)) {
      if (sizes[c] === 8) view.setFloat64(at, value, true);
      else if (type === 7 && sizes[c] === 4) view.setFloat32(at, value, true);
      else if (sizes[c] === 4) view.setInt32(at, value, true);
      else view.setInt16(at, value, true); // of a half float: its bits
      at += sizes[c];
    }
  });
  return bytes;
}
