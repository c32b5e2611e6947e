import {deflateSync} from "node:zlib";

export interface F1pcapOptions {
  compressed?: boolean;
  littleEndian?: boolean;
  /** in the head; default: as many as there are */
  packets?: number;
  /** unix time of each packet, s: rounded to 128 s by its float32 */
  stamp?: number;
}

/** A Pits n' Giggles capture of datagrams. */
export function f1pcapFile(datagrams: readonly Uint8Array[], options: F1pcapOptions = {}): Uint8Array {
  const {compressed = false, littleEndian = true, packets = datagrams.length, stamp = 1_700_000_000} = options;
  const head = Buffer.alloc(12);
  head.write("F1UDP\0", 0, "latin1");
  head[6] = compressed ? 1 : 0;
  head[7] = (littleEndian ? 0x80 : 0) | 0x11;
  head.writeUInt32LE(packets, 8);
  const parts = datagrams.flatMap((bytes) => {
    const stored = compressed ? deflateSync(bytes) : bytes;
    const own = Buffer.alloc(8);
    if (littleEndian) own.writeUInt32LE(stored.length, 4);
    else own.writeUInt32BE(stored.length, 4);
    if (littleEndian) own.writeFloatLE(stamp, 0);
    else own.writeFloatBE(stamp, 0);
    return [own, stored];
  });
  return new Uint8Array(Buffer.concat([head, ...parts]));
}
