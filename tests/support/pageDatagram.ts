import {PAGE_HEAD_BYTES, type PageName, writePageHead} from "../../src/core/games/ac/pages.js";

/** The datagram of a page. */
export function pageDatagram(page: PageName, bytes: Uint8Array): Uint8Array {
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  const out = new Uint8Array(PAGE_HEAD_BYTES + end);
  writePageHead(out, page, bytes.length);
  out.set(bytes.subarray(0, end), PAGE_HEAD_BYTES);
  return out;
}
