import {CLOSE, type RelayedSession, type RelayMessage, WIRE_VERSION} from "../../src/core/live/wire/protocol.js";
import {LIVE_TOPICS} from "../../src/core/messages/topics.js";
import {Allowance} from "./allowance.js";
import {RelayClient} from "./client.js";
import {type Counters, noCounters} from "./counters.js";
import {RelayFrame} from "./frame.js";
import {
  type Clock,
  type KnownSession,
  RELAY_LIMITS,
  type RelayCodec,
  type RelayEntry,
  type RelayLimits,
  type RelaySource,
  systemClock,
  type WebSocketLike,
} from "./parts.js";
import {Requests} from "./requests.js";
import {type RelayedCounts, Sessions} from "./sessions.js";

export interface RelayParts {
  source: RelaySource;
  codec: RelayCodec;
  clock?: Clock;
  limits?: Partial<RelayLimits>;
  /** what the collector knows of the sessions that run */
  sessions?: () => readonly KnownSession[];
  /** when the log acknowledged what arrived when, of a session's last telemetry; for its latency */
  acknowledged?: (session: string) => readonly {arrival: number; acknowledged: number}[];
  /** why the recording has stopped, null while it runs */
  recording?: () => string | null;
  log?: (text: string) => void;
}

export interface RelayStats extends Counters {
  clientsConnected: number;
  clientsSlow: number;
  /** kept in this process for clients that have not taken them, those being closed too */
  bytesQueued: number;
  sessions: RelayedCounts[];
}

/** From the log to pages. It keeps nothing but what is on its way: a backfill is read from the log. */
export class Relay {
  readonly clock: Clock;
  readonly limits: RelayLimits;
  readonly #clients = new Set<RelayClient>();
  /** closed by us, and not yet gone */
  readonly #leaving = new Set<RelayClient>();
  readonly #sessions = new Sessions();
  readonly #requests: Requests;
  readonly #counters: Counters = noCounters();
  readonly #stopSource: () => void;
  #stopTimers: (() => void)[] = [];
  #said = "";
  #stopped = false;

  constructor(readonly parts: RelayParts) {
    this.clock = parts.clock ?? systemClock;
    this.limits = {...RELAY_LIMITS, ...parts.limits};
    const {clock, limits} = this;
    this.#requests = new Requests({...parts, clock, limits, sessions: this.#sessions});
    this.#stopSource = parts.source.consume((entries) => this.#onEntries(entries));
  }

  /** Takes a connection; its origin was checked at the door. */
  attach(socket: WebSocketLike): void {
    const client = new RelayClient(socket, this.clock, this.limits, this.#counters);
    if (this.#stopped || this.#clients.size >= this.limits.clients) {
      this.#counters.clientsRefused++;
      socket.on("error", () => {});
      socket.close(CLOSE.full, this.#stopped ? "stopped" : `too many clients: ${this.limits.clients}`);
      return;
    }
    this.#clients.add(client);
    if (this.#clients.size === 1) this.#startTimers();
    const allowance = new Allowance(this.limits.messagesPerSecond, this.clock.now());
    socket.on("message", (data, isBinary) => {
      const now = this.clock.now();
      if (client.closed) return;
      if (!allowance.spend(now)) return client.close(CLOSE.policy, "too many messages");
      client.lastHeard = now;
      this.#requests.take(client, data, isBinary);
    });
    socket.on("pong", () => (client.lastHeard = this.clock.now()));
    const gone = () => {
      client.end();
      this.#drop(client);
      this.#leaving.delete(client);
      if (this.#clients.size + this.#leaving.size === 0) this.#stopClock();
    };
    socket.on("close", gone);
    socket.on("error", () => socket.terminate());
    client.control({type: "hello", protocol: WIRE_VERSION, now: this.clock.now(), topics: LIVE_TOPICS});
    client.control(this.#news());
  }

  stats(): RelayStats {
    return {
      clientsConnected: this.#clients.size,
      clientsSlow: [...this.#clients].filter(({slow}) => slow).length,
      bytesQueued: [...this.#clients, ...this.#leaving].reduce((sum, {queuedBytes}) => sum + queuedBytes, 0),
      ...this.#counters,
      sessions: this.#sessions.counts(),
    };
  }

  /** The sessions as pages see them. */
  sessions(): RelayedSession[] {
    return this.#sessions.described(this.parts.sessions?.(), this.parts.acknowledged);
  }

  /** Says goodbye to everyone; resolves when they have gone or a second has passed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopSource();
    for (const client of this.#clients) {
      client.flush();
      this.#close(client, CLOSE.shutdown, "shutting down");
    }
    for (let waited = 0; waited < 1000 && this.#leaving.size > 0; waited += 20)
      await new Promise((resolve) => setTimeout(resolve, 20));
    for (const {socket} of this.#leaving) socket.terminate();
    this.#stopClock();
  }

  #onEntries(entries: readonly RelayEntry[]): void {
    const now = this.clock.now();
    const immediate = new Set<RelayClient>();
    for (const entry of entries) {
      if (!LIVE_TOPICS.includes(entry.topic)) continue;
      const session = this.#sessions.seen(entry.key, now);
      if (entry.topic === "telemetry") session.read(entry.timestamp, now);
      if (session.subscribers.size === 0) continue;
      let frame: RelayFrame;
      try {
        frame = new RelayFrame(entry, session, this.parts.codec);
        frame.read = now;
      } catch (error) {
        this.parts.log?.(`${entry.topic} ${entry.partition}/${entry.offset}: ${(error as Error).message}`);
        continue;
      }
      for (const subscription of session.subscribers) {
        if (!subscription.wants(frame)) continue;
        if (subscription.held) {
          if (subscription.held.length < this.limits.held) subscription.held.push(frame);
          else subscription.overflow++;
        } else if (subscription.advance(frame)) {
          subscription.client.offer(frame, subscription);
          if (subscription.request.mode === "live") immediate.add(subscription.client);
        }
      }
    }
    for (const client of immediate) client.flush();
  }

  #startTimers(): void {
    this.#stopClock();
    const tick = (ms: 16 | 33) => () => {
      for (const client of this.#clients) if (client.ticksEvery(ms)) client.flush();
    };
    this.#stopTimers = [
      this.clock.every(16, tick(16)),
      this.clock.every(33, tick(33)),
      this.clock.every(250, () => this.#check()),
      this.clock.every(this.limits.pingMs, () => {
        for (const {socket, closed} of this.#clients) if (!closed) socket.ping();
      }),
      this.clock.every(1000, () => this.#tellSessions()),
    ];
  }

  #stopClock(): void {
    for (const stop of this.#stopTimers) stop();
    this.#stopTimers = [];
  }

  #check(): void {
    for (const client of [...this.#clients, ...this.#leaving]) {
      client.check();
      if (client.closed && this.#clients.has(client)) {
        this.#drop(client);
        this.#leaving.add(client);
      }
    }
    this.#sessions.forgetOld(this.clock.now());
  }

  #close(client: RelayClient, code: number, reason: string): void {
    this.#leaving.add(client);
    client.close(code, reason);
    this.#drop(client);
  }

  #drop(client: RelayClient): void {
    this.#clients.delete(client);
    this.#sessions.left(client);
  }

  #tellSessions(): void {
    const news = this.#news();
    const text = JSON.stringify(news);
    if (text === this.#said) return;
    this.#said = text;
    for (const client of this.#clients) if (!client.slow) client.control(news);
  }

  #news(): RelayMessage {
    return {type: "sessions", sessions: this.sessions(), recording: this.parts.recording?.() ?? null};
  }
}
