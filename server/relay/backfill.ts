import {LIVE_TOPICS} from "../../src/core/messages/topics.js";
import type {RelayClient} from "./client.js";
import {RelayFrame} from "./frame.js";
import type {RelayLimits} from "./limits.js";
import type {Clock, RelayCodec, RelayEntry, RelaySource} from "./ports.js";
import type {Subscription} from "./subscription.js";

/** Rows per Arrow message: at most some tens of milliseconds of work, and far fewer bytes than backfillWindow. */
const ROWS = 1024;
/** Fewer rows are sent as frames: an Arrow message costs 2.7 KB and 0.5 ms (measured). */
const LEAST_ROWS = 60;
const ROUNDS = 8;

/**
 * Sends a new subscription the entries from before it, read from the log. New frames are held meanwhile; when more arrive
 * than may be held, the rest is read from the log in another, shorter round. Every frame is sent exactly once, and memory
 * stays bounded however slowly the client reads.
 */
export class Backfill {
  #pending: RelayFrame[] = [];

  constructor(
    private readonly client: RelayClient,
    private readonly subscription: Subscription,
    private readonly options: {source: RelaySource; codec: RelayCodec; clock: Clock; limits: RelayLimits},
  ) {}

  async run(): Promise<void> {
    const {client, subscription} = this;
    const {source, clock} = this.options;
    const {request} = subscription;
    const session = subscription.session!;
    // A resumed client names the offsets it has; topics it does not name begin backfillS before now.
    const since = clock.now() - request.backfillS * 1000;
    const own = () => !subscription.closed && subscription.session === session;
    for (let round = 1; ; round++) {
      subscription.held = [];
      subscription.overflow = 0;
      const stretch = {session: session.id, topics: request.topics, since, after: subscription.positions()};
      for await (const entries of source.backfill(stretch)) {
        if (!own()) return;
        await this.#take(entries);
        if (!own()) return;
      }
      await this.#sendPending();
      if (!own()) return;
      if (subscription.overflow === 0) break;
      if (round === ROUNDS) {
        client.skipped(subscription.overflow);
        break;
      }
    }
    const held = subscription.held!;
    subscription.held = null;
    for (const frame of held) if (subscription.advance(frame)) client.offer(frame, subscription);
    client.flush();
    client.control({type: "caughtUp", id: request.id});
  }

  async #take(entries: readonly RelayEntry[]): Promise<void> {
    const {subscription} = this;
    const session = subscription.session!;
    for (const entry of entries) {
      if (entry.key !== session.id || !LIVE_TOPICS.includes(entry.topic)) continue;
      if (!this.client.mayHave(session.id, entry.headers.userId)) continue;
      const frame = new RelayFrame(entry, session, this.options.codec);
      if (!subscription.wants(frame) || !subscription.advance(frame)) continue;
      this.#pending.push(frame);
      if (this.#pending.length >= ROWS) await this.#sendPending();
      if (subscription.closed) return;
    }
  }

  async #sendPending(): Promise<void> {
    const {client, subscription} = this;
    const {request} = subscription;
    const frames = this.#pending;
    this.#pending = [];
    const rows = request.encoding === "binary" ? frames.filter(({name}) => name === "telemetry") : [];
    await client.room();
    if (subscription.closed) return;
    if (rows.length >= LEAST_ROWS) {
      const {topic, session, entry} = rows.at(-1)!;
      const values = rows.map(({value}) => value);
      const arrow = this.options.codec.columns(values, request.channels);
      client.sendColumns({topic, session: session.number, partition: entry.partition, offset: entry.offset, arrow});
      client.sendNow(
        frames.filter(({name}) => name !== "telemetry"),
        subscription,
      );
      // Gives other connections a turn.
      await new Promise((resolve) => setImmediate(resolve));
    } else client.sendNow(frames, subscription);
  }
}
