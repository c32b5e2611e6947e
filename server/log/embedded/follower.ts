import {existsSync, type FSWatcher, watch} from "node:fs";
import {type FileHandle, open} from "node:fs/promises";
import {Partition} from "./partition.js";
import type {Segment} from "./segment.js";

/** A partition that another process writes. Follows its files through notifications of the operating system and a slow poll. */
export class Follower extends Partition {
  private refreshing: Promise<void> | undefined;
  private again = false;
  /** files may have been added or deleted: look at the folder too, not only at the last segment */
  private thorough = false;
  private file: {of: Segment; handle: FileHandle} | undefined;
  private watcher: FSWatcher | undefined;
  private poll: NodeJS.Timeout | undefined;
  private failure = "";

  async open(): Promise<this> {
    await this.load();
    return this;
  }

  /** Starts looking for new entries, at least every `pollMs`. */
  follow(pollMs = 200): void {
    if (this.poll) return;
    this.poll = setInterval(() => this.refresh(), pollMs);
    void this.refresh();
  }

  private watch(): void {
    if (this.watcher || !this.poll) return;
    try {
      this.watcher = watch(this.folder, (event) => this.refresh(event === "rename"));
      this.watcher.on("error", () => {
        this.watcher?.close();
        this.watcher = undefined;
      });
    } catch {
      // The folder does not exist yet, or the limit of watches is reached: the poll suffices.
    }
  }

  /** Resolves when everything written before the call can be read. */
  refresh(thorough = true): Promise<void> {
    this.again = true;
    this.thorough ||= thorough;
    this.refreshing ??= this.run().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async run(): Promise<void> {
    while (this.again) {
      const {thorough} = this;
      this.again = this.thorough = false;
      try {
        await this.look(thorough);
        this.failure = "";
      } catch (error) {
        // Retention may delete a file at any time; the next pass notices.
        const {code, message} = error as NodeJS.ErrnoException;
        if (code !== "ENOENT" && message !== this.failure) this.log(`cannot follow ${this.folder}: ${message}`);
        this.failure = message;
      }
    }
  }

  private async look(thorough: boolean): Promise<void> {
    if (thorough) {
      this.watch();
      await this.forgetDropped();
    }
    for (;;) {
      const before = this.end;
      const segment = this.segments[this.segments.length - 1];
      if (!segment) {
        await this.load();
      } else {
        const file = await this.fileOf(segment);
        const {size} = await file.stat();
        if (size > segment.size) await this.grow(segment, size, file);
        segment.appendedAt = this.clock();
      }
      if (this.end > before) this.advance(this.end);
      const last = this.segments[this.segments.length - 1];
      if (!thorough || !last || last.base === this.end) return;
      try {
        await this.addSegment(this.end);
        this.segments[this.segments.length - 1].size = 0;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
        throw error;
      }
    }
  }

  private async fileOf(segment: Segment): Promise<FileHandle> {
    if (this.file?.of !== segment) {
      const handle = await open(segment.path, "r");
      await this.file?.handle.close();
      this.file = {of: segment, handle};
    }
    return this.file.handle;
  }

  /** The writing process has deleted the file. */
  override async missing(): Promise<void> {
    await this.refresh();
  }

  private async forgetDropped(): Promise<void> {
    while (this.segments.length > 0) {
      if (existsSync(this.segments[0].path)) return;
      this.segments.shift();
    }
  }

  async close(): Promise<void> {
    clearInterval(this.poll);
    this.poll = undefined;
    this.watcher?.close();
    await this.refreshing;
    await this.file?.handle.close();
    this.file = undefined;
  }
}
