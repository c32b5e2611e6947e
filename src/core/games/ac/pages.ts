import type {Flow} from "../../capture/batch.js";

/**
 * Shared memory as datagrams: a page that changed is copied behind a small head, so that pages travel through log and capture
 * like anything that came over a network, and can be decoded again from there.
 *
 * Head, 8 bytes little endian: magic u32 "LBpg", version u8 (1), page u8 (0 physics, 1 graphics, 2 static), bytes u16. `bytes` is
 * the page as it was read; zeros at its end are left out, and what is not there is zero.
 */
export type PageName = "physics" | "graphics" | "static";

export const PAGE_NAMES: readonly PageName[] = ["physics", "graphics", "static"];
/** what there is to copy at most: the pages of Assetto Corsa Competizione, longer than those of its elder */
export const PAGE_BYTES: Readonly<Record<PageName, number>> = {physics: 800, graphics: 1588, static: 820};

/** what the games call their mappings, and the bridges their files under /dev/shm */
export const MAPPING_NAMES: Readonly<Record<PageName, string>> = {
  physics: "acpmf_physics",
  graphics: "acpmf_graphics",
  static: "acpmf_static",
};

/** Pages have no port; in a capture this one tells them. */
const PAGES_PORT = 20_996;

/** Whose pages they are: the machine's that reads them. */
export function pagesFlow(address = "127.0.0.1"): Flow {
  return {source: address, sourcePort: PAGES_PORT, target: address, targetPort: PAGES_PORT};
}

export const PAGE_HEAD_BYTES = 8;
const MAGIC = 0x67_70_42_4c;
const VERSION = 1;

/** Where pages come from: files under /dev/shm, mapped memory, a test. */
export interface PageSource {
  /** The page's bytes as they are now, live memory or a copy, of any length; null while there is no such mapping. */
  read(page: PageName): Uint8Array | null;
}

/** The datagram of a page. */
export function pageDatagram(page: PageName, bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  const out = new Uint8Array(PAGE_HEAD_BYTES + end);
  writePageHead(out, page, bytes.length);
  out.set(bytes.subarray(0, end), PAGE_HEAD_BYTES);
  return out;
}

/** Writes a datagram's head. @param length of the page, its zeros included */
export function writePageHead(out: Uint8Array, page: PageName, length: number): void {
  for (let i = 0; i < 4; i++) out[i] = MAGIC >>> (8 * i);
  out[4] = VERSION;
  out[5] = PAGE_NAMES.indexOf(page);
  out[6] = length;
  out[7] = length >>> 8;
}

/** Whether a datagram is a page. */
export function isPageDatagram(view: DataView, offset: number, length: number): boolean {
  return length >= PAGE_HEAD_BYTES && view.getUint32(offset, true) === MAGIC;
}

/** Copies a datagram's page into `pages`, zeros behind it. Returns which it is, or why it is none. */
export function readPageDatagram(
  view: DataView,
  offset: number,
  length: number,
  pages: Readonly<Record<PageName, Uint8Array>>,
): {page: PageName} | {reason: "length" | "magic" | "version" | "page"} {
  if (length < PAGE_HEAD_BYTES) return {reason: "length"};
  if (view.getUint32(offset, true) !== MAGIC) return {reason: "magic"};
  if (view.getUint8(offset + 4) !== VERSION) return {reason: "version"};
  const page = PAGE_NAMES[view.getUint8(offset + 5)];
  if (!page) return {reason: "page"};
  const body = length - PAGE_HEAD_BYTES;
  if (body > view.getUint16(offset + 6, true)) return {reason: "length"};
  const target = pages[page];
  const taken = Math.min(body, target.length);
  target.set(new Uint8Array(view.buffer, view.byteOffset + offset + PAGE_HEAD_BYTES, taken));
  target.fill(0, taken);
  return {page};
}
