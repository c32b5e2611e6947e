import type {Columns} from "./columns.js";
import {FIELD_TYPES} from "./formats.js";
import {compiled, statements} from "./generate.js";
import type {Layout} from "./layout.js";

export {type Columns, createColumns, type TypedArray} from "./columns.js";

/** Reads the datagram whose header begins at `offset` into columns; nothing is allocated. */
export type Decoder = (view: DataView, offset: number, columns: Columns) => void;

/**
 * The decoder of a packet, generated from its table and kept: straight DataView reads at literal offsets. The datagram
 * must have passed `identify`. Throws for a packet the format does not have.
 */
export const decoderOf = compiled<Decoder>(
  ["view", "offset", "columns"],
  (layout) =>
    statements(
      layout,
      ({type}, column, index, at) => `${column}[${index}] = view.get${FIELD_TYPES[type].access}(${at}, true)`,
    ),
  (layout) => (view, offset, columns) => interpretPacket(layout, view, offset, columns),
);

/** Decodes by walking the layout: what the generated decoders are judged by, and used where none can be generated. */
export function interpretPacket(layout: Layout, view: DataView, offset: number, columns: Columns): void {
  for (const {name, type, count, entities, offset: start, stride} of layout.fields) {
    const column = columns[name];
    const {bytes} = FIELD_TYPES[type];
    for (let e = 0; e < entities; e++) {
      for (let k = 0; k < count; k++) {
        const at = offset + start + e * stride + k * bytes;
        column[e * count + k] = read(view, type, at);
      }
    }
  }
}

function read(view: DataView, type: keyof typeof FIELD_TYPES, at: number): number {
  switch (type) {
    case "u8":
      return view.getUint8(at);
    case "i8":
      return view.getInt8(at);
    case "u16":
      return view.getUint16(at, true);
    case "i16":
      return view.getInt16(at, true);
    case "u32":
      return view.getUint32(at, true);
    case "f32":
      return view.getFloat32(at, true);
    case "f64":
      return view.getFloat64(at, true);
  }
}
