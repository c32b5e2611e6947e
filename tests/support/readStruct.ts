import {type FieldValue, readText16, type Struct} from "../../src/core/games/ac/struct.js";

const WIDTH = {u8: 1, char16: 2, i32: 4, f32: 4};

/** Every field by name: a number, an array of numbers, a text. */
export function readStruct<N extends string>({fields}: Struct<N>, view: DataView): Record<N, FieldValue> {
  const out = {} as Record<N, FieldValue>;
  for (const {name, type, count, offset} of fields) {
    const read = (at: number) =>
      type === "u8" ? view.getUint8(at) : type === "i32" ? view.getInt32(at, true) : view.getFloat32(at, true);
    const values = () => Array.from({length: count}, (_, i) => read(offset + i * WIDTH[type]));
    out[name] = type === "char16" ? readText16(view, offset, count) : count === 1 ? values()[0] : values();
  }
  return out;
}
