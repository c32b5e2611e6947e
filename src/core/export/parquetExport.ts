import {ByteWriter, ParquetWriter, schemaFromColumnData} from "hyparquet-writer";
import type {ChannelType} from "../channels/catalogue.js";
import {type ExportColumn, PLANNING, planColumns, valuesOf} from "./exportColumns.js";
import type {ExportInput} from "./exportLaps.js";
import {asPieces, type Piece} from "./pieces.js";

/** Parquet's narrowest type that holds each of ours; uint32 needs INT64 because INT32 is signed. */
const TYPES: Record<ChannelType, "INT32" | "INT64" | "FLOAT" | "DOUBLE"> = {
  int8: "INT32",
  uint8: "INT32",
  int16: "INT32",
  uint16: "INT32",
  int32: "INT32",
  uint32: "INT64",
  float32: "FLOAT",
  float64: "DOUBLE",
};

/** Laps as one Parquet file with Snappy compression: one row a sample, one row group a lap, null where a value is not known, units in the file's metadata. */
export function* parquetPieces({session, laps}: ExportInput): Generator<Piece> {
  const columns = yield* asPieces(planColumns(laps), PLANNING);
  const bytes = new ByteWriter();
  const schema = schemaFromColumnData({columnData: columns.map((column) => ({...described(column), data: []}))});
  const parquet = new ParquetWriter({
    writer: bytes,
    schema,
    createdBy: "lapbook",
    kvMetadata: [
      {key: "session", value: session.id},
      {key: "game", value: session.source.game},
      {key: "track", value: session.track.name},
      {key: "simulated", value: String(session.source.simulated)},
      {key: "units", value: JSON.stringify(Object.fromEntries(columns.map((c) => [c.name, c.unit])))},
    ],
  });
  for (const [n, {samples}] of laps.entries()) {
    const columnData = columns.map((column) => ({
      name: column.name,
      data: stored(column, valuesOf(samples, column)),
    }));
    if (samples.rows > 0) void parquet.write({columnData, rowGroupSize: samples.rows});
    yield {bytes: taken(bytes), done: PLANNING + ((1 - PLANNING) * (n + 1)) / laps.length};
  }
  void parquet.finish();
  yield {bytes: taken(bytes), done: 1};
}

function described({name, type}: ExportColumn) {
  return {name, type: TYPES[type], nullable: true};
}

function stored({type}: ExportColumn, values: Float64Array): (number | bigint | null)[] {
  const isWide = TYPES[type] === "INT64";
  return Array.from(values, (v) => (Number.isFinite(v) ? (isWide ? BigInt(v) : v) : null));
}

/** The bytes written since the last call; the writer's offsets continue. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}
