import {carCount, FIELD_TYPES, type FieldType, FORMATS, type Format, HEADER_BYTES, isFormat} from "./formats.js";
import {PACKETS} from "./packets/index.js";
import type {FieldRow, PacketTable, Times} from "./packets/table.js";

/**
 * One packet of one format with all offsets worked out. Offsets count from the first byte of the datagram, header
 * included: element k of entity e is at `offset + e × stride + k × width of the type`.
 */
export interface Layout {
  format: Format;
  id: number;
  name: string;
  /** the whole datagram, header included; any other length is refused */
  bytes: number;
  /** slots of per-car arrays in this format */
  cars: number;
  fields: LayoutField[];
}

export interface LayoutField {
  name: string;
  type: FieldType;
  /** elements an entity: 4 for wheels, 32 or 48 for names, else mostly 1 */
  count: number;
  /** cars, laps, zones …; 1 for a field that is not repeated */
  entities: number;
  offset: number;
  /** bytes from one entity to the next, 0 where there is one */
  stride: number;
  /** raw × scale = value; absent where the wire carries the value itself */
  scale?: number;
}

const all: Layout[] = [];
const byKey: (Layout | undefined)[] = [];

for (const format of FORMATS) {
  for (const table of PACKETS) {
    if (format < (table.since ?? FORMATS[0])) continue;
    const layout = computeLayout(table, format);
    all.push(layout);
    byKey[layoutKey(format, table.id)] = layout;
  }
}

/** A small integer for each (format, id), to index caches with. */
export function layoutKey(format: Format, id: number): number {
  return (format - FORMATS[0]) * 32 + id;
}

/** The layout of a packet, or undefined where this format has no such packet (or is not read here). */
export function layoutOf(format: number, id: number): Layout | undefined {
  return isFormat(format) && id >= 0 && id < PACKETS.length ? byKey[layoutKey(format, id)] : undefined;
}

/** Every layout, by format, then id. */
export function layouts(): readonly Layout[] {
  return all;
}

function computeLayout(table: PacketTable, format: Format): Layout {
  const cars = carCount(format);
  const fields: LayoutField[] = [];
  let offset = HEADER_BYTES;

  const carried = (row: FieldRow) => format >= (row.since ?? format) && format <= (row.until ?? format);
  const times = (n: Times) => (n === "cars" ? cars : typeof n === "function" ? n(format) : n);
  const width = (row: FieldRow) => times(row.count ?? 1) * FIELD_TYPES[row.type].bytes;

  for (const row of table.rows) {
    const block = "fields" in row ? row.fields.filter(carried) : carried(row) ? [row] : [];
    const entities = "fields" in row ? times(row.times) : 1;
    const stride = block.reduce((sum, field) => sum + width(field), 0);
    let inside = offset;
    for (const field of block) {
      fields.push({
        name: field.name,
        type: field.type,
        count: times(field.count ?? 1),
        entities,
        offset: inside,
        stride: entities > 1 ? stride : 0,
        ...(field.scale && {scale: field.scale}),
      });
      inside += width(field);
    }
    offset += entities * stride;
  }
  return {format, id: table.id, name: table.name, bytes: offset, cars, fields};
}
