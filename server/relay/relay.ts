import {CLOSE, type RelayedSession, type RelayMessage, WIRE_VERSION} from "../../src/core/live/wire/protocol.js";
import {LIVE_TOPICS} from "../../src/core/messages/topics.js";
import {Allowance} from "./allowance.js";
import {type Audience, EVERYTHING, RelayClient} from "./client.js";
import {type Counters, noCounters} from "./counters.js";
import {RelayFrame} from "./frame.js";
import {RELAY_LIMITS, type RelayLimits} from "./limits.js";
import {type Clock, type RelayEntry, type RelayOptions, systemClock, type WebSocketLike} from "./ports.js";
import {Requests} from "./requests.js";
import {type RelayedCounts, Sessions} from "./sessions.js";

export interface RelayStats extends Counters {
  clientsConnected: number;
  clientsSlow: number;
  /** waiting in this process for clients, including those being disconnected */
  bytesQueued: number;
  sessions: RelayedCounts[];
}

/** Sends log entries to the pages that subscribe to them. It stores only what is in transit; backfills are read from the log. */
export class Relay {
  readonly clock: Clock;
  readonly limits: RelayLimits;
  readonly #clients = new Set<RelayClient>();
  /** closed by the relay, but still connected */
  readonly #closing = new Set<RelayClient>();
  readonly #sessions = new Sessions();
  readonly #requests: Requests;
  readonly #counters: Counters = noCounters();
  readonly #stopSource: () => void;
  #stopTimers: (() => void)[] = [];
  #lastNews = "";
  #stopped = false;

  constructor(readonly options: RelayOptions) {
    this.clock = options.clock ?? systemClock;
    this.limits = {...RELAY_LIMITS, ...options.limits};
    const {clock, limits} = this;
    this.#requests = new Requests({...options, clock, limits, sessions: this.#sessions});
    this.#stopSource = options.source.consume((entries) => this.#onEntries(entries));
  }

  /**
   * Accepts a connection whose origin has been checked.
   *
   * @param audience which sessions the connection gets
   */
  attach(socket: WebSocketLike, audience: Audience = EVERYTHING): void {
    const client = new RelayClient(socket, this.clock, this.limits, this.#counters, audience);
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
      this.#requests.handle(client, data, isBinary);
    });
    socket.on("pong", () => (client.lastHeard = this.clock.now()));
    const gone = () => {
      client.end();
      this.#drop(client);
      this.#closing.delete(client);
      if (this.#clients.size + this.#closing.size === 0) this.#clearTimers();
    };
    socket.on("close", gone);
    socket.on("error", () => socket.terminate());
    client.control({type: "hello", protocol: WIRE_VERSION, now: this.clock.now(), topics: LIVE_TOPICS});
    client.control(this.#news(audience === EVERYTHING ? undefined : client));
  }

  stats(): RelayStats {
    return {
      clientsConnected: this.#clients.size,
      clientsSlow: [...this.#clients].filter(({slow}) => slow).length,
      bytesQueued: [...this.#clients, ...this.#closing].reduce((sum, {queuedBytes}) => sum + queuedBytes, 0),
      ...this.#counters,
      sessions: this.#sessions.counts(),
    };
  }

  /** Latency by hop, ms, of what was relayed of a session since the last call. */
  takeLatencies(id: string): ReturnType<Sessions["takeLatencies"]> {
    return this.#sessions.takeLatencies(id, this.options.acknowledged?.(id) ?? []);
  }

  /** The sessions, as pages receive them. */
  sessions(): RelayedSession[] {
    return this.#sessions.described(this.options.sessions?.(), this.options.acknowledged);
  }

  /** Closes all connections; resolves when they have ended or a second has passed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopSource();
    for (const client of this.#clients) {
      client.flush();
      this.#close(client, CLOSE.shutdown, "shutting down");
    }
    for (let waited = 0; waited < 1000 && this.#closing.size > 0; waited += 20)
      await new Promise((resolve) => setTimeout(resolve, 20));
    for (const {socket} of this.#closing) socket.terminate();
    this.#clearTimers();
  }

  #onEntries(entries: readonly RelayEntry[]): void {
    const now = this.clock.now();
    const immediate = new Set<RelayClient>();
    for (const entry of entries) {
      if (!LIVE_TOPICS.includes(entry.topic)) continue;
      const session = this.#sessions.seen(entry.key, now, entry.headers.userId);
      if (entry.topic === "telemetry") session.read(entry.timestamp, now);
      const subscribers = this.#sessions.subscribersOf(session);
      if (subscribers.size === 0) continue;
      let frame: RelayFrame;
      try {
        frame = new RelayFrame(entry, session, this.options.codec);
        frame.read = now;
      } catch (error) {
        this.options.log?.(`${entry.topic} ${entry.partition}/${entry.offset}: ${(error as Error).message}`);
        continue;
      }
      for (const [subscription, client] of subscribers) {
        if (!client.mayHave(session.id, session.user) || !subscription.wants(frame)) continue;
        if (subscription.held) {
          if (subscription.held.length < this.limits.held) subscription.held.push(frame);
          else subscription.overflow++;
        } else if (subscription.advance(frame)) {
          client.offer(frame, subscription);
          if (client.isPrompt(subscription, this.#clients.size)) immediate.add(client);
        }
      }
    }
    for (const client of immediate) client.flush();
  }

  #startTimers(): void {
    this.#clearTimers();
    const tick = (ms: 16 | 33) => () => {
      for (const client of this.#clients) if (client.isDue(ms, this.#clients.size)) client.flush();
    };
    this.#stopTimers = [
      this.clock.every(16, tick(16)),
      this.clock.every(33, tick(33)),
      this.clock.every(250, () => this.#check()),
      this.clock.every(this.limits.pingMs, () => {
        for (const {socket, closed} of this.#clients) if (!closed) socket.ping();
      }),
      this.clock.every(1000, () => this.#sendNews()),
    ];
  }

  #clearTimers(): void {
    for (const stop of this.#stopTimers) stop();
    this.#stopTimers = [];
  }

  #check(): void {
    for (const client of [...this.#clients, ...this.#closing]) {
      client.check();
      if (client.closed && this.#clients.has(client)) {
        this.#drop(client);
        this.#closing.add(client);
      }
    }
    this.#sessions.forgetOld(this.clock.now());
  }

  #close(client: RelayClient, code: number, reason: string): void {
    this.#closing.add(client);
    client.close(code, reason);
    this.#drop(client);
  }

  #drop(client: RelayClient): void {
    this.#clients.delete(client);
    this.#sessions.unsubscribeAll(client);
  }

  #sendNews(): void {
    const news = this.#news();
    const text = JSON.stringify(news);
    if (text === this.#lastNews) return;
    this.#lastNews = text;
    for (const client of this.#clients)
      if (!client.slow) client.control(client.audience === EVERYTHING ? news : this.#news(client));
  }

  #news(client?: RelayClient): RelayMessage {
    const {options} = this;
    const sessions = this.#sessions.described(options.sessions?.(), options.acknowledged, client);
    return {type: "sessions", sessions, recording: options.recording?.() ?? null};
  }
}
