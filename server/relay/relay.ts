import type {LiveHealth, LiveSession} from "../../src/core/live/liveSource.js";
import {
  CLOSE,
  LIVE_TOPICS,
  PROTOCOL_VERSION,
  parseRequest,
  type RelayedSession,
  type Subscribe,
  WIRE_LIMITS,
  WireError,
} from "../../src/core/live/wire.js";
import {Backfill} from "./backfill.js";
import {type Counters, RelayClient} from "./client.js";
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
import {RelaySession} from "./session.js";
import {Subscription} from "./subscription.js";

export interface RelayParts {
  source: RelaySource;
  codec: RelayCodec;
  clock?: Clock;
  limits?: Partial<RelayLimits>;
  /** what the collector knows of the sessions that run */
  sessions?: () => readonly KnownSession[];
  /** why the recording has stopped, null while it runs */
  recording?: () => string | null;
  log?: (text: string) => void;
}

export interface RelayStats extends Counters {
  clientsConnected: number;
  clientsSlow: number;
  /** frames: seen in the log; relayed: sent to clients; lastSeen: ms since 1970 */
  sessions: {id: string; clients: number; frames: number; relayed: number; lastSeen: number}[];
}

/** ms after which a session that says nothing is forgotten */
const FORGET = 600_000;

/** From the log to pages. It keeps nothing but what is on its way: a backfill is read from the log. */
export class Relay {
  readonly clock: Clock;
  readonly limits: RelayLimits;
  readonly #clients = new Set<RelayClient>();
  /** closed by us, and not yet gone */
  readonly #leaving = new Set<RelayClient>();
  readonly #sessions = new Map<string, RelaySession>();
  readonly #following = new Set<Subscription>();
  readonly #counters: Counters = {
    messagesRelayed: 0,
    bytesRelayed: 0,
    framesRelayed: 0,
    framesSkipped: 0,
    clientsRefused: 0,
    clientsClosedSlow: 0,
  };
  readonly #stopSource: () => void;
  #stopTimers: (() => void)[] = [];
  #newest: RelaySession | null = null;
  #numbers = 0;
  #said = "";
  #stopped = false;

  constructor(readonly parts: RelayParts) {
    this.clock = parts.clock ?? systemClock;
    this.limits = {...RELAY_LIMITS, ...parts.limits};
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
    let allowance = this.limits.messagesPerSecond * 10;
    let last = this.clock.now();
    socket.on("message", (data, isBinary) => {
      const now = this.clock.now();
      allowance = Math.min(
        allowance + ((now - last) / 1000) * this.limits.messagesPerSecond,
        this.limits.messagesPerSecond * 10,
      );
      last = now;
      if (client.closed) return;
      if (--allowance < 0) return client.close(CLOSE.policy, "too many messages");
      client.lastHeard = now;
      this.#onMessage(client, data, isBinary);
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
    client.control({type: "hello", protocol: PROTOCOL_VERSION, now: this.clock.now(), topics: LIVE_TOPICS});
    client.control({type: "sessions", sessions: this.#known(), recording: this.#recording()});
  }

  stats(): RelayStats {
    return {
      clientsConnected: this.#clients.size,
      clientsSlow: [...this.#clients].filter(({slow}) => slow).length,
      ...this.#counters,
      sessions: [...this.#sessions.values()]
        .filter(({lastSeen}) => lastSeen > 0)
        .map(({id, subscribers, frames, relayed, lastSeen}) => ({
          id,
          clients: new Set([...subscribers].map(({client}) => client)).size,
          frames,
          relayed,
          lastSeen,
        })),
    };
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
      const session = this.#session(entry.key);
      if (session.lastSeen === 0) this.#appeared(session);
      session.lastSeen = now;
      session.frames++;
      if (session.subscribers.size === 0) continue;
      let frame: RelayFrame;
      try {
        frame = new RelayFrame(entry, session, this.parts.codec);
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

  #onMessage(client: RelayClient, data: Uint8Array, isBinary: boolean): void {
    try {
      if (isBinary) throw new WireError("binary message", "send JSON text");
      if (data.length > WIRE_LIMITS.message)
        throw new WireError(`message too long: ${data.length}`, `send at most ${WIRE_LIMITS.message} bytes`);
      const request = parseRequest(new TextDecoder().decode(data));
      switch (request.type) {
        case "ack":
          client.acknowledge(request.seq);
          break;
        case "ping":
          client.control({type: "pong", t: request.t, now: this.clock.now()});
          break;
        case "unsubscribe":
          this.#unsubscribe(client, request.id);
          break;
        case "subscribe":
          this.#subscribe(client, request);
      }
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      client.control({type: "error", message: error.message, mend: error.mend});
    }
  }

  #subscribe(client: RelayClient, request: Subscribe): void {
    this.#unsubscribe(client, request.id);
    if (client.subscriptions.size >= this.limits.subscriptions)
      throw new WireError(`too many subscriptions: ${this.limits.subscriptions}`, "unsubscribe from another first");
    const subscription = new Subscription(client, request);
    client.subscriptions.set(request.id, subscription);
    client.retime();
    if (request.session === "latest") this.#following.add(subscription);
    this.#follow(subscription, request.session === "latest" ? this.#newest : this.#session(request.session));
    if (subscription.session && (request.backfillS > 0 || request.resumeFrom)) {
      new Backfill(subscription, this.parts, this.clock, this.limits).run().catch((error: Error) => {
        this.parts.log?.(`backfill of ${subscription.session?.id}: ${error.message}`);
        subscription.held = null;
        client.control({type: "error", message: `no backfill: ${error.message}`, mend: "frames from now on follow"});
      });
    }
  }

  #unsubscribe(client: RelayClient, id: string): void {
    const subscription = client.subscriptions.get(id);
    client.subscriptions.delete(id);
    client.retime();
    if (subscription) this.#forget(subscription);
  }

  #forget(subscription: Subscription): void {
    const {session} = subscription;
    this.#following.delete(subscription);
    subscription.close();
    // named by a client, never seen: nothing to remember
    if (session && session.lastSeen === 0 && session.subscribers.size === 0) this.#sessions.delete(session.id);
  }

  #follow(subscription: Subscription, session: RelaySession | null): void {
    subscription.follow(session);
    subscription.client.control({
      type: "subscribed",
      id: subscription.request.id,
      session: session?.id ?? null,
      number: session?.number ?? null,
    });
  }

  #appeared(session: RelaySession): void {
    this.#newest = session;
    for (const subscription of this.#following) {
      subscription.held = null;
      this.#follow(subscription, session);
    }
  }

  #session(id: string): RelaySession {
    let session = this.#sessions.get(id);
    if (!session) {
      session = new RelaySession(id, this.#freeNumber());
      this.#sessions.set(id, session);
    }
    return session;
  }

  #freeNumber(): number {
    const taken = new Set([...this.#sessions.values()].map(({number}) => number));
    do this.#numbers = (this.#numbers + 1) % 65_536;
    while (taken.has(this.#numbers));
    return this.#numbers;
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
    const now = this.clock.now();
    for (const [id, {lastSeen, subscribers}] of this.#sessions)
      if (lastSeen > 0 && subscribers.size === 0 && now - lastSeen > FORGET) {
        this.#sessions.delete(id);
        if (this.#newest?.id === id) this.#newest = null;
      }
  }

  #close(client: RelayClient, code: number, reason: string): void {
    this.#leaving.add(client);
    client.close(code, reason);
    this.#drop(client);
  }

  #drop(client: RelayClient): void {
    this.#clients.delete(client);
    for (const subscription of this.#following)
      if (subscription.client === client) this.#following.delete(subscription);
    for (const [id, {lastSeen, subscribers}] of this.#sessions)
      if (lastSeen === 0 && subscribers.size === 0) this.#sessions.delete(id);
  }

  #tellSessions(): void {
    const message = {type: "sessions", sessions: this.#known(), recording: this.#recording()} as const;
    const text = JSON.stringify(message);
    if (text === this.#said) return;
    this.#said = text;
    for (const client of this.#clients) if (!client.slow) client.control(message);
  }

  #recording(): string | null {
    return this.parts.recording?.() ?? null;
  }

  #known(): RelayedSession[] {
    const known = new Map(this.parts.sessions?.().map((one) => [one.session.id, one]));
    return [...this.#sessions.values()]
      .filter(({lastSeen}) => lastSeen > 0)
      .map(({id, number, lastSeen}) => ({
        ...(known.get(id)?.session ?? unknownSession(id)),
        number,
        lastSeen,
        ended: known.get(id)?.ended ?? false,
        ledger: ledgerOf(known.get(id)),
      }));
  }
}

/** The five figures that a page shows. */
function ledgerOf(known: KnownSession | undefined): LiveHealth["ledger"] | null {
  if (!known) return null;
  const {received, malformed, duplicated, reordered, lostFrames} = known.ledger;
  return {received, malformed, duplicated, reordered, lostFrames};
}

function unknownSession(id: string): LiveSession {
  return {
    id,
    game: "",
    track: {id: -1, name: "", lengthM: 0, sectorStartsM: null},
    type: "",
    simulated: false,
    playerCar: null,
    drivers: [],
    weather: null,
    trackTempC: null,
    airTempC: null,
  };
}
