/** Bytes before the first packet of a Pits n' Giggles capture. */
export const F1PCAP_HEAD = 12;
/** Before each packet: float32 time, uint32 length. */
export const F1PCAP_PACKET_HEAD = 8;
/** "F1UDP", NUL */
const MAGIC = [0x46, 0x31, 0x55, 0x44, 0x50, 0];
const COMPRESSED = 1;
const FLAGS_AT = 6;

/** Facts of a capture's first bytes. */
export interface F1pcapHead {
  /** each packet is one zlib stream */
  compressed: boolean;
  /** byte order of the packets' heads; the file's own head is always little-endian */
  littleEndian: boolean;
  /** number of packets; 0 or too small where the writer did not end properly */
  packets: number;
}

/** Whether these are the first bytes of a Pits n' Giggles capture. */
export function isF1pcap(first: Uint8Array): boolean {
  return first.length >= MAGIC.length && MAGIC.every((byte, i) => first[i] === byte);
}

/** The head of a capture, which begins at `at`. */
export function readF1pcapHead(view: DataView, at = 0): F1pcapHead {
  return {
    compressed: (view.getUint8(at + FLAGS_AT) & COMPRESSED) !== 0,
    littleEndian: (view.getUint8(at + 7) & 0x80) !== 0,
    packets: view.getUint32(at + 8, true),
  };
}

/** A copy of a capture's head that says its packets are not compressed. */
export function plainF1pcapHead(head: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(head.subarray(0, F1PCAP_HEAD));
  copy[FLAGS_AT] &= ~COMPRESSED;
  return copy;
}
