import {link, mkdir, open, readdir, rename, rm, rmdir, writeFile} from "node:fs/promises";
import {dirname, join, relative} from "node:path";
import {encodeLaps} from "../../src/core/archive/laps.js";
import {encodeSamples, type SampleTable} from "../../src/core/archive/samples.js";
import type {LapRow, SessionFile} from "../../src/core/archive/types.js";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {PcapWriter, pcapHeader} from "../../src/core/capture/pcapWriter.js";
import {samplesFile, supersededFile} from "../../src/core/session/lapRows.js";
import {CAPTURE_FILE} from "../../src/core/session/sessionFile.js";
import {GzipBlocks} from "../captures/gzipBlocks.js";

/** Unfinished work lies here, out of sight of the library, until it is moved into place. */
export const INCOMING = ".incoming";

let serial = 0;

/**
 * Writes a session beside the archive and moves it into place when it is whole, so that a process killed at any moment
 * leaves every archived session as it was.
 *
 * `samples` and `datagram` never wait: they gather, and `drain` (to be awaited between batches) writes.
 */
export class SessionWriter {
  readonly folder: string;
  private readonly pcap = new PcapWriter();
  private blocks: GzipBlocks | undefined;
  private files: {path: string; bytes: Uint8Array}[] = [];
  private readonly written = new Set<string>();
  private readonly folders = new Set<string>();

  /** @param keepCapture an archived capture that is taken over unchanged instead of being written anew */
  constructor(
    private readonly recordings: string,
    readonly id: string,
    private readonly keepCapture?: string,
  ) {
    this.folder = join(recordings, INCOMING, `${id}.${process.pid}.${serial++}`);
  }

  /** The samples of a lap; they are encoded at once, as the table's memory is only lent. */
  samples(car: number, lap: number, table: SampleTable, superseded: readonly SampleTable[]): void {
    if (table.rows > 0) this.files.push({path: samplesFile(car, lap), bytes: encodeSamples(table)});
    superseded.forEach((taken, n) => {
      this.files.push({path: supersededFile(car, lap, n), bytes: encodeSamples(taken)});
    });
  }

  datagram(batch: DatagramBatch, i: number): void {
    if (this.keepCapture === undefined) this.pcap.append(batch, i);
  }

  /** Writes what has gathered. */
  async drain(): Promise<void> {
    if (this.keepCapture === undefined) await this.writeCapture();
    for (const {path, bytes} of this.files.splice(0)) await this.write(path, bytes);
  }

  /** The rest: laps and session.json, and everything on its way to the disk. The session is whole, but not yet in place. */
  async finish(session: SessionFile, laps: readonly LapRow[]): Promise<void> {
    await this.drain();
    await this.blocks?.close({sync: true});
    if (this.keepCapture !== undefined) {
      await this.makeFolder(".");
      await link(this.keepCapture, join(this.folder, CAPTURE_FILE));
    }
    this.written.add(CAPTURE_FILE);
    await this.write("laps.arrows", encodeLaps(laps));
    await this.write("session.json", `${JSON.stringify(session, undefined, 1)}\n`);
    await syncFile(join(this.folder, "session.json"));
  }

  /**
   * Moves the session into place. Over an archived one of the same id, file by file: the capture first, session.json
   * last, so that at every moment each file is whole and the capture is the longest there is.
   */
  async commit(): Promise<void> {
    const target = join(this.recordings, this.id);
    try {
      await rename(this.folder, target);
    } catch (error) {
      const {code} = error as NodeJS.ErrnoException;
      if (code !== "ENOTEMPTY" && code !== "EEXIST" && code !== "EPERM") throw error;
      await this.replace(target);
    }
    await removeIfEmpty(dirname(this.folder));
  }

  /** Throws the unfinished session away. */
  async abort(): Promise<void> {
    await this.blocks?.close().catch(() => {});
    await rm(this.folder, {recursive: true, force: true});
    await removeIfEmpty(dirname(this.folder));
  }

  private async replace(target: string): Promise<void> {
    const order = [CAPTURE_FILE, ...[...this.written].filter((f) => f !== CAPTURE_FILE && f !== "session.json")];
    for (const file of [...order, "session.json"]) {
      await mkdir(dirname(join(target, file)), {recursive: true});
      await rename(join(this.folder, file), join(target, file));
    }
    for (const entry of await readdir(target, {recursive: true, withFileTypes: true})) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      if (!this.written.has(relative(target, path).replaceAll("\\", "/"))) await rm(path);
    }
    await rm(this.folder, {recursive: true, force: true});
  }

  private async writeCapture(): Promise<void> {
    const bytes = this.pcap.take();
    if (!this.blocks) {
      await this.makeFolder(".");
      this.blocks = new GzipBlocks(await open(join(this.folder, CAPTURE_FILE), "wx"));
      await this.blocks.write(pcapHeader());
    }
    if (bytes.length > 0) await this.blocks.write(bytes);
  }

  private async write(path: string, content: Uint8Array | string): Promise<void> {
    await this.makeFolder(dirname(path));
    await writeFile(join(this.folder, path), content);
    this.written.add(path);
  }

  private async makeFolder(path: string): Promise<void> {
    if (this.folders.has(path)) return;
    await mkdir(join(this.folder, path), {recursive: true});
    this.folders.add(path);
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => {});
}
