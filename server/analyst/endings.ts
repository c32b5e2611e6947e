/** ms without a sample after which a session that was said to have ended has */
const QUIET = 2000;
/** A reader whose last entry is no older than this is not behind, ms. */
const ABREAST = 3000;
/** Sessions whose end was told before any of their samples were read. */
const MOST = 64;

/**
 * When a session is over for the analyst: the end comes on another topic than the samples, and nothing orders the two. So it
 * counts once no sample of the session has come for two seconds, and only while the reader is not behind.
 */
export class Endings {
  private readonly told = new Set<string>();
  private readonly heard = new Map<string, number>();
  private lastRead = Number.NEGATIVE_INFINITY;
  private age = 0;

  constructor(told: readonly string[] = []) {
    for (const id of told) this.told.add(id);
  }

  /** The end of a session was told. */
  tell(id: string): void {
    this.told.add(id);
    if (this.told.size > MOST) this.forget(this.told.values().next().value!);
  }

  /** A sample was read that came at `timestamp`, both ms. */
  sample(id: string, timestamp: number, now: number): void {
    this.heard.set(id, now);
    this.lastRead = now;
    this.age = now - timestamp;
  }

  /** Sessions that are over now, each once. */
  due(now: number): string[] {
    if (now - this.lastRead < QUIET && this.age > ABREAST) return [];
    const due = [...this.told].filter((id) => now - (this.heard.get(id) ?? now) >= QUIET);
    for (const id of due) this.forget(id);
    return due;
  }

  /** Of sessions nobody said have ended, only the last sixty-four are kept in mind. */
  trim(): void {
    for (const id of this.heard.keys()) {
      if (this.heard.size <= MOST) return;
      if (!this.told.has(id)) this.heard.delete(id);
    }
  }

  /** What is told and not yet due: to be kept with the analyst's state. */
  pending(): string[] {
    return [...this.told];
  }

  private forget(id: string): void {
    this.told.delete(id);
    this.heard.delete(id);
  }
}
