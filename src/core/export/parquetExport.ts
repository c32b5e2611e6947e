import {parquetWriteBuffer} from "hyparquet-writer";
import type {ExportInput} from "./exportLaps.js";
import {parquetColumns} from "./parquetColumns.js";

/** Laps as one Parquet file, Snappy inside: a row a sample, null where a value is not known, units in the file's metadata. */
export function exportParquet(input: ExportInput): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({...parquetColumns(input), createdBy: "lapbook"}));
}
