import {closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, rmSync, writeSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {MAPPING_NAMES, PAGE_NAMES, type PageName} from "../../src/core/games/ac/pages.js";
import type {PageSink} from "../../src/core/sim/games/acPages.js";
import {oneLine, UserError} from "../userError.js";

/** as the bridges make them */
const FILE_BYTES = 2048;
const ID_BYTES = 4;
/** A game writes at least so often, ms. */
const LIVES_MS = 150;

/** The files that a bridge keeps for a game under Wine: acpmf_physics and so on, written in place. */
export class PageFiles implements PageSink {
  private readonly files = new Map<PageName, {fd: number; path: string; made: boolean}>();

  private constructor(
    readonly folder: string,
    private readonly written: {datagrams: number; bytes: number},
  ) {}

  /**
   * `written`: pages and their bytes, counted as they are. Throws a UserError when the folder cannot be written, or a game writes there already.
   */
  static async open(folder: string, written = {datagrams: 0, bytes: 0}): Promise<PageFiles> {
    const pages = new PageFiles(folder, written);
    try {
      mkdirSync(folder, {recursive: true});
      if (await isAlive(folder)) throw new UserError(`a game writes its pages there: ${folder}`);
      for (const page of PAGE_NAMES) pages.make(page);
    } catch (error) {
      pages.close();
      throw error instanceof UserError ? error : new UserError(`cannot write pages: ${oneLine(error)}`);
    }
    return pages;
  }

  write(page: PageName, bytes: Uint8Array): void {
    this.written.datagrams++;
    this.written.bytes += bytes.length;
    // at once: between two writings of one page a reader would find a packetId with what is not its own
    writeSync(this.files.get(page)!.fd, bytes, 0, bytes.length, 0);
  }

  /** Lets go; files that were not there before go as well. */
  close(): void {
    for (const {fd, path, made} of this.files.values()) {
      closeSync(fd);
      if (made) rmSync(path, {force: true});
    }
    this.files.clear();
  }

  private make(page: PageName): void {
    const path = join(this.folder, MAPPING_NAMES[page]);
    const made = !existsSync(path);
    const fd = openSync(path, made ? "w+" : "r+");
    this.files.set(page, {fd, path, made});
    if (made) ftruncateSync(fd, FILE_BYTES);
  }
}

/** Whether the packetId of the physics page moves; one that stands is left behind, or waits for its game. */
async function isAlive(folder: string): Promise<boolean> {
  const read = () => {
    const path = join(folder, MAPPING_NAMES.physics);
    return existsSync(path) ? readFileSync(path).subarray(0, ID_BYTES).toString("hex") : "";
  };
  const before = read();
  if (before === "") return false;
  await sleep(LIVES_MS);
  return read() !== before;
}
