import {FIELD_TYPES} from "./formats.js";
import type {Layout} from "./layout.js";

export type TypedArray = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Float32Array | Float64Array;

/** The memory behind all columns of a packet, to copy it at once. Listed by no enumeration. */
export const BLOCK = Symbol("block");

interface Block {
  layout: Layout;
  words: Int32Array;
}

/** A decoded packet, struct of arrays: element k of entity e is `columns.name[e × count + k]`, raw as on the wire. */
export type PacketColumns = Record<string, TypedArray> & {readonly [BLOCK]?: Block};

/** Empty columns of the wire's widths, reused for every packet. All are in one block of memory. */
export function createColumns(layout: Layout): PacketColumns {
  let bytes = 0;
  const starts = layout.fields.map(({type, entities, count}) => {
    const start = bytes;
    // every column is aligned for the widest type
    bytes += Math.ceil((entities * count * FIELD_TYPES[type].bytes) / 8) * 8;
    return start;
  });
  const memory = new ArrayBuffer(bytes);
  const columns: PacketColumns = {};
  layout.fields.forEach(({name, type, entities, count}, i) => {
    columns[name] = new FIELD_TYPES[type].Column(memory, starts[i], entities * count);
  });
  const block: Block = {layout, words: new Int32Array(memory)};
  return Object.defineProperty(columns, BLOCK, {value: block});
}
