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

/** A block of memory as one array of each width: an element of any column is reached by an index, without the column's own array. */
export interface Views {
  u8: Uint8Array;
  i8: Int8Array;
  u16: Uint16Array;
  i16: Int16Array;
  u32: Uint32Array;
  i32: Int32Array;
  f32: Float32Array;
  f64: Float64Array;
}

/** @param memory a multiple of 8 bytes */
export function viewsOf(memory: ArrayBufferLike): Views {
  return {
    u8: new Uint8Array(memory),
    i8: new Int8Array(memory),
    u16: new Uint16Array(memory),
    i16: new Int16Array(memory),
    u32: new Uint32Array(memory),
    i32: new Int32Array(memory),
    f32: new Float32Array(memory),
    f64: new Float64Array(memory),
  };
}

/** Where each column of a packet begins in its block, bytes: aligned for the widest type. */
function columnStarts({fields}: Layout): {starts: number[]; bytes: number} {
  let bytes = 0;
  const starts = fields.map(({type, entities, count}) => {
    const start = bytes;
    bytes += Math.ceil((entities * count * FIELD_TYPES[type].bytes) / 8) * 8;
    return start;
  });
  return {starts, bytes};
}

/** Index of the first element of each column in the block's view of its width. */
export function firstElements(layout: Layout): number[] {
  const {starts} = columnStarts(layout);
  return layout.fields.map(({type}, i) => starts[i] / FIELD_TYPES[type].bytes);
}

/** Empty columns of the wire's widths, reused for every packet. All are in one block of memory. */
export function createColumns(layout: Layout): PacketColumns {
  const {starts, bytes} = columnStarts(layout);
  const memory = new ArrayBuffer(bytes);
  const columns: PacketColumns = {};
  layout.fields.forEach(({name, type, entities, count}, i) => {
    columns[name] = new FIELD_TYPES[type].Column(memory, starts[i], entities * count);
  });
  const block: Block = {layout, words: new Int32Array(memory)};
  return Object.defineProperty(columns, BLOCK, {value: block});
}
