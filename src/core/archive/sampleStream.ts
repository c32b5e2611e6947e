import {type RecordBatch, type Schema, Table, tableToIPC} from "../arrow.js";
import {type SampleColumn, type SampleTable, sampleBatch, sampleSchema} from "./samples.js";
import {messageEnds} from "./wholeMessages.js";

/** A samples file that grows by batches of rows. A reader sees the complete batches. */
export interface SampleStream {
  /** see columnKey; a table with other columns needs a new file */
  columns: string;
  schema: Schema;
}

/** The schema of a growing file, and its first bytes. */
export function beginSamples(table: SampleTable): {stream: SampleStream; bytes: Uint8Array} {
  const schema = sampleSchema(table);
  const bytes = tableToIPC(new Table(schema, [] as RecordBatch[]), "stream");
  const [end] = messageEnds(bytes);
  return {stream: {columns: columnKey(table), schema}, bytes: bytes.subarray(0, end)};
}

/** Names the columns of a table, to compare with a stream's. */
export function columnKey(table: SampleTable): string {
  return Object.keys(table.columns).join(" ");
}

/** Rows `from` … of a table as one record batch to append. */
export function appendSamples({schema}: SampleStream, table: SampleTable, from: number): Uint8Array {
  const cut = <T extends SampleColumn>(all: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).map(([name, c]) => [name, c.subarray(from) as T]));
  const columns = cut(table.columns);
  const missing = table.missing && cut(table.missing);
  const rows = {rows: table.rows - from, columns, present: table.present.subarray(from), ...(missing && {missing})};
  const bytes = tableToIPC(new Table(schema, [sampleBatch(rows, schema)]), "stream");
  const [begin, end] = messageEnds(bytes);
  return bytes.subarray(begin, end);
}
