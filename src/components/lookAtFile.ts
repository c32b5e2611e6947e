import type {CsvTable} from "../core/foreign/csv/csvTable.js";

/** Of a table so much is looked at before it is imported, bytes. */
const LOOK_BYTES = 8 * 2 ** 20;

/** What a file is, before it is sent. */
export interface Look {
  /** "csv", "motec-ld" …; undefined for what no reader of logs knows: a capture, perhaps */
  format: string | undefined;
  /** of a generic table, whose columns a reader of this page chooses */
  table?: CsvTable;
  /** only its beginning was looked at */
  partly: boolean;
}

/** Looks at the beginning of a file, unpacked where it is gzip. A damaged file is left to the import, which says what is wrong. */
export async function lookAtFile(blob: Blob, name: string): Promise<Look> {
  const {HEAD_BYTES, readerOf} = await import("../core/foreign/readers.js");
  const head = await beginning(blob, HEAD_BYTES);
  const format = readerOf(head.bytes, name.replace(/\.gz$/i, ""))?.format;
  if (format !== "csv") return {format, partly: head.partly};
  const {readCsvTable} = await import("../core/foreign/csv/csvTable.js");
  const {bytes, partly} = await beginning(blob, LOOK_BYTES);
  return {format, table: readCsvTable(bytes), partly};
}

async function beginning(blob: Blob, most: number): Promise<{bytes: Uint8Array; partly: boolean}> {
  const magic = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  if (!(magic[0] === 0x1f && magic[1] === 0x8b))
    return {bytes: new Uint8Array(await blob.slice(0, most).arrayBuffer()), partly: blob.size > most};
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = blob.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    while (length < most) {
      const {value, done} = await reader.read();
      if (done) break;
      chunks.push(value);
      length += value.length;
    }
  } catch (error) {
    // what there is before the damage may still tell what it is
    if (length === 0) throw error;
  } finally {
    reader.cancel().catch(() => {});
  }
  const bytes = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
  return {bytes: bytes.subarray(0, most), partly: length >= most};
}
