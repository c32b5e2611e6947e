import {createColumn} from "../archive/samples.js";
import {
  type DataType,
  Field,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Uint8,
  Uint16,
  Uint32,
} from "../arrow.js";
import type {ChannelType} from "../channels.js";
import {type ExportColumn, exportColumns} from "./exportColumns.js";
import type {ExportInput} from "./exportLaps.js";

const TYPES: Record<ChannelType, () => DataType> = {
  int8: () => new Int8(),
  uint8: () => new Uint8(),
  int16: () => new Int16(),
  uint16: () => new Uint16(),
  int32: () => new Int32(),
  uint32: () => new Uint32(),
  float32: () => new Float32(),
  float64: () => new Float64(),
};

/**
 * Laps as one Arrow IPC stream (what DuckDB-WASM reads) or file (random access), uncompressed. Values are as they are, not
 * scaled; null where not known. The session's id and game stand in the schema's metadata, units in the fields'.
 */
export function exportArrow(input: ExportInput, {format = "stream"}: {format?: "stream" | "file"} = {}): Uint8Array {
  const columns = exportColumns(input);
  const length = columns[0]?.values.length ?? 0;
  const {id, source, track} = input.session;
  const fields = columns.map(
    ({name, unit, type, discrete}) =>
      new Field(
        name,
        TYPES[type](),
        true,
        new Map([
          ["unit", unit],
          ["kind", discrete ? "discrete" : "continuous"],
        ]),
      ),
  );
  const schema = new Schema(
    fields,
    new Map([
      ["session", id],
      ["game", source.game],
      ["track", track.name],
      ["simulated", String(source.simulated)],
    ]),
  );
  const children = fields.map((field, c) => makeData({type: field.type, length, ...packed(columns[c])}));
  const batch = new RecordBatch(schema, makeData({type: new Struct(fields), length, nullCount: 0, children}));
  return tableToIPC(new Table(schema, [batch]), format);
}

/** Stored values, and Arrow's validity bitmap (least significant bit first) where some are not known. */
function packed({type, values}: ExportColumn) {
  const rows = values.length;
  const data = createColumn(type, rows);
  const bitmap = new Uint8Array((((rows + 7) >> 3) + 7) & ~7);
  let nullCount = 0;
  for (let i = 0; i < rows; i++) {
    if (Number.isFinite(values[i])) {
      data[i] = values[i];
      bitmap[i >> 3] |= 1 << (i & 7);
    } else nullCount++;
  }
  return {data, nullCount, ...(nullCount > 0 && {nullBitmap: bitmap})};
}
