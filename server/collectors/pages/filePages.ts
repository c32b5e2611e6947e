import {closeSync, fstatSync, openSync, readSync, statSync} from "node:fs";
import {join} from "node:path";
import {MAPPING_NAMES, PAGE_BYTES, PAGE_NAMES, type PageName} from "../../../src/core/games/ac/pages.js";
import type {MappedPages} from "./mappedPages.js";

interface OpenFile {
  fd: number;
  inode: number;
  room: Uint8Array;
}

/** Shared memory as files: a bridge keeps them under /dev/shm for a game that runs under Proton or Wine. */
export class FilePages implements MappedPages {
  private readonly files = new Map<PageName, OpenFile>();

  constructor(private readonly folder: string) {}

  get place(): string {
    return join(this.folder, "acpmf_*");
  }

  read(page: PageName): Uint8Array | null {
    const file = this.files.get(page);
    if (!file) return null;
    try {
      const {fd, room} = file;
      const bytes = readSync(fd, room, 0, room.length, 0);
      return bytes === room.length ? room : room.subarray(0, bytes);
    } catch {
      return null;
    }
  }

  renew(): void {
    for (const page of PAGE_NAMES) {
      const path = join(this.folder, MAPPING_NAMES[page]);
      const inode = inodeOf(path);
      if (this.files.get(page)?.inode === inode) continue;
      this.let(page);
      if (inode !== undefined) this.take(page, path);
    }
  }

  close(): void {
    for (const page of PAGE_NAMES) this.let(page);
  }

  private take(page: PageName, path: string): void {
    try {
      const fd = openSync(path, "r");
      this.files.set(page, {fd, inode: fstatSync(fd).ino, room: new Uint8Array(PAGE_BYTES[page])});
    } catch {
      // removed between two calls, or not readable: tried again in a second
    }
  }

  private let(page: PageName): void {
    const file = this.files.get(page);
    this.files.delete(page);
    if (file) closeSync(file.fd);
  }
}

function inodeOf(path: string): number | undefined {
  return statSync(path, {throwIfNoEntry: false})?.ino;
}
