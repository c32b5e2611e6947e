import {open, readdir, readFile} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {isCompanion} from "../../src/core/files/companions.js";
import {LogFileError} from "../../src/core/files/importedLog.js";
import type {LogFile, LogFileReader} from "../../src/core/files/reader.js";
import {readBlocks} from "../captures/blocks.js";
import {gunzipBlocks} from "../captures/gunzip.js";

/** Larger files are not read into memory at once, unpacked bytes. */
const MOST_BYTES = 2 ** 31;

/** A file beside an imported one; `name` where it differs from the path's (an upload). */
export type Companion = string | {path: string; name: string};

/** The name without `.gz`. */
export function innerName(name: string): string {
  return name.replace(/\.gz$/i, "");
}

/** The first bytes of a file, unpacked when it is gzip; fewer when there are no more. */
export async function readHead(path: string, bytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of unpacked(path)) {
      chunks.push(Uint8Array.from(chunk.subarray(0, bytes - length)));
      length += chunks.at(-1)!.length;
      if (length >= bytes) break;
    }
  } catch (error) {
    // damage is reported when the file is read; its beginning may still identify it
    if (length === 0) throw error;
  }
  return Buffer.concat(chunks);
}

/**
 * A log file and its companion files, unpacked.
 *
 * @param name where it differs from the path's (an upload)
 * @param companions files given with it; else those beside it with the same base name are looked for
 */
export async function readLogFile(
  path: string,
  reader: LogFileReader,
  {
    name = basename(path),
    companions,
    signal,
  }: {name?: string; companions?: readonly Companion[]; signal?: AbortSignal} = {},
): Promise<LogFile> {
  const bytes = await readWhole(path, signal);
  const beside = companions ?? (await companionsOf(path, reader));
  return {
    name: innerName(name),
    bytes,
    companions: await Promise.all(
      beside
        .map((file) => (typeof file === "string" ? {path: file, name: basename(file)} : file))
        .map(async (file) => ({name: innerName(file.name), bytes: await readWhole(file.path, signal)})),
    ),
  };
}

/** `run.ldx` and `run.ldx.gz` beside `run.ld`, in any case. */
async function companionsOf(path: string, reader: LogFileReader): Promise<string[]> {
  const name = innerName(basename(path));
  const files = await readdir(dirname(path)).catch(() => [] as string[]);
  return files.filter((file) => isCompanion(reader, innerName(file), name)).map((file) => join(dirname(path), file));
}

async function readWhole(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  const packed = await isGzip(path);
  if (!packed) {
    const bytes = await readFile(path, {signal});
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of unpacked(path, signal)) {
    chunks.push(Uint8Array.from(chunk));
    length += chunk.length;
    if (length > MOST_BYTES) throw new LogFileError(`larger than ${MOST_BYTES / 2 ** 30} GiB unpacked`);
  }
  return Buffer.concat(chunks);
}

/** The bytes of a file, decompressed when it is gzip. */
export async function* unpacked(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  async function* blocks(): AsyncGenerator<Uint8Array> {
    const handle = await open(path, "r");
    try {
      yield* readBlocks(handle, {signal});
    } finally {
      await handle.close();
    }
  }
  if (await isGzip(path)) yield* gunzipBlocks(blocks);
  else yield* blocks();
}

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path, "r");
  try {
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
