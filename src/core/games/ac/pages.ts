import type {Flow} from "../../capture/batch.js";

/**
 * Shared-memory pages as datagrams: each changed page is copied behind a small head, so that log and capture store pages like network
 * datagrams.
 *
 * Head, 8 bytes little endian: magic u32 "LBpg", version u8 (1), page u8 (0 physics, 1 graphics, 2 static), bytes u16. `bytes` is the
 * length of the page as read; zeros at its end are omitted from the datagram.
 */
export type PageName = "physics" | "graphics" | "static";

export const PAGE_NAMES: readonly PageName[] = ["physics", "graphics", "static"];
/** sizes of ACC's pages, which are longer than Assetto Corsa's */
export const PAGE_BYTES: Readonly<Record<PageName, number>> = {physics: 800, graphics: 1588, static: 820};

/** names of the games' memory mappings, and of the bridges' files under /dev/shm */
export const MAPPING_NAMES: Readonly<Record<PageName, string>> = {
  physics: "acpmf_physics",
  graphics: "acpmf_graphics",
  static: "acpmf_static",
};

/** UDP port that marks page datagrams in a capture */
const PAGES_PORT = 20_996;

/** The flow of page datagrams; `address`: of the machine that reads the pages. */
export function pagesFlow(address = "127.0.0.1"): Flow {
  return {source: address, sourcePort: PAGES_PORT, target: address, targetPort: PAGES_PORT};
}

export const PAGE_HEAD_BYTES = 8;
const MAGIC = 0x67_70_42_4c;
const VERSION = 1;

/** Source of pages: files under /dev/shm, mapped memory, a test. */
export interface PageSource {
  /** The present bytes of a page, live memory or a copy, of any length; null while there is no mapping. */
  read(page: PageName): Uint8Array | null;
}

/** Writes the head of a datagram. @param length of the page, including zeros at its end */
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

/** Explains a page that cannot be read: one of another version of Lapbook, or cut. */
export function explainPage(view: DataView, offset: number, length: number): string | undefined {
  if (!isPageDatagram(view, offset, length)) return undefined;
  const [version, page] = [view.getUint8(offset + 4), view.getUint8(offset + 5)];
  if (version !== VERSION) return `shared-memory page of version ${version}: a newer Lapbook wrote it; update Lapbook`;
  const name = PAGE_NAMES[page];
  if (!name) return `shared-memory page of the unknown kind ${page}, ${length} bytes`;
  return `shared-memory page ${name}: ${length - PAGE_HEAD_BYTES} bytes, at most ${view.getUint16(offset + 6, true)} expected`;
}

/** Copies the page of a datagram into `pages`, padded with zeros. Returns its name, or why the datagram is not a page. */
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
