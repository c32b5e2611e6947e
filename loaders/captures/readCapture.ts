import {type FileHandle, open} from "node:fs/promises";
import {basename} from "node:path";
import {CaptureError, type DatagramBatch} from "../../src/core/capture/batch.js";
import type {CaptureReader} from "../../src/core/capture/captureReader.js";
import {F1pcapReader} from "../../src/core/capture/f1pcap.js";
import type {CaptureStats} from "../../src/core/capture/packetWalker.js";
import {PcapReader} from "../../src/core/capture/pcap.js";
import {PcapngReader} from "../../src/core/capture/pcapng.js";
import {RecorderReader} from "../../src/core/capture/recorder.js";
import {RefusedError} from "../../src/core/capture/refusedError.js";
import {SNIFF_BYTES, sniff} from "../../src/core/capture/sniff.js";
import {readBlocks} from "./blocks.js";
import {gunzipBlocks} from "./gunzip.js";
import {inflatePackets} from "./inflatePackets.js";

export interface ReadOptions {
  /** deliver the intact part of a truncated or damaged file and end there, with the reason in `stats.cut` */
  tolerant?: boolean;
  signal?: AbortSignal;
  /** bytes of the file on disk */
  onProgress?: (bytesRead: number, totalBytes: number) => void;
  /** start of a recorder file, which has no date: seconds since 1970-01-01 UTC */
  startSeconds?: number;
}

export interface FileStats extends Readonly<CaptureStats> {
  format: "pcap" | "pcapng" | "recorder" | "f1pcap" | "unknown";
  gzip: boolean;
  /** why reading ended early; only with `tolerant` */
  cut?: string;
  /** bytes that were captured of the first packet that was cut by the snap length; absent when none was */
  cutAt?: number;
}

const NONE: CaptureStats = {records: 0, datagrams: 0, other: 0, truncated: 0, fragments: 0, damaged: 0};

/**
 * The datagrams of a capture file: pcap, pcapng, a Pits n' Giggles capture or a recorder's container, each also packed with gzip; recognised by content,
 * not by name. Read once, in blocks: memory does not grow with the file. A batch is valid until the next one.
 */
export function readCapture(path: string, options: ReadOptions = {}): CaptureFile {
  return new CaptureFile(path, options);
}

export class CaptureFile implements AsyncIterable<DatagramBatch> {
  private readonly name: string;
  private reader: CaptureReader | undefined;
  private format: FileStats["format"] = "unknown";
  private gzip = false;
  private cut: string | undefined;

  constructor(
    readonly path: string,
    private readonly options: ReadOptions = {},
  ) {
    this.name = basename(path);
  }

  /** Counts so far; complete once the batches have been read. */
  get stats(): FileStats {
    const {format, gzip, cut} = this;
    const cutAt = this.reader?.cutAt;
    const stats = {...NONE, ...this.reader?.stats, format, gzip};
    return {...stats, ...(cut !== undefined && {cut}), ...(cutAt !== undefined && {cutAt})};
  }

  [Symbol.asyncIterator](): AsyncIterator<DatagramBatch> {
    return this.batches();
  }

  async *batches(): AsyncGenerator<DatagramBatch, void, void> {
    if (this.reader) throw new Error(`already read: ${this.name}`);
    const handle = await openFile(this.path, this.name);
    try {
      yield* this.parse(handle);
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      this.settle(error);
    } finally {
      await handle.close();
    }
  }

  private async *parse(handle: FileHandle): AsyncGenerator<DatagramBatch, void, void> {
    for await (const chunk of this.unpacked(handle)) {
      const reader = (this.reader ??= this.createReader(chunk));
      reader.push(chunk);
      for (let batch: DatagramBatch | undefined; (batch = reader.next()); ) yield batch;
    }
    if (!this.reader) throw new CaptureError("empty", 0);
    this.reader.end();
  }

  /** The capture's bytes, decompressed; the first chunk is long enough to detect the format. */
  private async *unpacked(handle: FileHandle): AsyncGenerator<Uint8Array> {
    const {signal, onProgress} = this.options;
    const {size} = await handle.stat();
    const magic = Buffer.alloc(2);
    await handle.read(magic, 0, 2, 0);
    this.gzip = sniff(magic) === "gzip";
    const blocks = (onRead?: (bytes: number) => void) => readBlocks(handle, {signal, onRead});
    const progress = onProgress && ((bytes: number) => onProgress(bytes, size));
    const bytes = longHead(this.gzip ? gunzipBlocks(() => blocks(progress)) : blocks(progress));
    yield* inflatePackets(bytes);
  }

  private createReader(head: Uint8Array): CaptureReader {
    const kind = sniff(head);
    if (kind !== "gzip" && kind !== "unknown") this.format = kind;
    else {
      const found = kind === "gzip" ? "gzip inside gzip" : hex(head.subarray(0, 5));
      throw new RefusedError(`not a capture: expected pcap, pcapng or gzip, found ${found}`, 0);
    }
    if (kind === "pcap") return new PcapReader();
    if (kind === "pcapng") return new PcapngReader();
    if (kind === "f1pcap") return new F1pcapReader();
    return new RecorderReader({startSeconds: this.options.startSeconds});
  }

  /** With `tolerant` ends the reading; otherwise throws with the file's name and the number of datagrams read before. */
  private settle(error: CaptureError): void {
    const {name, stats} = this;
    if (error instanceof RefusedError) throw new RefusedError(`${name}: ${error.message}`, error.offset);
    const what = /^(cut|unexpected end)/.test(error.message) ? "cut" : "damaged";
    const message = this.reader
      ? `${name}: ${what} after ${stats.datagrams} whole datagrams (${error.message})`
      : `${name}: ${error.message}: it contains no datagrams`;
    if (this.options.tolerant) this.cut = message;
    else {
      const mend = this.reader ? "copy the file again, or keep what is whole with --salvage" : "copy the file again";
      throw new CaptureError(`${message}; ${mend}`, error.offset);
    }
  }
}

async function openFile(path: string, name: string): Promise<FileHandle> {
  try {
    const handle = await open(path, "r");
    const stat = await handle.stat();
    if (stat.isFile()) return handle;
    await handle.close();
    throw new CaptureError(stat.isDirectory() ? `a folder, not a capture: ${path}` : `not a file: ${path}`, 0);
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") throw new CaptureError(`no such file: ${path}`, 0);
    if (code === "EACCES" || code === "EPERM") throw new CaptureError(`no permission to read: ${path}`, 0);
    if (code === "EISDIR") throw new CaptureError(`a folder, not a capture: ${path}`, 0);
    if (code) throw new CaptureError(`cannot read ${name}: ${(error as Error).message}`, 0);
    throw error;
  }
}

/** Joins chunks until the first is long enough for `sniff`, or the file ends. */
async function* longHead(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  let failure: unknown;
  try {
    for await (const chunk of chunks) {
      if (head === undefined) yield chunk;
      else if (head.length + chunk.length >= SNIFF_BYTES) {
        yield head.length > 0 ? Buffer.concat([head, chunk]) : chunk;
        head = undefined;
      } else head = Buffer.concat([head, chunk]);
    }
  } catch (error) {
    failure = error;
  }
  if (failure) throw failure; // a truncated head could be taken for another kind
  if (head?.length) yield head;
}

/** `1f 8b 08` */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
