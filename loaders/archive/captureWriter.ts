import {open} from "node:fs/promises";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {PcapWriter, pcapHeader} from "../../src/core/capture/pcapWriter.js";
import {GzipBlocks} from "../captures/gzipBlocks.js";

/**
 * Writes datagrams to a gzipped pcap. `append` only gathers, without waiting; `drain`, to be awaited between batches, writes.
 */
export class CaptureWriter {
  private readonly pcap = new PcapWriter();
  private blocks: GzipBlocks | undefined;

  constructor(private readonly path: string) {}

  append(batch: DatagramBatch, i: number): void {
    this.pcap.append(batch, i);
  }

  async drain(): Promise<void> {
    const bytes = this.pcap.take();
    if (!this.blocks) {
      this.blocks = new GzipBlocks(await open(this.path, "wx"));
      await this.blocks.write(pcapHeader());
    }
    if (bytes.length > 0) await this.blocks.write(bytes);
  }

  /** Resolves when everything is on the disk. */
  async close(): Promise<void> {
    await this.drain();
    await this.blocks!.close({sync: true});
  }

  /** Closes the file without keeping its content. */
  async abort(): Promise<void> {
    await this.blocks?.close().catch(() => {});
  }
}
