/** Spells capture files field by field: values in, bytes out. Big-endian where the network is, else as asked. */

export function concat(...parts: ArrayLike<number>[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const be16 = (value: number) => [(value >> 8) & 255, value & 255];

/** Integers of `width` bits in the byte order of a file. */
export class Order {
  constructor(readonly little: boolean) {}
  u16 = (value: number) => (this.little ? be16(value).reverse() : be16(value));
  u32 = (value: number) => {
    const bytes = [...be16(value >>> 16), ...be16(value & 0xffff)];
    return this.little ? bytes.reverse() : bytes;
  };
  u64 = (value: bigint) => {
    const halves = [this.u32(Number((value >> 32n) & 0xffffffffn)), this.u32(Number(value & 0xffffffffn))];
    return (this.little ? halves.reverse() : halves).flat();
  };
}

/** A payload that begins like a packet of the game: format 2025, then a pattern of the seed. */
export function gamePayload(length: number, seed = 1, format = 2025): Uint8Array {
  const bytes = Uint8Array.from({length}, (_, i) => (i * 7 + seed * 31) & 255);
  bytes.set([format & 255, format >> 8].slice(0, length));
  return bytes;
}

export function udp(payload: Uint8Array, {from = 51234, to = 20777, length = payload.length + 8} = {}): Uint8Array {
  return concat(be16(from), be16(to), be16(length), [0, 0], payload);
}

export interface IPv4Options {
  protocol?: number;
  options?: number[];
  /** flags and fragment offset */
  fragment?: number;
  total?: number;
  source?: number[];
  target?: number[];
}

export function ipv4(body: Uint8Array, given: IPv4Options = {}): Uint8Array {
  const {protocol = 17, options = [], fragment = 0x4000, source = [192, 0, 2, 10], target = [192, 0, 2, 20]} = given;
  const header = 20 + options.length;
  const total = be16(given.total ?? header + body.length);
  const start = [0x40 + header / 4, 0, ...total, 0, 0, ...be16(fragment), 64, protocol, 0, 0];
  return concat(start, source, target, options, body);
}

export const IPV6_SOURCE = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
export const IPV6_TARGET = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2];

/** `extensions`: pairs of header number and bytes whose first byte (next header) is filled in. */
export function ipv6(body: Uint8Array, extensions: [number, number[]][] = [], next = 17): Uint8Array {
  const chain = extensions.map(([, bytes], i) => [extensions[i + 1]?.[0] ?? next, ...bytes.slice(1)]);
  const first = extensions[0]?.[0] ?? next;
  const length = be16(chain.flat().length + body.length);
  return concat([0x60, 0, 0, 0, ...length, first, 64], IPV6_SOURCE, IPV6_TARGET, chain.flat(), body);
}

const etherType = (ip: Uint8Array) => (ip[0] >> 4 === 6 ? [0x86, 0xdd] : [8, 0]);

export const ethernet = (ip: Uint8Array, type = etherType(ip), ...tags: number[][]) =>
  concat([2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1], ...tags, type, ip);
export const cooked = (ip: Uint8Array) => concat([0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0], etherType(ip), ip);
export const cooked2 = (ip: Uint8Array) =>
  concat(etherType(ip), [0, 0, 0, 0, 0, 3, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0], ip);
export const loopback = (ip: Uint8Array, family: number[]) => concat(family, ip);

export interface Packet {
  bytes: Uint8Array;
  seconds?: number;
  fraction?: number;
  original?: number;
}

export interface PcapOptions {
  little?: boolean;
  nanos?: boolean;
  link?: number;
  snapLength?: number;
}

export function pcapFile(packets: Packet[], given: PcapOptions = {}): Uint8Array {
  const {little = true, nanos = false, link = 1, snapLength = 262144} = given;
  const {u16, u32} = new Order(little);
  const header = [nanos ? 0xa1b23c4d : 0xa1b2c3d4].flatMap(u32);
  header.push(...u16(2), ...u16(4), ...u32(0), ...u32(0), ...u32(snapLength), ...u32(link));
  const records = packets.map(({bytes, seconds = 1768233600, fraction = 0, original = bytes.length}) =>
    concat(u32(seconds), u32(fraction), u32(bytes.length), u32(original), bytes),
  );
  return concat(header, ...records);
}

/** Blocks of a pcapng file in one byte order. */
export class Blocks extends Order {
  block(type: number, ...body: ArrayLike<number>[]): Uint8Array {
    const bytes = concat(...body);
    const padding = new Uint8Array((4 - (bytes.length % 4)) % 4);
    const length = this.u32(12 + bytes.length + padding.length);
    return concat(this.u32(type), length, bytes, padding, length);
  }

  section = () => this.block(0x0a0d0d0a, this.u32(0x1a2b3c4d), this.u16(1), this.u16(0), this.u64(0xffffffffffffffffn));

  /** `options`: code and value */
  interface = (link: number, options: [number, number[]][] = [], snapLength = 0) =>
    this.block(1, this.u16(link), this.u16(0), this.u32(snapLength), ...this.options(options));

  enhanced = (id: number, ticks: bigint, bytes: Uint8Array, original = bytes.length) =>
    this.block(
      6,
      this.u32(id),
      this.time(ticks),
      this.u32(bytes.length),
      this.u32(original),
      bytes,
      this.padding(bytes),
    );

  obsolete = (id: number, ticks: bigint, bytes: Uint8Array, original = bytes.length) =>
    this.block(2, this.u16(id), this.u16(0), this.time(ticks), this.u32(bytes.length), this.u32(original), bytes);

  simple = (bytes: Uint8Array, original = bytes.length) => this.block(3, this.u32(original), bytes);

  /** high half first, each half in the file's byte order */
  private time = (ticks: bigint) => [...this.u32(Number(ticks >> 32n)), ...this.u32(Number(ticks & 0xffffffffn))];
  private padding = (bytes: Uint8Array) => new Uint8Array((4 - (bytes.length % 4)) % 4);
  private options = (options: [number, number[]][]) =>
    options.length === 0
      ? []
      : [
          ...options.map(([code, value]) =>
            concat(this.u16(code), this.u16(value.length), value, this.padding(Uint8Array.from(value))),
          ),
          this.u32(0),
        ];
}

export function recorderFile(records: {time: number; bytes: Uint8Array}[], count = records.length): Uint8Array {
  const {u32} = new Order(true);
  const f32 = (value: number) => new Uint8Array(Float32Array.of(value).buffer);
  return concat(u32(count), ...records.map(({time, bytes}) => concat(f32(time), u32(bytes.length), bytes)));
}
