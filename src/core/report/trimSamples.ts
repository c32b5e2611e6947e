import {readWholeBatches} from "../archive/samples.js";
import {tableToIPC} from "../arrow.js";

/** Among columns it means all that a file has. */
export const EVERY_COLUMN = "*";

/** A samples file with some of its columns: every row, each value and gap as stored. Columns that it does not have are left out. */
export function trimSamples(bytes: Uint8Array, columns: ReadonlySet<string>): Uint8Array {
  if (columns.has(EVERY_COLUMN)) return bytes;
  const table = readWholeBatches(bytes);
  const names = table.schema.fields.map(({name}) => name).filter((name) => columns.has(name));
  return tableToIPC(table.select(names), "stream");
}
