import type {Columns} from "./columns.js";
import {FIELD_TYPES, type FieldType} from "./formats.js";
import {compiled, type Element, statements} from "./generate.js";
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
  (layout) => statements(layout, reads),
  (layout) => (view, offset, columns) => interpretPacket(layout, view, offset, columns),
);

/**
 * Reads neighbouring small integers as one word and lets each store keep its low bits: a read costs more than a shift, and
 * twice as much once any ArrayBuffer of the process has been transferred away.
 */
function reads(elements: Element[], base: string): string[] {
  const lines: string[] = [];
  for (let first = 0; first < elements.length; ) {
    const {type, at} = elements[first];
    let last = first + 1;
    let width: number = FIELD_TYPES[type].bytes;
    let end = width;
    for (let next = first; next < elements.length && isSmall(elements[next].type); next++) {
      end = elements[next].at - at + FIELD_TYPES[elements[next].type].bytes;
      if (end > 4) break;
      if (end === 3) continue;
      width = end;
      last = next + 1;
    }
    if (last === first + 1) {
      const {column, index} = elements[first];
      lines.push(`${column}[${index}] = view.get${FIELD_TYPES[type].access}(${base} + ${at}, true);`);
    } else {
      const word = `w${first}`;
      lines.push(`const ${word} = view.getInt${width * 8}(${base} + ${at}, true);`);
      for (const element of elements.slice(first, last)) {
        lines.push(`${element.column}[${element.index}] = ${word} >> ${(element.at - at) * 8};`);
      }
    }
    first = last;
  }
  return lines;
}

const isSmall = (type: FieldType) => FIELD_TYPES[type].bytes <= 2;

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

function read(view: DataView, type: FieldType, at: number): number {
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
