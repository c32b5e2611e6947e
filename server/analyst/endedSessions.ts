/** A session that was reported as ended is over after this time without a sample, ms. */
const QUIET_MS = 2000;
/** The reader keeps up when its last entry is no older than this, ms. */
const KEEPS_UP_MS = 3000;
/** Most sessions remembered of each kind. */
const MOST_SESSIONS = 2048;

/**
 * Decides when a session is over for the analyst. Its end is reported on another topic than its samples, in no defined order:
 * it is over once no sample has been read for two seconds while the reader keeps up with the log.
 */
export class EndedSessions {
  private readonly reported = new Set<string>();
  private readonly lastSample = new Map<string, number>();
  private lastRead = Number.NEGATIVE_INFINITY;
  private age = 0;

  constructor(reported: readonly string[] = []) {
    for (const id of reported) this.reported.add(id);
  }

  /** The end of a session was reported. */
  report(id: string): void {
    this.reported.add(id);
    if (this.reported.size > MOST_SESSIONS) this.forget(this.reported.values().next().value!);
  }

  /** A sample was read that arrived at `timestamp`; both times in ms. */
  sample(id: string, timestamp: number, now: number): void {
    this.lastSample.set(id, now);
    this.lastRead = now;
    this.age = now - timestamp;
  }

  /** Sessions that are over now, each returned once. */
  due(now: number): string[] {
    if (now - this.lastRead < QUIET_MS && this.age > KEEPS_UP_MS) return [];
    const due = [...this.reported].filter((id) => now - (this.lastSample.get(id) ?? now) >= QUIET_MS);
    for (const id of due) this.forget(id);
    return due;
  }

  /** Removes the oldest sessions without a reported end, beyond 2048 sessions. */
  trim(): void {
    for (const id of this.lastSample.keys()) {
      if (this.lastSample.size <= MOST_SESSIONS) return;
      if (!this.reported.has(id)) this.lastSample.delete(id);
    }
  }

  /** Sessions whose end was reported but which are not over yet; saved with the analyst's state. */
  pending(): string[] {
    return [...this.reported];
  }

  private forget(id: string): void {
    this.reported.delete(id);
    this.lastSample.delete(id);
  }
}
