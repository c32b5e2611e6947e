import {tableFromIPC} from "../../core/arrow.js";
import type {DataKind} from "../../core/notebook/dataFile.js";
import {plainResult} from "../../core/sql/queryResult.js";
import {CellError} from "./cellError.js";

export interface DataOptions {
  /** of csv and tsv: numbers, dates, true and false instead of texts */
  typed?: boolean;
}

/** The content of a data file: rows of tables, the value of JSON, the text of others. Throws for bytes that are none of that kind. */
export async function decodeData(
  bytes: Uint8Array,
  kind: DataKind,
  {typed = true}: DataOptions = {},
): Promise<unknown> {
  if (kind === "arrow") return plainResult(tableFromIPC(bytes)).rows;
  if (kind === "parquet") return parquetRows(bytes);
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/, "");
  if (kind === "json") return JSON.parse(text);
  if (kind === "text") return text;
  const {autoType, dsvFormat} = await import("npm:d3");
  // spreadsheets of half of Europe separate by semicolons
  const [head] = text.split("\n", 1);
  const separator = kind === "tsv" ? "\t" : head.includes(";") && !head.includes(",") ? ";" : ",";
  const format = dsvFormat(separator);
  return typed ? format.parse(text, autoType) : format.parse(text);
}

/** Rows of Parquet; whole numbers of 64 bits are numbers where a number holds them. */
async function parquetRows(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  const [{parquetReadObjects}, {gunzipSync}] = await Promise.all([import("npm:hyparquet"), import("npm:fflate")]);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const rows = await parquetReadObjects({file, compressors: {GZIP: (packed) => gunzipSync(packed)}}).catch((error) => {
    const codec = /unsupported compression codec: (\w+)/.exec(error.message)?.[1];
    if (!codec) throw error;
    throw new CellError(
      `Parquet packed by ${codec} can't be read`,
      undefined,
      "Write it with snappy, gzip, or unpacked.",
    );
  });
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainNumber(value)])));
}

const plainNumber = (value: unknown) =>
  typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
