import type {LiveHealth, LiveSession} from "../../src/core/live/timeline/liveSource.js";
import type {RelayedSession} from "../../src/core/live/wire/protocol.js";
import type {KnownSession} from "./parts.js";
import type {RelayParts} from "./relay.js";
import {RelaySession} from "./session.js";
import type {Subscription} from "./subscription.js";

/** ms after which a session that says nothing is forgotten */
const FORGET = 600_000;

export interface RelayedCounts {
  id: string;
  /** that watch it */
  clients: number;
  /** messages of it seen in the log */
  count: number;
  /** messages of it sent to clients */
  relayed: number;
  /** ms since 1970 */
  lastSeen: number;
}

/** The sessions that run or ran, their numbers in binary messages, and which of them "latest" is. */
export class Sessions {
  readonly #sessions = new Map<string, RelaySession>();
  /** subscriptions to "latest" */
  readonly #following = new Set<Subscription>();
  #newest: RelaySession | null = null;
  #numbers = 0;

  /** The session of an entry that was seen now. */
  seen(id: string, now: number): RelaySession {
    const session = this.#named(id);
    if (session.lastSeen === 0) this.#appeared(session);
    session.lastSeen = now;
    session.frames++;
    return session;
  }

  /** A new subscription gets its session, if there is one yet. */
  subscribe(subscription: Subscription): void {
    const {session} = subscription.request;
    if (session === "latest") this.#following.add(subscription);
    follow(subscription, session === "latest" ? this.#newest : this.#named(session));
  }

  unsubscribe(subscription: Subscription): void {
    const {session} = subscription;
    this.#following.delete(subscription);
    subscription.close();
    // named by a client, never seen: nothing to remember
    if (session && session.lastSeen === 0 && session.subscribers.size === 0) this.#sessions.delete(session.id);
  }

  /** A client has gone, and its subscriptions are closed. */
  left(client: Subscription["client"]): void {
    for (const subscription of this.#following)
      if (subscription.client === client) this.#following.delete(subscription);
    for (const [id, {lastSeen, subscribers}] of this.#sessions)
      if (lastSeen === 0 && subscribers.size === 0) this.#sessions.delete(id);
  }

  /** Forgets what has said nothing for ten minutes and is watched by nobody. */
  forgetOld(now: number): void {
    for (const [id, {lastSeen, subscribers}] of this.#sessions)
      if (lastSeen > 0 && subscribers.size === 0 && now - lastSeen > FORGET) {
        this.#sessions.delete(id);
        if (this.#newest?.id === id) this.#newest = null;
      }
  }

  counts(): RelayedCounts[] {
    return this.#running().map(({id, subscribers, frames, relayed, lastSeen}) => ({
      id,
      clients: new Set([...subscribers].map(({client}) => client)).size,
      count: frames,
      relayed,
      lastSeen,
    }));
  }

  /** For pages, with what the collector knows. */
  described(
    collected: readonly KnownSession[] = [],
    acknowledged: RelayParts["acknowledged"] = () => [],
  ): RelayedSession[] {
    const known = new Map(collected.map((one) => [one.session.id, one]));
    return this.#running().map((session) => {
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

  #running(): RelaySession[] {
    return [...this.#sessions.values()].filter(({lastSeen}) => lastSeen > 0);
  }

  #appeared(session: RelaySession): void {
    this.#newest = session;
    for (const subscription of this.#following) {
      subscription.held = null;
      follow(subscription, session);
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
}

function follow(subscription: Subscription, session: RelaySession | null): void {
  subscription.follow(session);
  subscription.client.control({
    type: "subscribed",
    id: subscription.request.id,
    session: session?.id ?? null,
    number: session?.number ?? null,
  });
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
