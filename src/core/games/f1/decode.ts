import {BLOCK, createColumns, type PacketColumns} from "./columns.js";
import {FIELD_TYPES} from "./formats.js";
import {compiled, type Element, statements, sum} from "./generate.js";
import type {Layout, LayoutField} from "./layout.js";

export {createColumns, type PacketColumns, type TypedArray} from "./columns.js";

/** Reads the datagram whose header begins at `offset` into columns; nothing is allocated. */
export type Decoder = (view: DataView, offset: number, columns: PacketColumns) => void;

const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

const interpreter =
  (layout: Layout): Decoder =>
  (view, offset, columns) =>
    interpretPacket(layout, view, offset, columns);

/**
 * The decoder of a packet, generated from its table and kept. The datagram must have passed `identify`; one that ends too
 * early throws a RangeError, before a generated decoder has touched the columns. Throws for a packet the format does not have.
 */
export const decoderOf = compiled<Decoder>(LITTLE_ENDIAN ? generate : interpreter, interpreter);

/**
 * Decoding only moves bytes, so all types are moved as words: from the datagram into the decoder's own block, whose
 * address and bounds are constants for the engine, and from there with one copy into the caller's columns.
 */
function generate(layout: Layout): Decoder {
  const own = createColumns(layout);
  const {words} = own[BLOCK]!;
  const code = statements(
    layout.fields.map(inWords),
    ({name, type}) => {
      const {bytes} = FIELD_TYPES[type];
      return {array: bytes === 4 ? "words" : bytes === 2 ? "halves" : "bytes", first: own[name].byteOffset / bytes};
    },
    moves,
  );
  const copy = (columns: PacketColumns) => {
    for (const name in own) columns[name].set(own[name]);
  };
  const make = new Function(
    ...["words", "halves", "bytes", "layout", "BLOCK", "copy"],
    `"use strict";
return (view, offset, columns) => {
${code}
const block = columns[BLOCK];
if (block !== undefined && block.layout === layout) block.words.set(words);
else copy(columns);
};`,
  );
  return make(words, new Int16Array(words.buffer), new Int8Array(words.buffer), layout, BLOCK, copy);
}

/** A field whose entities fill whole words, as words. */
function inWords(field: LayoutField): LayoutField {
  const bytes = field.count * FIELD_TYPES[field.type].bytes;
  return bytes % 4 ? field : {...field, type: "u32", count: bytes / 4};
}

/** Reads neighbours smaller than a word together; each store keeps its low bits. A shift costs less than a read. */
function moves(elements: Element[]): string[] {
  const lines: string[] = [];
  for (let first = 0; first < elements.length; ) {
    const {at} = elements[first];
    let last = first;
    let width = 0;
    for (let next = first; next < elements.length; next++) {
      const end = elements[next].at - at + FIELD_TYPES[elements[next].type].bytes;
      if (end > 4) break;
      if (end === 3) continue;
      width = end;
      last = next + 1;
    }
    lines.push(`const w${first} = view.getInt${width * 8}(${sum("p", at)}, true);`);
    for (const {array, index, at: byte} of elements.slice(first, last)) {
      lines.push(`${array}[${index}] = w${first} >> ${(byte - at) * 8};`);
    }
    first = last;
  }
  return lines;
}

/** Decodes by walking the layout: the reference for the generated decoders, and used where none can be generated. */
export function interpretPacket(layout: Layout, view: DataView, offset: number, columns: PacketColumns): void {
  for (const {name, type, count, entities, offset: start, stride} of layout.fields) {
    const column = columns[name];
    const {bytes, access} = FIELD_TYPES[type];
    for (let e = 0; e < entities; e++) {
      for (let k = 0; k < count; k++) {
        column[e * count + k] = view[`get${access}`](offset + start + e * stride + k * bytes, true);
      }
    }
  }
}
