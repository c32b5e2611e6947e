import {parseAddress} from "./address.js";
import type {DatagramBatch, Flow} from "./batch.js";
import {addBytes, foldSum} from "./checksum.js";
import {GrowingBytes} from "./growingBytes.js";

/** pcap 2.4 with nanoseconds, little-endian, snap length 65535, link type 101: records begin with the IP header. */
export function pcapHeader(): Uint8Array {
  const header = new Uint8Array(24);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0xa1b23c4d, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, 65535, true);
  view.setUint32(20, 101, true);
  return header;
}

/** Headers that all datagrams of a flow share. */
interface FlowHeaders {
  /** IP and UDP headers; lengths and checksums are zero */
  bytes: Uint8Array;
  /** bytes of the IP header: 20 or 40 */
  ip: number;
  /** sum of the words of the IP header, and of the UDP pseudo header and ports */
  ipSum: number;
  udpSum: number;
}

/** Writes datagrams as the records of a pcap file; the file header is `pcapHeader()`. */
export class PcapWriter extends GrowingBytes {
  private readonly headers = new WeakMap<Flow, FlowHeaders>();

  constructor() {
    super(64 * 1024);
  }

  /** Adds datagram `i`. Throws a RangeError, and adds nothing, when pcap cannot express it. */
  append(batch: DatagramBatch, i: number): void {
    const {ip, bytes, ipSum, udpSum} = this.headersOf(batch.flows[batch.flow[i]]);
    const length = batch.length[i];
    const seconds = batch.seconds[i];
    // the most that an IPv4 packet, and the length field of UDP over IPv6, can hold
    if (length > (ip === 20 ? 65507 : 65527)) throw new RangeError(`datagram too long: ${length} bytes`);
    if (!(seconds >= 0 && seconds <= 0xffffffff)) throw new RangeError(`arrival outside 1970–2106: ${seconds} s`);
    const packet = bytes.length + length;
    this.reserve(16 + packet);
    const {view} = this;
    const at = this.used;
    view.setUint32(at, seconds, true);
    view.setUint32(at + 4, batch.nanos[i], true);
    view.setUint32(at + 8, packet, true);
    view.setUint32(at + 12, packet, true);
    const start = at + 16;
    this.bytes.set(bytes, start);
    const payload = batch.offset[i];
    this.bytes.set(batch.bytes.subarray(payload, payload + length), start + bytes.length);
    const udp = start + ip;
    if (ip === 20) {
      view.setUint16(start + 2, packet);
      view.setUint16(start + 10, ~foldSum(ipSum + packet));
    } else {
      view.setUint16(start + 4, 8 + length);
    }
    view.setUint16(udp + 4, 8 + length);
    // The length counts twice: in the pseudo header and in the UDP header. A sum of 0 is sent as 0xffff: 0 means none.
    const sum = addBytes(udpSum + 2 * (8 + length), this.bytes, start + bytes.length, length);
    view.setUint16(udp + 6, ~foldSum(sum) & 0xffff || 0xffff);
    this.used = start + packet;
  }

  /** A copy of the records since the last call. */
  take(): Uint8Array {
    const taken = this.written();
    this.used = 0;
    return taken;
  }

  private headersOf(flow: Flow): FlowHeaders {
    let headers = this.headers.get(flow);
    if (!headers) this.headers.set(flow, (headers = makeHeaders(flow)));
    return headers;
  }
}

function makeHeaders(flow: Flow): FlowHeaders {
  let source = parseAddress(flow.source);
  let target = parseAddress(flow.target);
  if (source.length !== target.length) {
    // a dual-stack socket reports one side as IPv6
    source = toIPv6(source);
    target = toIPv6(target);
  }
  const ip = source.length === 4 ? 20 : 40;
  const bytes = new Uint8Array(ip + 8);
  const view = new DataView(bytes.buffer);
  if (ip === 20) {
    bytes[0] = 0x45; // version 4, five words
    bytes[6] = 0x40; // do not fragment: such a packet may have identification 0 (RFC 6864)
    bytes[8] = 64; // time to live
    bytes[9] = 17; // UDP
    bytes.set(source, 12);
    bytes.set(target, 16);
  } else {
    bytes[0] = 0x60; // version 6
    bytes[6] = 17;
    bytes[7] = 64;
    bytes.set(source, 8);
    bytes.set(target, 24);
  }
  view.setUint16(ip, flow.sourcePort);
  view.setUint16(ip + 2, flow.targetPort);
  const addresses = addBytes(0, bytes, ip === 20 ? 12 : 8, source.length * 2);
  return {bytes, ip, ipSum: addBytes(0, bytes, 0, ip), udpSum: addresses + 17 + flow.sourcePort + flow.targetPort};
}

function toIPv6(address: Uint8Array): Uint8Array {
  if (address.length === 16) return address;
  const mapped = new Uint8Array(16);
  mapped[10] = mapped[11] = 0xff;
  mapped.set(address, 12);
  return mapped;
}
