import {closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, rmSync, writeSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {MAPPING_NAMES, PAGE_NAMES, type PageName} from "../../src/core/games/ac/pages.js";
import type {PageSink} from "../../src/core/sim/games/acPagesWriter.js";
import {oneLine, UserError} from "../userError.js";

/** size of a bridge's files */
const FILE_BYTES = 2048;
const ID_BYTES = 4;
/** a running game changes its physics page within this time, ms */
const ALIVE_MS = 150;

/** The files of a bridge for a game under Wine (acpmf_physics …), written in place. */
export class PageFiles implements PageSink {
  private readonly files = new Map<PageName, {fd: number; path: string; isNew: boolean}>();

  private constructor(
    readonly folder: string,
    private readonly written: {datagrams: number; bytes: number},
  ) {}

  /**
   * `written` counts pages and bytes. Throws a UserError when the folder cannot be written, or a game writes there already.
   */
  static async open(folder: string, written = {datagrams: 0, bytes: 0}): Promise<PageFiles> {
    const pages = new PageFiles(folder, written);
    try {
      mkdirSync(folder, {recursive: true});
      if (await isAlive(folder)) throw new UserError(`a game already writes its pages there: ${folder}`);
      for (const page of PAGE_NAMES) pages.openFile(page);
    } catch (error) {
      pages.close();
      throw error instanceof UserError ? error : new UserError(`cannot write pages: ${oneLine(error)}`);
    }
    return pages;
  }

  write(page: PageName, bytes: Uint8Array): void {
    this.written.datagrams++;
    this.written.bytes += bytes.length;
    // one write call, so that a reader cannot see a page with a wrong packetId
    writeSync(this.files.get(page)!.fd, bytes, 0, bytes.length, 0);
  }

  /** Closes the files and removes those that `open` created. */
  close(): void {
    for (const {fd, path, isNew} of this.files.values()) {
      closeSync(fd);
      if (isNew) rmSync(path, {force: true});
    }
    this.files.clear();
  }

  private openFile(page: PageName): void {
    const path = join(this.folder, MAPPING_NAMES[page]);
    const isNew = !existsSync(path);
    const fd = openSync(path, isNew ? "w+" : "r+");
    this.files.set(page, {fd, path, isNew});
    if (isNew) ftruncateSync(fd, FILE_BYTES);
  }
}

/** Whether the packetId of the physics page changes; otherwise the file is left over, or its game is not running. */
async function isAlive(folder: string): Promise<boolean> {
  const read = () => {
    const path = join(folder, MAPPING_NAMES.physics);
    return existsSync(path) ? readFileSync(path).subarray(0, ID_BYTES).toString("hex") : "";
  };
  const before = read();
  if (before === "") return false;
  await sleep(ALIVE_MS);
  return read() !== before;
}
