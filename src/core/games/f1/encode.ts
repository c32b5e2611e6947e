import type {PacketColumns} from "./columns.js";
import {FIELD_TYPES, type Format} from "./formats.js";
import {compiled, statements, sum} from "./generate.js";
import {type Layout, layoutOf} from "./layout.js";

/** Writes columns as the body of the datagram that begins at `offset`; the header is `writeHeader`'s. */
export type Encoder = (columns: PacketColumns, view: DataView, offset: number) => void;

/**
 * The encoder of a packet, generated from the same table as its decoder. Values beyond a type's range wrap as typed arrays
 * do. Throws for a packet the format does not have.
 */
export const encoderOf = compiled<Encoder>(generate, (layout) => (columns, view, offset) => {
  writePlainly(layout, columns, view, offset);
});

function generate({fields}: Layout): Encoder {
  const columns = fields.map(({name}, i) => `const c${i} = columns[${JSON.stringify(name)}];`);
  const writes = statements(
    fields,
    (field) => ({array: `c${fields.indexOf(field)}`, first: 0}),
    (elements) =>
      elements.map(
        ({type, array, index, at}) => `view.set${FIELD_TYPES[type].access}(${sum("p", at)}, ${array}[${index}], true);`,
      ),
  );
  return new Function("columns", "view", "offset", `"use strict";\n${columns.join("\n")}\n${writes}`) as Encoder;
}

/** Length of a packet's datagram, header included. Throws for a packet the format does not have. */
export function packetBytes(format: Format, id: number): number {
  const layout = layoutOf(format, id);
  if (!layout) throw new Error(`unknown packet: id ${id} in format ${format}`);
  return layout.bytes;
}

function writePlainly(layout: Layout, columns: PacketColumns, view: DataView, offset: number): void {
  for (const {name, type, count, entities, offset: start, stride} of layout.fields) {
    const {bytes, access} = FIELD_TYPES[type];
    for (let e = 0; e < entities; e++) {
      for (let k = 0; k < count; k++) {
        view[`set${access}`](offset + start + e * stride + k * bytes, columns[name][e * count + k], true);
      }
    }
  }
}
