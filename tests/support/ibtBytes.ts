/** An .ibt file spelled byte by byte from the published tables of its layout, with none of the project's own: it judges the reader. */
export interface IbtVariableBytes {
  name: string;
  unit?: string;
  /** 1 bool, 2 int32, 4 float32, 5 float64 */
  type: number;
  count?: number;
  countAsTime?: boolean;
  value(record: number): number;
}

const BYTES = [1, 1, 4, 4, 4, 8];

export function ibtBytes(
  variables: IbtVariableBytes[],
  records: number,
  {info = "", stated = records, rate = 60}: {info?: string; stated?: number; rate?: number} = {},
): Uint8Array {
  const sizes = variables.map(({type, count = 1}) => BYTES[type] * count);
  const offsets = sizes.map((_, i) => sizes.slice(0, i).reduce((a, b) => a + b, 0));
  const recordBytes = sizes.reduce((a, b) => a + b, 0);
  const text = Uint8Array.from(info, (c) => c.charCodeAt(0));
  const infoAt = 144 + 144 * variables.length;
  const dataAt = infoAt + text.length + 1;
  const bytes = new Uint8Array(dataAt + records * recordBytes);
  const view = new DataView(bytes.buffer);
  const ints = (at: number, values: number[]) => {
    for (const [i, v] of values.entries()) view.setInt32(at + 4 * i, v, true);
  };
  const ascii = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
  ints(0, [2, 1, rate, 0, text.length, infoAt, variables.length, 144, 1, recordBytes]);
  ints(48, [1, dataAt]);
  view.setBigInt64(112, 1_700_000_000n, true);
  ints(136, [1, stated]);
  variables.forEach(({name, unit = "", type, count = 1, countAsTime}, k) => {
    const at = 144 + 144 * k;
    ints(at, [type, offsets[k], count]);
    bytes[at + 12] = countAsTime ? 1 : 0;
    ascii(at + 16, name);
    ascii(at + 112, unit);
  });
  bytes.set(text, infoAt);
  for (let r = 0; r < records; r++)
    variables.forEach(({type, value}, k) => {
      const at = dataAt + r * recordBytes + offsets[k];
      if (type === 5) view.setFloat64(at, value(r), true);
      else if (type === 4) view.setFloat32(at, value(r), true);
      else if (type === 2) view.setInt32(at, value(r), true);
      else view.setUint8(at, value(r));
    });
  return bytes;
}
