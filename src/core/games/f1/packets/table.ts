import type {FieldType, Format} from "../formats.js";

/** How many entities a repeated part has, or how many elements a field: a number, one a car, or by format. */
export type Times = number | "cars" | ((format: Format) => number);

export interface FieldRow {
  type: FieldType;
  name: string;
  /** elements of the field, 1 when absent */
  count?: number | "cars";
  /** raw × scale = value in the unit of the comment, 1 when absent */
  scale?: number;
  /** formats that carry the field, both ends included; all when absent */
  since?: Format;
  until?: Format;
}

/** Rows that repeat as one block: car after car, lap after lap. */
export interface BlockRow {
  times: Times;
  fields: FieldRow[];
}

export interface PacketTable {
  id: number;
  name: string;
  /** first format with this packet, 2023 when absent */
  since?: Format;
  rows: (FieldRow | BlockRow)[];
}

type FieldOptions = Omit<FieldRow, "type" | "name">;

const field =
  (type: FieldType) =>
  (name: string, options?: FieldOptions): FieldRow => ({type, name, ...options});

export const u8 = field("u8");
export const i8 = field("i8");
export const u16 = field("u16");
export const i16 = field("i16");
export const u32 = field("u32");
export const f32 = field("f32");
export const f64 = field("f64");

export function each(times: Times, fields: FieldRow[]): BlockRow {
  return {times, fields};
}

export function packet(head: Omit<PacketTable, "rows">, rows: PacketTable["rows"]): PacketTable {
  return {...head, rows};
}
