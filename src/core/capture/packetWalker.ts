import type {BatchBuilder} from "./batchBuilder.js";
import type {FlowTable} from "./flowTable.js";
import {CUT, ipOffset, type Link} from "./link.js";
import {RefusedError} from "./refusedError.js";

/** Packets of a capture by outcome; `records` is the sum of the others. */
export interface CaptureStats {
  /** packets in the capture */
  records: number;
  /** complete UDP datagrams, delivered */
  datagrams: number;
  /** anything that is not UDP over IP */
  other: number;
  /** UDP cut by the capture's snap length */
  truncated: number;
  /** fragments of datagrams that are not a game's */
  fragments: number;
  /** headers that contradict the packet's length or themselves */
  damaged: number;
}

const UDP = 17;

type Outcome = Exclude<keyof CaptureStats, "records">;

/** Finds the UDP payload of one captured packet and adds it to the batch, or counts why not. */
export class PacketWalker {
  readonly stats: CaptureStats = {records: 0, datagrams: 0, other: 0, truncated: 0, fragments: 0, damaged: 0};
  /** bytes that were captured of the first packet that was cut */
  cutAt: number | undefined;
  private bytes!: Uint8Array;
  private view!: DataView;
  private captured = 0;
  private end = 0;
  /** bytes of the packet that were not captured */
  private missing = 0;
  private seconds = 0;
  private nanos = 0;
  /** of the packet in the file, for errors */
  private position = 0;

  constructor(
    private readonly batch: BatchBuilder,
    private readonly flows: FlowTable,
  ) {}

  /** One packet: `captured` bytes from `at` in the batch's bytes, of `original` sent. */
  packet(
    link: Link,
    at: number,
    captured: number,
    original: number,
    seconds: number,
    nanos: number,
    position: number,
  ): void {
    const {batch} = this;
    this.bytes = batch.bytes;
    this.view = batch.view;
    this.captured = captured;
    this.end = at + captured;
    this.missing = Math.max(0, original - captured);
    this.seconds = seconds;
    this.nanos = nanos;
    this.position = position;
    this.stats[this.ip(ipOffset(link, this.view, at, this.end))]++;
    this.stats.records++;
  }

  private ip(at: number): Outcome {
    if (at === CUT || at === this.end) return this.short();
    if (at < 0) return "other";
    const version = this.bytes[at] >> 4;
    return version === 4 ? this.ipv4(at) : version === 6 ? this.ipv6(at) : "other";
  }

  private ipv4(at: number): Outcome {
    const {bytes, view, end} = this;
    if (end - at < 20) return this.short();
    if (bytes[at + 9] !== UDP) return "other";
    const header = (bytes[at] & 15) * 4;
    // 0 where the network card fills in the total length later: the frame's length is used
    const total = view.getUint16(at + 2) || end - at + this.missing;
    if (header < 20 || total < header) return "damaged";
    const fragment = view.getUint16(at + 6);
    if ((fragment & 0x3fff) !== 0) return this.fragment((fragment & 0x1fff) === 0, at + header);
    return this.udp(at + header, at + total, at + 12, at + 16, 4);
  }

  private ipv6(at: number): Outcome {
    const {bytes, view, end} = this;
    if (end - at < 40) return this.short();
    // 0 for a jumbogram, or where the network card fills it in later: the frame's length is used
    const last = at + 40 + (view.getUint16(at + 4) || end - at - 40 + this.missing);
    let next = bytes[at + 6];
    let p = at + 40;
    while (next !== UDP) {
      // hop-by-hop, routing, destination options, mobility, HIP, shim6; fragment; authentication
      const plain = next === 0 || next === 43 || next === 60 || next === 135 || next === 139 || next === 140;
      if (!plain && next !== 44 && next !== 51) return "other";
      if (p + 8 > last) return "damaged";
      if (p + 8 > end) return this.short();
      if (next === 44) {
        const field = view.getUint16(p + 2); // offset in units of 8, two reserved bits, more fragments follow
        if ((field & 0xfff9) !== 0) return this.fragment((field & 0xfff8) === 0 && bytes[p] === UDP, p + 8);
      }
      const size = plain ? (bytes[p + 1] + 1) * 8 : next === 44 ? 8 : (bytes[p + 1] + 2) * 4;
      next = bytes[p];
      p += size;
    }
    return this.udp(p, last, at + 8, at + 24, 16);
  }

  /** A UDP header at `at`, in an IP packet that ends at `last`. */
  private udp(at: number, last: number, source: number, target: number, length: number): Outcome {
    if (at + 8 > last) return "damaged";
    if (at + 8 > this.end) return this.short();
    const size = this.view.getUint16(at + 4) || last - at;
    if (size < 8 || at + size > last) return "damaged";
    if (at + size > this.end) return this.short();
    const flow = this.flows.find(this.bytes, this.view, source, target, length, at);
    this.batch.add(at + 8, size - 8, this.seconds, this.nanos, flow);
    return "datagrams";
  }

  /** A fragment. The first one of UDP (header at `at`) shows whether the datagram is an F1 game's. */
  private fragment(first: boolean, at: number): Outcome {
    if (first && at + 10 <= this.end) {
      const format = this.view.getUint16(at + 8, true);
      if (format >= 2018 && format <= 2026) {
        throw new RefusedError(
          `fragmented datagram at record ${this.stats.records + 1}: packets of format ${format} arrived in parts, which are not joined; ` +
            "capture on the game's own machine or raise the network's MTU to 1500",
          this.position,
        );
      }
    }
    return "fragments";
  }

  /** The record ends too early: by the snap length, or although it claims to be complete. */
  private short(): Outcome {
    if (this.missing === 0) return "damaged";
    this.cutAt ??= this.captured;
    return "truncated";
  }
}
