import {encodeSampleRows} from "./encodeSamples.js";
import type {SampleColumn, SampleTable} from "./samples.js";

/** Names the columns of a table: a growing samples file takes further rows of the same columns only. */
export function columnKey(table: SampleTable): string {
  return Object.keys(table.columns).join(" ");
}

/** Rows `from` … of a table (at least one) as one record batch, to append to a samples file that `encodeSchema` began. */
export function appendSamples(table: SampleTable, from: number): Uint8Array {
  const cut = <T extends SampleColumn>(all: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).map(([name, column]) => [name, column.subarray(from) as T]));
  const columns = cut(table.columns);
  const missing = table.missing && cut(table.missing);
  return encodeSampleRows({
    rows: table.rows - from,
    columns,
    present: table.present.subarray(from),
    ...(missing && {missing}),
  });
}
