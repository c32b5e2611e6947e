import type {LiveHealth, LiveSession} from "../../src/core/live/timeline/liveSource.js";
import type {RelayedSession} from "../../src/core/live/wire/protocol.js";
import {EVERYTHING, type RelayClient} from "./client.js";
import type {Acknowledged, KnownSession} from "./ports.js";
import {RelaySession} from "./session.js";
import type {Subscription} from "./subscription.js";

/** A session without messages and subscribers is removed after this time, ms. */
const FORGET_MS = 600_000;

export interface RelayedCounts {
  id: string;
  /** clients that subscribe to it */
  clients: number;
  /** messages seen in the log */
  count: number;
  /** messages sent to clients */
  relayed: number;
  /** ms since 1970 */
  lastSeen: number;
}

/** The sessions seen in the log, their numbers in binary messages, the newest of them, and their subscribers. */
export class Sessions {
  readonly #sessions = new Map<string, RelaySession>();
  readonly #subscribers = new Map<RelaySession, Map<Subscription, RelayClient>>();
  /** subscriptions to "latest": they move to each new session */
  readonly #following = new Map<Subscription, RelayClient>();
  #newest: RelaySession | null = null;
  #numbers = 0;

  /** The session of an entry that has just been read; it becomes the newest when it was unknown. */
  seen(id: string, now: number, user = ""): RelaySession {
    const session = this.#named(id);
    if (user !== "") session.user = user;
    if (session.lastSeen === 0) this.#appeared(session);
    session.lastSeen = now;
    session.frames++;
    return session;
  }

  /** Of a session; a client may have several subscriptions to it. */
  subscribersOf(session: RelaySession): ReadonlyMap<Subscription, RelayClient> {
    return this.#subscribers.get(session) ?? NO_SUBSCRIBERS;
  }

  /** Assigns the subscription its session; "latest" has none before the first session is seen. */
  subscribe(subscription: Subscription, client: RelayClient): void {
    const {session} = subscription.request;
    if (session === "latest") this.#following.set(subscription, client);
    this.#follow(subscription, client, session === "latest" ? this.#newestOf(client) : this.#named(session));
  }

  unsubscribe(subscription: Subscription): void {
    subscription.close();
    this.#following.delete(subscription);
    this.#leave(subscription);
  }

  /** Removes all subscriptions of a client that has disconnected. */
  unsubscribeAll(client: RelayClient): void {
    for (const subscribers of [this.#following, ...this.#subscribers.values()])
      for (const [subscription, owner] of subscribers) if (owner === client) this.unsubscribe(subscription);
  }

  /** Removes sessions without messages for ten minutes and without subscribers. */
  forgetOld(now: number): void {
    for (const session of this.#running())
      if (this.subscribersOf(session).size === 0 && now - session.lastSeen > FORGET_MS) {
        this.#sessions.delete(session.id);
        if (this.#newest === session) this.#newest = null;
      }
  }

  /** Latency by hop of what was relayed of a session since the last call; undefined for one that is not running. */
  takeLatencies(
    id: string,
    acknowledged: readonly Acknowledged[],
  ): ReturnType<RelaySession["takeLatencies"]> | undefined {
    return this.#sessions.get(id)?.takeLatencies(acknowledged);
  }

  counts(): RelayedCounts[] {
    return this.#running().map((session) => ({
      id: session.id,
      clients: new Set(this.subscribersOf(session).values()).size,
      count: session.frames,
      relayed: session.relayed,
      lastSeen: session.lastSeen,
    }));
  }

  /** As pages receive them, with what their collectors know. */
  described(
    collected: readonly KnownSession[] = [],
    acknowledged: (session: string) => readonly Acknowledged[] = () => [],
    client?: RelayClient,
  ): RelayedSession[] {
    const known = new Map(collected.map((one) => [one.session.id, one]));
    const running = this.#running().filter(({id, user}) => client?.mayHave(id, user) ?? true);
    return running.map((session) => {
      const {id, number, lastSeen} = session;
      return {
        ...(known.get(id)?.session ?? unknownSession(id)),
        number,
        lastSeen,
        ended: known.get(id)?.ended ?? false,
        ledger: ledgerOf(known.get(id)),
        hops: session.hops(acknowledged(id)),
      };
    });
  }

  /** The newest session that the client may have. */
  #newestOf(client: RelayClient): RelaySession | null {
    if (client.audience === EVERYTHING) return this.#newest;
    return this.#running().findLast(({id, user}) => client.mayHave(id, user)) ?? null;
  }

  #running(): RelaySession[] {
    return [...this.#sessions.values()].filter(({lastSeen}) => lastSeen > 0);
  }

  #appeared(session: RelaySession): void {
    this.#newest = session;
    for (const [subscription, client] of this.#following) {
      if (!client.mayHave(session.id, session.user)) continue;
      subscription.held = null;
      this.#follow(subscription, client, session);
      // nothing came before what has just appeared
      client.control({type: "caughtUp", id: subscription.request.id});
    }
  }

  #named(id: string): RelaySession {
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

  /** Offsets already sent are kept: they belong to partitions, not to sessions. */
  #follow(subscription: Subscription, client: RelayClient, session: RelaySession | null): void {
    this.#leave(subscription);
    subscription.session = session;
    if (session) {
      const subscribers = this.#subscribers.get(session) ?? new Map<Subscription, RelayClient>();
      this.#subscribers.set(session, subscribers.set(subscription, client));
    }
    client.control({
      type: "subscribed",
      id: subscription.request.id,
      session: session?.id ?? null,
      number: session?.number ?? null,
    });
  }

  #leave(subscription: Subscription): void {
    const {session} = subscription;
    subscription.session = null;
    const subscribers = session && this.#subscribers.get(session);
    if (!subscribers) return;
    subscribers.delete(subscription);
    if (subscribers.size > 0) return;
    this.#subscribers.delete(session);
    // A client named it, but no entry of it has been seen.
    if (session.lastSeen === 0) this.#sessions.delete(session.id);
  }
}

const NO_SUBSCRIBERS: ReadonlyMap<Subscription, RelayClient> = new Map();

/** The five counts that a page shows. */
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
