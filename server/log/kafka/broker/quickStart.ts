import {existsSync} from "node:fs";
import {cp, mkdtemp, rename, rm} from "node:fs/promises";
import {join} from "node:path";

/** What makes a broker of tests start in half the time. It is made by the first and kept in `folder`, beside the jars. */
export class QuickStart {
  private readonly classes: string;
  private readonly made: string;
  private readonly storage: string;

  constructor(
    private readonly folder: string,
    release: number,
  ) {
    this.classes = join(folder, `classes-${release}.jsa`);
    this.made = `${this.classes}.${process.pid}`;
    this.storage = join(folder, "formatted");
  }

  /**
   * Within seconds the optimising compiler does not pay off. Loading and verifying its classes is most of what a start costs: they are
   * taken from an archive (https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html), which a broker writes when it ends.
   */
  flags(): string[] {
    const archive = existsSync(this.classes)
      ? [`-XX:SharedArchiveFile=${this.classes}`, "-Xlog:disable"]
      : [`-XX:ArchiveClassesAtExit=${this.made}`];
    return ["-XX:TieredStopAtLevel=1", ...archive];
  }

  /** After a broker has ended by itself: the archive that it wrote is used from now on. */
  async ended(): Promise<void> {
    if (existsSync(this.made)) await rename(this.made, this.classes);
  }

  /** Copies formatted storage to `data`; false when there is none yet. */
  async restore(data: string): Promise<boolean> {
    if (!existsSync(this.storage)) return false;
    await cp(this.storage, data, {recursive: true});
    return true;
  }

  /** Keeps freshly formatted storage. */
  async keep(data: string): Promise<void> {
    const copy = await mkdtemp(join(this.folder, "formatted-"));
    await cp(data, copy, {recursive: true});
    await rename(copy, this.storage).catch(() => rm(copy, {recursive: true})); // another process was first
  }
}
