import {CaptureError, type DatagramBatch} from "./batch.js";
import {BATCH_CAPACITY, BatchBuilder} from "./batchBuilder.js";
import {FlowTable} from "./flowTable.js";
import {type CaptureStats, PacketWalker} from "./packetWalker.js";
import {RefusedError} from "./refusedError.js";

/** Longest packet that any capture tool writes; a greater length is damage and is not allocated. */
export const MAX_RECORD = 256 * 1024;

/**
 * Reads a container of records from chunks of any size:
 *
 *     reader.push(chunk);
 *     for (let batch; (batch = reader.next()); ) use(batch);
 *     …
 *     reader.end();
 *
 * Records are read in place; only a record that spans chunks is copied to a carry buffer and returned in a separate batch. A chunk
 * must not change until the next push. `next` first returns everything before the damage, then throws, and so does every later call.
 */
export abstract class CaptureReader {
  protected bytes: Uint8Array = new Uint8Array(0);
  protected view: DataView = new DataView(this.bytes.buffer);
  protected readonly batch: BatchBuilder;
  protected readonly walker: PacketWalker;
  protected readonly flows = new FlowTable();
  /** offset of `bytes[0]` in the file */
  protected origin = 0;

  private chunk = this.bytes;
  private chunkView = this.view;
  private chunkOrigin = 0;
  private at = 0;

  private carry = new Uint8Array(1024);
  private carryView = new DataView(this.carry.buffer);
  private carryOrigin = 0;
  private held = 0;
  private needed = 0;

  private skip = 0;
  private skipped = 0;
  private failure: unknown;

  constructor() {
    this.batch = new BatchBuilder(this.flows.flows);
    this.walker = new PacketWalker(this.batch, this.flows);
  }

  get stats(): Readonly<CaptureStats> {
    return this.walker.stats;
  }

  /** bytes that were captured of the first packet that was cut by the snap length; undefined when none was */
  get cutAt(): number | undefined {
    return this.walker.cutAt;
  }

  /**
   * Reads the record at `at` in `bytes`, which end at `end`. Returns its size, or minus the number of bytes it needs when there are
   * fewer. A size beyond `end` skips bytes of the next chunks.
   */
  protected abstract step(at: number, end: number): number;

  /** Name of the record after the last complete one, e.g. `record 12`. */
  protected abstract label(): string;

  /** Called when the bytes end between two records; throws when the file cannot end there. */
  protected abstract finish(): void;

  push(chunk: Uint8Array): void {
    if (this.at < this.chunk.length && !this.failure) throw new Error("push before next() returned undefined");
    this.chunkOrigin += this.chunk.length;
    // a plain view: `slice` of a Buffer, which is a Uint8Array too, does not copy
    this.chunk = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.chunkView = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.at = 0;
  }

  /** The next datagrams in the pushed bytes, valid until the next call; undefined when more bytes are needed. */
  next(): DatagramBatch | undefined {
    if (this.failure) throw this.failure;
    const {batch} = this;
    while (this.at < this.chunk.length) {
      try {
        if (this.skip > 0) this.pass();
        else if (this.held > 0) this.readCarry();
        else this.readChunk();
      } catch (error) {
        this.failure = error;
        if (batch.count === 0) throw error;
      }
      if (batch.count > 0) return batch;
    }
    return undefined;
  }

  /** Declares the bytes complete. Throws a CaptureError when they end within a record. */
  end(): void {
    if (this.failure) throw this.failure;
    if (this.skip > 0) {
      throw this.cut(this.skipped, this.skipped - this.skip, this.chunkOrigin + this.at + this.skip - this.skipped);
    }
    if (this.held > 0) throw this.cut(this.needed, this.held, this.carryOrigin);
    this.origin = this.chunkOrigin + this.at;
    this.finish();
  }

  protected error(message: string, at: number): CaptureError {
    return new CaptureError(`${message} (at byte ${this.origin + at})`, this.origin + at);
  }

  protected refuse(message: string, at: number): RefusedError {
    return new RefusedError(message, this.origin + at);
  }

  private cut(needed: number, there: number, offset: number): CaptureError {
    return new CaptureError(`cut mid-record: ${this.label()} needs ${needed} bytes, ${there} are there`, offset);
  }

  private pass(): void {
    this.batch.reset(this.chunk, this.chunkView);
    const n = Math.min(this.skip, this.chunk.length - this.at);
    this.at += n;
    this.skip -= n;
  }

  private readChunk(): void {
    const {batch} = this;
    this.use(this.chunk, this.chunkView, this.chunkOrigin);
    const end = this.chunk.length;
    while (this.at < end && batch.count < BATCH_CAPACITY) {
      const size = this.step(this.at, end);
      if (size < 0) {
        this.carryOrigin = this.chunkOrigin + this.at;
        this.needed = -size;
        this.gather();
        return;
      }
      this.advance(size, end);
    }
  }

  private readCarry(): void {
    this.gather();
    this.use(this.carry, this.carryView, this.carryOrigin);
    if (this.held < this.needed) return;
    const size = this.step(0, this.held);
    if (size < 0) {
      this.needed = -size;
      return;
    }
    this.skip = size - this.held;
    this.skipped = size;
    this.held = 0;
  }

  private use(bytes: Uint8Array, view: DataView, origin: number): void {
    this.bytes = bytes;
    this.view = view;
    this.origin = origin;
    this.batch.reset(bytes, view);
  }

  private advance(size: number, end: number): void {
    this.at += size;
    if (this.at <= end) return;
    this.skipped = size;
    this.skip = this.at - end;
    this.at = end;
  }

  /** Copies bytes of the chunk to the carry buffer until it has those that are needed. */
  private gather(): void {
    if (this.needed > this.carry.length) {
      const {carry} = this;
      this.carry = new Uint8Array(2 ** Math.ceil(Math.log2(this.needed)));
      this.carry.set(carry.subarray(0, this.held));
      this.carryView = new DataView(this.carry.buffer);
    }
    const n = Math.min(this.needed - this.held, this.chunk.length - this.at);
    this.carry.set(this.chunk.subarray(this.at, this.at + n), this.held);
    this.held += n;
    this.at += n;
  }
}
