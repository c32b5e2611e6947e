import {PAGE_BYTES, PAGE_HEAD_BYTES, type PageName, writePageHead} from "./pages.js";

/** Compares arrays of equal length. */
export type SameBytes = (a: Uint8Array, b: Uint8Array) => boolean;

/** A reusable copy of a page, with the head of its datagram in front; reading a hundred pages a second allocates nothing. */
export class PageCopy {
  /** the page, padded with zeros */
  readonly page: Uint8Array;
  private readonly bytes: Uint8Array;
  private readonly words: Int32Array;
  private length = 0;

  constructor(private readonly name: PageName) {
    const size = PAGE_BYTES[name];
    this.bytes = new Uint8Array(PAGE_HEAD_BYTES + size);
    this.page = this.bytes.subarray(PAGE_HEAD_BYTES);
    this.words = new Int32Array(this.bytes.buffer, PAGE_HEAD_BYTES, size / 4);
  }

  fill(source: Uint8Array): void {
    const {page} = this;
    this.length = Math.min(page.length, source.length);
    page.set(source.length > page.length ? source.subarray(0, page.length) : source);
    page.fill(0, this.length);
  }

  /** Copies another copy of the same page. */
  take({page, length}: PageCopy): void {
    this.page.set(page);
    this.length = length;
  }

  isSame(other: PageCopy, same: SameBytes = sameBytes): boolean {
    return this.length === other.length && same(this.page, other.page);
  }

  /** The datagram of the page, without zeros at its end; valid until the next `fill`. */
  datagram(): Uint8Array {
    const {words, bytes} = this;
    let used = words.length;
    while (used > 0 && words[used - 1] === 0) used--;
    let end = PAGE_HEAD_BYTES + 4 * used;
    while (end > PAGE_HEAD_BYTES && bytes[end - 1] === 0) end--;
    writePageHead(bytes, this.name, this.length);
    return bytes.subarray(0, end);
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
