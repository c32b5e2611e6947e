import type {SendQueue} from "./sendQueue.js";

/** Shortest interval between two messages about a session, ms. */
const INTERVAL_MS = 1000;

/** The part of SeenSession that is read here. */
interface SessionStatus {
  session: {id: string};
  lastSeen: number;
  ended: boolean;
  collector: string;
}

/**
 * Publishes track, drivers and ledger of the running sessions for kernels on other machines, which see only datagrams and
 * telemetry in the log. Encoded as JSON: the messages are few, and readable with common tools.
 */
export class SessionStatusPublisher {
  private publishedAt = Number.NEGATIVE_INFINITY;
  /** by session: the last published `lastSeen` and `ended` */
  private readonly published = new Map<string, string>();

  constructor(
    private readonly queue: SendQueue,
    private readonly userOf: (collector: string) => string,
  ) {}

  /** @param now ms of a monotonic clock */
  due(now: number): boolean {
    return now - this.publishedAt >= INTERVAL_MS;
  }

  publish(now: number, sessions: readonly SessionStatus[]): void {
    this.publishedAt = now;
    for (const seen of sessions) {
      const {session, lastSeen, ended, collector} = seen;
      const state = `${lastSeen} ${ended}`;
      if (this.published.get(session.id) === state) continue;
      this.published.set(session.id, state);
      const headers = {sessionId: session.id, userId: this.userOf(collector), encoding: "json"};
      const value = new TextEncoder().encode(JSON.stringify(seen));
      this.queue.push([{key: session.id, value, headers, timestamp: Math.floor(lastSeen)}]);
    }
    for (const id of this.published.keys())
      if (!sessions.some(({session}) => session.id === id)) this.published.delete(id);
  }
}
