import {FIELD_TYPES} from "./formats.js";
import type {Layout} from "./layout.js";

export type TypedArray = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Float32Array | Float64Array;

/** The memory behind all columns of a packet, as words: a whole packet is copied at once. Listed by no enumeration. */
export const BLOCK = Symbol("block");

/** A decoded packet, struct of arrays: element k of entity e is `columns.name[e × count + k]`, raw as on the wire. */
export type Columns = Record<string, TypedArray> & {readonly [BLOCK]?: Int32Array};

/** Empty columns of the wire's own widths, to decode into again and again. All stand in one block of memory. */
export function createColumns(layout: Layout): Columns {
  const {starts, bytes} = placeColumns(layout);
  const block = new ArrayBuffer(bytes);
  const columns: Columns = {};
  layout.fields.forEach(({name, type, entities, count}, i) => {
    columns[name] = new FIELD_TYPES[type].Column(block, starts[i], entities * count);
  });
  return Object.defineProperty(columns, BLOCK, {value: new Int32Array(block)});
}

/** Where in the block each field's column begins, and the bytes of the block; 8 is the widest type's alignment. */
export function placeColumns({fields}: Layout): {starts: number[]; bytes: number} {
  let bytes = 0;
  const starts = fields.map(({type, entities, count}) => {
    const start = bytes;
    bytes += Math.ceil((entities * count * FIELD_TYPES[type].bytes) / 8) * 8;
    return start;
  });
  return {starts, bytes};
}
