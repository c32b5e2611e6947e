import type {SendQueue} from "./sendQueue.js";

/** What is known of a session is said again so often while it changes, ms. */
const EVERY_MS = 1000;

/** What a session's announcement is made of: see SeenSession. */
interface Announced {
  session: {id: string};
  lastSeen: number;
  ended: boolean;
}

/**
 * Says what is known of the running sessions to kernels elsewhere, which see datagrams and telemetry in the log and nothing of
 * the collector: track, drivers, ledger. JSON, for it is little and read by people too.
 */
export class Announcer {
  private saidAt = Number.NEGATIVE_INFINITY;
  /** by session: `lastSeen` and `ended` as said last */
  private readonly said = new Map<string, string>();

  constructor(
    private readonly queue: SendQueue,
    private readonly userId: string,
  ) {}

  /** @param now ms of any clock that goes forward; `sessions` is asked only when it is time */
  due(now: number): boolean {
    return now - this.saidAt >= EVERY_MS;
  }

  tell(now: number, sessions: readonly Announced[]): void {
    this.saidAt = now;
    for (const seen of sessions) {
      const {session, lastSeen, ended} = seen;
      const state = `${lastSeen} ${ended}`;
      if (this.said.get(session.id) === state) continue;
      this.said.set(session.id, state);
      const headers = {sessionId: session.id, userId: this.userId, encoding: "json"};
      const value = new TextEncoder().encode(JSON.stringify(seen));
      this.queue.push([{key: session.id, value, headers, timestamp: Math.floor(lastSeen)}]);
    }
    for (const id of this.said.keys()) if (!sessions.some(({session}) => session.id === id)) this.said.delete(id);
  }
}
