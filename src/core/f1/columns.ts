import {FIELD_TYPES} from "./formats.js";
import type {Layout} from "./layout.js";

export type TypedArray = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Float32Array | Float64Array;

/** A decoded packet, struct of arrays: element k of entity e is `columns.name[e × count + k]`, raw as on the wire. */
export type Columns = Record<string, TypedArray>;

/** Empty columns of the wire's own widths, to decode into again and again. */
export function createColumns(layout: Layout): Columns {
  const columns: Columns = {};
  for (const {name, type, entities, count} of layout.fields) {
    columns[name] = new FIELD_TYPES[type].Column(entities * count);
  }
  return columns;
}
