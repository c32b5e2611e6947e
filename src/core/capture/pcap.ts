import {CaptureReader, MAX_RECORD} from "./captureReader.js";
import {type Link, linkOf, refuseLink} from "./link.js";

/**
 * Classic pcap (https://ietf-opsawg-wg.github.io/draft-ietf-opsawg-pcap/draft-ietf-opsawg-pcap.html):
 *
 *     file    u32 magic  u16 major  u16 minor  u32 reserved ×2  u32 snapLength  u32 linkType (low 16 bits)
 *     record  u32 seconds  u32 fraction (µs or ns)  u32 captured  u32 original  bytes[captured]
 *
 * The magic gives byte order and unit of the fraction.
 */
export class PcapReader extends CaptureReader {
  private link: Link | undefined;
  private little = true;
  private nanosPerTick = 1000;
  private snapLength = 0;

  protected override step(at: number, end: number): number {
    if (this.link === undefined) return this.readHeader(at, end);
    if (end - at < 16) return -16;
    const {view, little} = this;
    const captured = view.getUint32(at + 8, little);
    if (captured > MAX_RECORD || (this.snapLength > 0 && captured > this.snapLength + 0xffff)) {
      const limit = Math.min(MAX_RECORD, this.snapLength || MAX_RECORD);
      throw this.error(`invalid record length: ${captured}: ${this.label()} may have at most ${limit} bytes`, at);
    }
    const size = 16 + captured;
    if (end - at < size) return -size;
    let seconds = view.getUint32(at, little);
    let nanos = view.getUint32(at + 4, little) * this.nanosPerTick;
    if (nanos >= 1e9) {
      const whole = Math.floor(nanos / 1e9);
      seconds += whole;
      nanos -= whole * 1e9;
    }
    const original = view.getUint32(at + 12, little);
    this.walker.packet(this.link, at + 16, captured, original, seconds, nanos, this.origin + at);
    return size;
  }

  private readHeader(at: number, end: number): number {
    if (end - at < 24) return -24;
    const {view} = this;
    const magic = view.getUint32(at, true);
    if (magic === 0xa1b2c3d4 || magic === 0xa1b23c4d) this.little = true;
    else if (magic === 0xd4c3b2a1 || magic === 0x4d3cb2a1) this.little = false;
    else throw this.error(`not a pcap file: magic 0x${view.getUint32(at).toString(16).padStart(8, "0")}`, at);
    const {little} = this;
    this.nanosPerTick = view.getUint32(at, little) === 0xa1b2c3d4 ? 1000 : 1;
    const version = [view.getUint16(at + 4, little), view.getUint16(at + 6, little)];
    if (version[0] !== 2) throw this.refuse(`unsupported pcap version: ${version.join(".")}: expected 2.4`, at + 4);
    this.snapLength = view.getUint32(at + 16, little);
    const type = view.getUint32(at + 20, little) & 0xffff; // above: length of the frame check sequence
    this.link = linkOf(type);
    if (!this.link) throw this.refuse(refuseLink(type), at + 20);
    return 24;
  }

  protected override label(): string {
    return this.link ? `record ${this.stats.records + 1}` : "the pcap file header";
  }

  protected override finish(): void {
    if (!this.link) throw this.error("empty: no pcap file header", 0);
  }
}
