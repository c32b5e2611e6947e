import {CaptureReader, MAX_RECORD} from "./captureReader.js";
import {type Link, linkOf, refuseLink} from "./link.js";
import {TickClock} from "./ticks.js";

/** Longer blocks are damage; skipped blocks (names, keys, logs) may be longer than a packet. */
const MAX_BLOCK = 16 * 1024 * 1024;
/** In one section; a capture of one machine has a handful. */
const MAX_INTERFACES = 65536;

const SECTION = 0x0a0d0d0a; // the same in both byte orders
const INTERFACE = 1;
const PACKET = 2; // obsolete
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;

interface Interface {
  type: number;
  link: Link | undefined;
  snapLength: number;
  clock: TickClock;
}

/**
 * pcapng (https://ietf-opsawg-wg.github.io/draft-ietf-opsawg-pcap/draft-ietf-opsawg-pcapng.html):
 *
 *     block      u32 type  u32 length  body, padded to 4 bytes  u32 length
 *     section    u32 byteOrderMagic  u16 major  u16 minor  u64 sectionLength  options
 *     interface  u16 linkType  u16 reserved  u32 snapLength  options
 *     enhanced   u32 interface  u32 high  u32 low  u32 captured  u32 original  bytes[captured]  options
 *     simple     u32 original  bytes            (interface 0, no time: the time of the packet before it is taken)
 *     packet     u16 interface  u16 drops  u32 high  u32 low  u32 captured  u32 original  bytes[captured]  options
 *
 * A section may change the byte order and begins with no interfaces. Other blocks are skipped.
 */
export class PcapngReader extends CaptureReader {
  private little = true;
  private started = false;
  private interfaces: Interface[] = [];
  private seconds = 0;
  private nanos = 0;
  private blocks = 0;
  private refused: number | undefined;
  /** length of a skipped block whose second length field has not been read yet; 0 for none */
  private trailer = 0;

  protected override step(at: number, end: number): number {
    if (this.trailer > 0) return this.readTrailer(at, end);
    if (end - at < 12) return -12;
    const {view} = this;
    const type = view.getUint32(at, this.little);
    if (type === SECTION) this.readByteOrder(at);
    else if (!this.started) throw this.error(`not a pcapng file: block type 0x${type.toString(16)}`, at);
    const {little} = this;
    const length = view.getUint32(at + 4, little);
    const known =
      type === SECTION || type === INTERFACE || type === ENHANCED_PACKET || type === PACKET || type === SIMPLE_PACKET;
    if (length < 12 || length > (known ? MAX_RECORD + 1024 : MAX_BLOCK)) {
      throw this.error(`invalid block length: ${length}: ${this.label()} of type 0x${type.toString(16)}`, at);
    }
    const size = (length + 3) & ~3; // some writers leave the padding out of the length
    if (end - at < size) {
      if (known) return -size;
      this.trailer = length;
      return size - 4;
    }
    this.checkTrailer(length, view.getUint32(at + size - 4, little), at);
    if (type === ENHANCED_PACKET) this.readPacket(at, length, view.getUint32(at + 8, little));
    else if (type === PACKET) this.readPacket(at, length, view.getUint16(at + 8, little));
    else if (type === SIMPLE_PACKET) this.readSimplePacket(at, length);
    else if (type === INTERFACE) this.readInterface(at, length);
    else if (type === SECTION) this.readSection(at, length);
    this.blocks++;
    return size;
  }

  private readTrailer(at: number, end: number): number {
    if (end - at < 4) return -4;
    this.checkTrailer(this.trailer, this.view.getUint32(at, this.little), at);
    this.trailer = 0;
    this.blocks++;
    return 4;
  }

  private checkTrailer(length: number, found: number, at: number): void {
    if (found === length || found === ((length + 3) & ~3)) return;
    throw this.error(`invalid block: ${this.label()} begins with length ${length} and ends with ${found}`, at);
  }

  private readByteOrder(at: number): void {
    const magic = this.view.getUint32(at + 8);
    if (magic === 0x1a2b3c4d) this.little = false;
    else if (magic === 0x4d3c2b1a) this.little = true;
    else throw this.error(`invalid byte order magic: 0x${magic.toString(16).padStart(8, "0")}`, at + 8);
  }

  private readSection(at: number, length: number): void {
    const {view, little} = this;
    this.need(at, length, 28);
    const major = view.getUint16(at + 12, little);
    if (major !== 1) {
      throw this.refuse(`unsupported pcapng version: ${major}.${view.getUint16(at + 14, little)}: expected 1.0`, at);
    }
    this.started = true;
    this.interfaces = [];
  }

  private readInterface(at: number, length: number): void {
    const {view, little} = this;
    this.need(at, length, 20);
    if (this.interfaces.length >= MAX_INTERFACES) throw this.error("too many interfaces", at);
    const type = view.getUint16(at + 8, little);
    let resolution = 6;
    let offset = 0;
    const last = at + length - 4;
    for (let p = at + 16; p + 4 <= last; ) {
      const code = view.getUint16(p, little);
      const size = view.getUint16(p + 2, little);
      if (code === 0) break;
      if (p + 4 + size > last) throw this.error(`invalid option length: ${size}`, p);
      if (code === 9 && size >= 1) resolution = view.getUint8(p + 4);
      if (code === 14 && size >= 8) offset = Number(view.getBigInt64(p + 4, little));
      p += 4 + ((size + 3) & ~3);
    }
    this.interfaces.push({
      type,
      link: linkOf(type),
      snapLength: view.getUint32(at + 12, little),
      clock: this.clock(resolution, offset, at),
    });
  }

  private clock(resolution: number, offset: number, at: number): TickClock {
    try {
      return new TickClock(resolution, offset);
    } catch (error) {
      throw this.error((error as RangeError).message, at);
    }
  }

  private readPacket(at: number, length: number, id: number): void {
    const {view, little} = this;
    this.need(at, length, 32);
    const source = this.interfaceOf(id, at);
    source.clock.read(view.getUint32(at + 12, little), view.getUint32(at + 16, little));
    this.seconds = source.clock.seconds;
    this.nanos = source.clock.nanos;
    const captured = view.getUint32(at + 20, little);
    if (captured > length - 32) {
      throw this.error(`invalid captured length: ${captured}: ${this.label()} has room for ${length - 32} bytes`, at);
    }
    this.walk(source, at + 28, captured, view.getUint32(at + 24, little), at);
  }

  private readSimplePacket(at: number, length: number): void {
    this.need(at, length, 16);
    const source = this.interfaceOf(0, at);
    const original = this.view.getUint32(at + 8, this.little);
    const captured = Math.min(original, length - 16, source.snapLength || length);
    this.walk(source, at + 12, captured, original, at);
  }

  private walk(source: Interface, at: number, captured: number, original: number, block: number): void {
    if (source.link) {
      this.walker.packet(source.link, at, captured, original, this.seconds, this.nanos, this.origin + block);
    } else {
      this.refused ??= source.type;
      this.walker.stats.records++;
      this.walker.stats.other++;
    }
  }

  private interfaceOf(id: number, at: number): Interface {
    const source = this.interfaces[id];
    if (!source) throw this.error(`unknown interface: ${id}: the section describes ${this.interfaces.length}`, at);
    return source;
  }

  private need(at: number, length: number, least: number): void {
    if (length < least) throw this.error(`invalid block length: ${length}: ${this.label()} needs ${least}`, at);
  }

  /** Blocks are counted apart from packets: a damaged block need not be a packet. */
  protected override label(): string {
    return this.started ? `block ${this.blocks + 1}` : "the pcapng section header";
  }

  protected override finish(): void {
    if (this.trailer > 0) throw this.error(`cut mid-record: ${this.label()} lacks its last 4 bytes`, 0);
    if (!this.started) throw this.error("empty: no pcapng section header", 0);
    // an unsupported interface among others is ignored; a capture of nothing else is refused
    if (this.refused !== undefined && this.stats.records === this.stats.other) {
      throw this.refuse(refuseLink(this.refused), 0);
    }
  }
}
