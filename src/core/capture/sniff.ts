import {isF1pcap} from "./f1pcapHead.js";

export type CaptureKind = "gzip" | "pcap" | "pcapng" | "recorder" | "f1pcap" | "unknown";

/** Bytes that `sniff` needs; fewer are enough if the file has no more. */
export const SNIFF_BYTES = 14;

/** The kind of a capture by its first bytes. Names do not matter: captures are renamed and repacked. */
export function sniff(first: Uint8Array): CaptureKind {
  if (first.length >= 2 && first[0] === 0x1f && first[1] === 0x8b) return "gzip";
  if (first.length < 4) return "unknown";
  if (isF1pcap(first)) return "f1pcap";
  const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
  switch (view.getUint32(0)) {
    case 0xa1b2c3d4:
    case 0xd4c3b2a1:
    case 0xa1b23c4d:
    case 0x4d3cb2a1:
      return "pcap";
    case 0x0a0d0d0a:
      return "pcapng";
  }
  return isRecorder(view) ? "recorder" : "unknown";
}

/** The recorder's container has no magic: its first record must be plausible and hold a datagram of an F1 game. */
function isRecorder(view: DataView): boolean {
  if (view.byteLength < SNIFF_BYTES) return false;
  const time = view.getFloat32(4, true);
  const length = view.getUint32(8, true);
  const format = view.getUint16(12, true);
  return (
    view.getUint32(0, true) > 0 &&
    time >= 0 &&
    time < 1e6 &&
    length >= 2 &&
    length <= 65507 &&
    format >= 2017 &&
    format <= 2040
  );
}
