import {type FSWatcher, watch} from "node:fs";
import {stat} from "node:fs/promises";
import {Partition} from "./partition.js";

/** A partition that another process writes: follows its files, woken by the system and, where that is lost, by a slow poll. */
export class Follower extends Partition {
  private refreshing: Promise<void> | undefined;
  private again = false;
  private watcher: FSWatcher | undefined;
  private poll: NodeJS.Timeout | undefined;
  private failure = "";

  async open(): Promise<this> {
    await this.load();
    return this;
  }

  /** Begins to look for more, every `pollMs` at the latest. */
  follow(pollMs = 200): void {
    if (this.poll) return;
    this.poll = setInterval(() => this.refresh(), pollMs);
    void this.refresh();
  }

  private watch(): void {
    if (this.watcher || !this.poll) return;
    try {
      this.watcher = watch(this.folder, () => this.refresh());
      this.watcher.on("error", () => {
        this.watcher?.close();
        this.watcher = undefined;
      });
    } catch {
      // not there yet, or no watches left: the poll goes on alone
    }
  }

  /** Resolves when everything that stood in the files at the call can be read. */
  refresh(): Promise<void> {
    this.again = true;
    this.refreshing ??= this.run().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async run(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        await this.look();
        this.failure = "";
      } catch (error) {
        // dropped between two looks is what retention does; the next look sees it
        const {code, message} = error as NodeJS.ErrnoException;
        if (code !== "ENOENT" && message !== this.failure) this.log(`cannot follow ${this.folder}: ${message}`);
        this.failure = message;
      }
    }
  }

  private async look(): Promise<void> {
    this.watch();
    await this.forgetDropped();
    for (;;) {
      const before = this.end;
      const segment = this.segments[this.segments.length - 1];
      if (!segment) {
        await this.load();
      } else {
        const {size} = await stat(segment.path);
        if (size > segment.size) await this.grow(segment, size);
        segment.appendedAt = this.clock();
      }
      if (this.end > before) this.advance(this.end);
      const last = this.segments[this.segments.length - 1];
      if (!last || last.base === this.end) return;
      try {
        await this.addSegment(this.end);
        this.segments[this.segments.length - 1].size = 0;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
        throw error;
      }
    }
  }

  private async forgetDropped(): Promise<void> {
    while (this.segments.length > 0) {
      const [segment] = this.segments;
      const there = await stat(segment.path).then(
        () => true,
        () => false,
      );
      if (there) return;
      this.segments.shift();
    }
  }

  async close(): Promise<void> {
    clearInterval(this.poll);
    this.poll = undefined;
    this.watcher?.close();
    await this.refreshing;
  }
}
