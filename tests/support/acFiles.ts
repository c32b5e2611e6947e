import {mkdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {MAPPING_NAMES, type PageName, type PageSource} from "../../src/core/sources/pages.js";
import type {PageSink} from "./acGame.js";

/** The files that a bridge keeps for a game under Wine: acpmf_physics and so on, 2048 bytes each, written in place. */
export class FilePages implements PageSource, PageSink {
  constructor(readonly folder: string) {
    mkdirSync(folder, {recursive: true});
  }

  pathOf(page: PageName): string {
    return join(this.folder, MAPPING_NAMES[page]);
  }

  write(page: PageName, bytes: Uint8Array): void {
    const room = this.read(page) ?? new Uint8Array(2048);
    room.set(bytes);
    writeFileSync(this.pathOf(page), room);
  }

  read(page: PageName): Uint8Array | null {
    try {
      return new Uint8Array(readFileSync(this.pathOf(page)));
    } catch {
      return null;
    }
  }

  /** The bridge ends. */
  remove(): void {
    rmSync(this.folder, {recursive: true, force: true});
  }
}
