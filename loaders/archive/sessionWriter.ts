import {mkdir, readdir, rename, rm, rmdir, writeFile} from "node:fs/promises";
import {dirname, join, relative} from "node:path";
import {encodeSamples} from "../../src/core/archive/encodeSamples.js";
import {encodeLaps} from "../../src/core/archive/laps.js";
import {QUALITY_FILE} from "../../src/core/archive/quality.js";
import type {SampleTable} from "../../src/core/archive/samples.js";
import {NOTES_FILE} from "../../src/core/archive/sessionNotes.js";
import type {LapRow, SessionFile} from "../../src/core/archive/types.js";
import {samplesFile, supersededFile} from "../../src/core/session/lapRow.js";
import {MARKS_FILE} from "../../src/core/session/sessionFile.js";
import {sessionText} from "./sessionText.js";
import {SpareBuffers} from "./spareBuffers.js";
import {syncFile} from "./syncFile.js";

/** What no capture holds: it stays when a session is imported or made again. */
const KEPT_FILES = [MARKS_FILE, NOTES_FILE, QUALITY_FILE];

/** Folder of unfinished sessions, which the library ignores, until they are moved into place. */
export const INCOMING = ".incoming";

let serial = 0;

/**
 * Writes a session beside the archive and moves it into place when it is complete, so that a process killed at any moment leaves
 * every archived session unchanged. `samples` only gathers, without waiting; `drain` writes.
 */
export class SessionWriter {
  readonly folder: string;
  private files: {path: string; bytes: Uint8Array}[] = [];
  private readonly buffers = new SpareBuffers();
  private readonly written = new Set<string>();
  private readonly folders = new Map<string, Promise<unknown>>();
  private writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly recordings: string,
    readonly id: string,
  ) {
    this.folder = join(recordings, INCOMING, `${id}.${process.pid}.${serial++}`);
  }

  /** The samples of a lap; encoded at once, because the table's memory is reused. */
  samples(car: number, lap: number, table: SampleTable, superseded: readonly SampleTable[]): void {
    if (table.rows > 0) this.files.push({path: samplesFile(car, lap), bytes: encodeSamples(table, this.buffers.take)});
    superseded.forEach((taken, n) => {
      this.files.push({path: supersededFile(car, lap, n), bytes: encodeSamples(taken, this.buffers.take)});
    });
  }

  /**
   * Starts writing the gathered files, one per lap, in parallel. Resolves when the files of the previous call are written, so
   * the caller can go on reading, and at most two sets of laps are in memory.
   */
  async drain(): Promise<void> {
    if (this.files.length === 0) return;
    await this.writing;
    this.writing = Promise.all(
      this.files.splice(0).map(async ({path, bytes}) => {
        await this.write(path, bytes);
        this.buffers.giveBack(bytes);
      }),
    );
    this.writing.catch(() => {}); // thrown where it is awaited
  }

  /**
   * Writes the rest: laps, session.json, and the capture by `capture`, which writes it and the `further` files into the given
   * folder. After this the session is complete, but not yet in place.
   */
  async finish(
    session: SessionFile,
    laps: readonly LapRow[],
    capture: (folder: string) => Promise<void>,
    further: readonly string[] = [],
  ): Promise<void> {
    await this.drain();
    await this.writing;
    await this.makeFolder(".");
    await capture(this.folder);
    for (const file of [session.capture.file, ...further]) this.written.add(file);
    await this.write("laps.arrows", encodeLaps(laps));
    await this.write("session.json", sessionText(session));
    await syncFile(join(this.folder, "session.json"));
  }

  /**
   * Moves the session into place. Over an archived one of the same id, file by file: the capture first, session.json
   * last, so that at every moment each file is complete and the capture is the longest one.
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

  /** Deletes the unfinished session. */
  async abort(): Promise<void> {
    await this.writing.catch(() => {}); // its folder must not be removed under it
    await rm(this.folder, {recursive: true, force: true});
    await removeIfEmpty(dirname(this.folder));
  }

  private async replace(target: string): Promise<void> {
    const rank = (file: string) => (file.startsWith("capture.") ? 0 : file === "session.json" ? 2 : 1);
    for (const file of [...this.written].sort((a, b) => rank(a) - rank(b))) {
      await mkdir(dirname(join(target, file)), {recursive: true});
      await rename(join(this.folder, file), join(target, file));
    }
    for (const entry of await readdir(target, {recursive: true, withFileTypes: true})) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const file = relative(target, path).replaceAll("\\", "/");
      if (!this.written.has(file) && !KEPT_FILES.includes(file)) await rm(path);
    }
    await rm(this.folder, {recursive: true, force: true});
  }

  private async write(path: string, content: Uint8Array | string): Promise<void> {
    await this.makeFolder(dirname(path));
    await writeFile(join(this.folder, path), content);
    this.written.add(path);
  }

  private makeFolder(path: string): Promise<unknown> {
    let made = this.folders.get(path);
    if (!made) {
      made = mkdir(join(this.folder, path), {recursive: true});
      this.folders.set(path, made);
    }
    return made;
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => {});
}
