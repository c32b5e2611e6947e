const TYPES = ["7 4", "5 4"];

/** A reader of MoTeC logs of its own, from the published tables of the layout, with none of the project's: by name of the channel. */
export function readLd(bytes: Uint8Array): Map<string, {unit: string; rate: number; values: number[]}> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number) =>
    new TextDecoder("latin1").decode(bytes.subarray(at, at + length)).replace(/\0.*$/s, "");
  const found = new Map<string, {unit: string; rate: number; values: number[]}>();
  let before = 0;
  for (let at = view.getUint32(8, true); at !== 0; at = view.getUint32(at + 4, true)) {
    if (view.getUint32(at, true) !== before) throw new Error(`the channel at ${at} does not name the one before`);
    const data = view.getUint32(at + 8, true);
    const [type, size, rate] = [18, 20, 22].map((o) => view.getUint16(at + o, true));
    const [shift, multiplier, scale, decimals] = [24, 26, 28, 30].map((o) => view.getInt16(at + o, true));
    if (!TYPES.includes(`${type} ${size}`)) throw new Error(`type ${type} of ${size} bytes`);
    const values = Array.from({length: view.getUint32(at + 12, true)}, (_, i) => {
      const raw = type === 7 ? view.getFloat32(data + 4 * i, true) : view.getInt32(data + 4 * i, true);
      return ((raw / scale) * 10 ** -decimals + shift) * multiplier;
    });
    found.set(text(at + 32, 32), {unit: text(at + 72, 12), rate, values});
    before = at;
  }
  return found;
}
