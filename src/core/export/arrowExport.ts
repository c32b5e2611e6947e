import {ARROW_TYPES, createColumn, type Samples} from "../archive/samples.js";
import {messageEnds} from "../archive/wholeMessages.js";
import {Field, makeData, RecordBatch, RecordBatchFileWriter, Schema, Struct, Table, tableToIPC} from "../arrow.js";
import {type ExportColumn, PLANNING, planColumns, valuesOf} from "./exportColumns.js";
import type {ExportInput} from "./exportLaps.js";
import {asPieces, type Piece} from "./pieces.js";

const END_OF_STREAM = Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0);

export interface ArrowExportOptions {
  /** an IPC stream (what DuckDB-WASM reads) or file (random access) */
  format?: "stream" | "file";
}

/**
 * Laps as Arrow, uncompressed, one record batch a lap. Values are not scaled; null where not known. The session's id and game are
 * in the schema's metadata, units in the fields'.
 */
export function* arrowPieces(input: ExportInput, {format = "stream"}: ArrowExportOptions = {}): Generator<Piece> {
  const {session, laps} = input;
  const columns = yield* asPieces(planColumns(laps), PLANNING);
  const schema = schemaOf(session, columns);
  const file = format === "file" ? new RecordBatchFileWriter() : undefined;
  file?.reset(undefined, schema);
  if (!file) yield {bytes: messages(schema)[0], done: PLANNING};
  for (const [n, {samples}] of laps.entries()) {
    const batch = batchOf(samples, columns, schema);
    file?.write(batch);
    const done = PLANNING + ((1 - PLANNING) * (n + 1)) / laps.length;
    yield {bytes: file ? new Uint8Array(0) : messages(schema, batch)[1], done};
  }
  yield {bytes: file ? file.finish().toUint8Array(true) : END_OF_STREAM, done: 1};
}

function schemaOf({id, source, track}: ExportInput["session"], columns: readonly ExportColumn[]): Schema {
  const fields = columns.map(({name, unit, type, discrete}) => {
    const metadata = new Map([
      ["unit", unit],
      ["kind", discrete ? "discrete" : "continuous"],
    ]);
    return new Field(name, ARROW_TYPES[type], true, metadata);
  });
  const metadata = new Map([
    ["session", id],
    ["game", source.game],
    ["track", track.name],
    ["simulated", String(source.simulated)],
  ]);
  return new Schema(fields, metadata);
}

function batchOf(samples: Samples, columns: readonly ExportColumn[], schema: Schema): RecordBatch {
  const length = samples.rows;
  const children = schema.fields.map((field, c) =>
    makeData({type: field.type, length, ...packed(columns[c], valuesOf(samples, columns[c]))}),
  );
  return new RecordBatch(schema, makeData({type: new Struct(schema.fields), length, nullCount: 0, children}));
}

/** A stream's messages one by one: schema, batch, end. */
function messages(schema: Schema, ...batches: RecordBatch[]): Uint8Array[] {
  const bytes = tableToIPC(new Table(schema, batches), "stream");
  let begin = 0;
  return messageEnds(bytes).map((end) => bytes.subarray(begin, (begin = end)));
}

/** Stored values, and Arrow's validity bitmap (least significant bit first) where some are not known. */
function packed({type}: ExportColumn, values: Float64Array) {
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
