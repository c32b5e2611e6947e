import {Table, tableToIPC} from "../arrow.js";
import {CHANNELS, PARTS} from "../channels/catalogue.js";
import {
  createColumn,
  type SampleColumn,
  type SampleTable,
  sampleBatch,
  sampleSchema,
  typeOf,
  validity,
} from "./samples.js";
import {messageEnds} from "./wholeMessages.js";

/**
 * Arrow's own writer takes 4 ms for the messages of a lap with eighty columns, most of it for metadata that is the same for every lap.
 * So it writes them once for each set of columns, and only the numbers in them are replaced: rows, null counts, buffer places.
 * Layout: https://arrow.apache.org/docs/format/Columnar.html#serialization-and-interprocess-communication-ipc
 */
interface Template {
  /** the columns in file order, and each one's part of the frame */
  names: readonly string[];
  parts: readonly number[];
  /** the schema message */
  schema: Uint8Array;
  /** the record batch message without its body */
  batch: Uint8Array;
  /** offsets of its numbers: the body's length, the rows, a (length, null count) a column, an (offset, length) a buffer */
  bodyLengthAt: number;
  rowsAt: number;
  nodesAt: number;
  buffersAt: number;
}

/** Sets of columns that are remembered: games and their formats have a dozen. */
const MAX_TEMPLATES = 64;
const END_OF_STREAM = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);
const NO_BITMAP = new Uint8Array(0);
const templates = new Map<string, Template>();

/**
 * The lap as an Arrow IPC stream of one record batch, uncompressed, native widths. The same table gives the same bytes.
 *
 * @param allocate returns so many bytes, all zero; default: new ones
 */
export function encodeSamples(table: SampleTable, allocate = newBytes): Uint8Array {
  if (table.rows === 0) {
    const schema = sampleSchema(table);
    return tableToIPC(new Table(schema, [sampleBatch(table, schema)]), "stream");
  }
  const template = templateOf(table);
  const {schema} = template;
  const batch = encodeBatch(template, table, {before: schema.length, after: END_OF_STREAM.length, allocate});
  batch.set(schema);
  batch.set(END_OF_STREAM, batch.length - END_OF_STREAM.length);
  return batch;
}

/** The first bytes of a samples file that grows: the schema message. */
export function encodeSchema(table: SampleTable): Uint8Array {
  return templateOf(table).schema;
}

/** The rows (at least one) as one record batch message, to follow a schema message of the same columns. */
export function encodeSampleRows(table: SampleTable): Uint8Array {
  return encodeBatch(templateOf(table), table, {before: 0, after: 0, allocate: newBytes});
}

/** The record batch message, with room for `before` bytes before it and `after` bytes after it. */
function encodeBatch(
  template: Template,
  table: SampleTable,
  {before, after, allocate}: {before: number; after: number; allocate: (length: number) => Uint8Array},
): Uint8Array {
  const {rows, columns} = table;
  const {names, parts} = template;
  // the channels of a part share its bitmap
  const ofPart: ReturnType<typeof validity>[] = [{nullCount: 0}];
  const nulls = names.map((name, i) => {
    const missing = table.missing?.[name];
    return missing ? validity(table, parts[i], missing) : (ofPart[parts[i]] ??= validity(table, parts[i]));
  });
  let bodyLength = 0;
  for (const [i, name] of names.entries())
    bodyLength += (nulls[i].nullBitmap?.length ?? 0) + padded(rows * columns[name].BYTES_PER_ELEMENT);
  const start = before + template.batch.length;
  const out = allocate(start + bodyLength + after);
  out.set(template.batch, before);
  const view = new DataView(out.buffer, out.byteOffset);
  setInt64(view, before + template.bodyLengthAt, bodyLength);
  setInt64(view, before + template.rowsAt, rows);
  let at = 0;
  const put = (buffer: number, bytes: Uint8Array): void => {
    const length = padded(bytes.length);
    setInt64(view, before + template.buffersAt + 16 * buffer, at);
    setInt64(view, before + template.buffersAt + 16 * buffer + 8, length);
    out.set(bytes, start + at);
    at += length;
  };
  for (const [i, name] of names.entries()) {
    const {nullCount, nullBitmap = NO_BITMAP} = nulls[i];
    setInt64(view, before + template.nodesAt + 16 * i, rows);
    setInt64(view, before + template.nodesAt + 16 * i + 8, nullCount);
    put(2 * i, nullBitmap);
    put(2 * i + 1, bytesOf(columns[name], rows));
  }
  return out;
}

function newBytes(length: number): Uint8Array {
  return new Uint8Array(length);
}

function templateOf(table: SampleTable): Template {
  let key = "";
  for (const name in table.columns) key += `${name}:${table.columns[name].constructor.name} `;
  let template = templates.get(key);
  if (!template) {
    if (templates.size >= MAX_TEMPLATES) templates.clear();
    templates.set(key, (template = createTemplate(table)));
  }
  return template;
}

function createTemplate({columns}: SampleTable): Template {
  // one row: no number that is written is zero, as Arrow leaves zeros of tables out
  const row: SampleTable = {
    rows: 1,
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, column]) => [name, createColumn(typeOf(column), 1)]),
    ),
    present: Uint16Array.of(0xffff),
  };
  const schema = sampleSchema(row);
  const bytes = tableToIPC(new Table(schema, [sampleBatch(row, schema)]), "stream");
  const [schemaEnd, batchEnd] = messageEnds(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset + schemaEnd, batchEnd - schemaEnd);
  const message = 8 + view.getUint32(8, true);
  const bodyLengthAt = fieldAt(view, message, 3);
  const header = follow(view, fieldAt(view, message, 2));
  const names = schema.fields.map(({name}) => name);
  return {
    names,
    parts: names.map((name) => PARTS.indexOf(CHANNELS.find((channel) => channel.name === name)!.part)),
    schema: bytes.slice(0, schemaEnd),
    batch: bytes.slice(schemaEnd, schemaEnd + 8 + view.getInt32(4, true)),
    bodyLengthAt,
    rowsAt: fieldAt(view, header, 0),
    nodesAt: follow(view, fieldAt(view, header, 1)) + 4,
    buffersAt: follow(view, fieldAt(view, header, 2)) + 4,
  };
}

/** Offset of field n of the flatbuffer table at `table`. */
function fieldAt(view: DataView, table: number, n: number): number {
  const vtable = table - view.getInt32(table, true);
  return table + view.getUint16(vtable + 4 + 2 * n, true);
}

function follow(view: DataView, at: number): number {
  return at + view.getUint32(at, true);
}

function setInt64(view: DataView, at: number, value: number): void {
  view.setUint32(at, value >>> 0, true);
  view.setUint32(at + 4, Math.floor(value / 2 ** 32), true);
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function bytesOf({buffer, byteOffset, BYTES_PER_ELEMENT}: SampleColumn, rows: number): Uint8Array {
  return new Uint8Array(buffer, byteOffset, rows * BYTES_PER_ELEMENT);
}
