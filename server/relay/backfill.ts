import {LIVE_TOPICS} from "../../src/core/messages/topics.js";
import {RelayFrame} from "./frame.js";
import type {Clock, RelayCodec, RelayEntry, RelayLimits, RelaySource} from "./parts.js";
import type {Subscription} from "./subscription.js";

/** Rows of one Arrow message: some tens of milliseconds' work at most, and small beside the window. */
const ROWS = 1024;
/** Fewer rows are smaller as frames, and faster (measured: Arrow costs 2.7 KB and half a millisecond a message). */
const LEAST_ROWS = 60;
const ROUNDS = 8;

/**
 * What was before the tail. New frames are held back meanwhile; when more come than may be held, the log has them too and
 * another, shorter stretch is read. So nothing is left out or sent twice, and little is kept however slowly a client reads.
 */
export class Backfill {
  #pending: RelayFrame[] = [];

  constructor(
    readonly subscription: Subscription,
    readonly parts: {source: RelaySource; codec: RelayCodec},
    readonly clock: Clock,
    readonly limits: RelayLimits,
  ) {}

  async run(): Promise<void> {
    const {subscription, parts, clock} = this;
    const {request, client} = subscription;
    const session = subscription.session!;
    // a resumed client knows what came before; of feeds it does not name it gets what backfillS says
    const since = clock.now() - request.backfillS * 1000;
    const own = () => !subscription.closed && subscription.session === session;
    for (let round = 1; ; round++) {
      subscription.held = [];
      subscription.overflow = 0;
      const stretch = {session: session.id, topics: request.topics, since, after: subscription.positions()};
      for await (const entries of parts.source.backfill(stretch)) {
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
    client.control({type: "caughtUp", id: request.id});
    for (const frame of held) if (subscription.advance(frame)) client.offer(frame, subscription);
    client.flush();
  }

  async #take(entries: readonly RelayEntry[]): Promise<void> {
    const {subscription, parts} = this;
    const session = subscription.session!;
    for (const entry of entries) {
      if (entry.key !== session.id || !LIVE_TOPICS.includes(entry.topic)) continue;
      const frame = new RelayFrame(entry, session, parts.codec);
      if (!subscription.wants(frame) || !subscription.advance(frame)) continue;
      this.#pending.push(frame);
      if (this.#pending.length >= ROWS) await this.#sendPending();
      if (subscription.closed) return;
    }
  }

  async #sendPending(): Promise<void> {
    const {client, request} = this.subscription;
    const frames = this.#pending;
    this.#pending = [];
    const rows = request.encoding === "binary" ? frames.filter(({name}) => name === "telemetry") : [];
    await client.room();
    if (this.subscription.closed) return;
    if (rows.length >= LEAST_ROWS) {
      const {topic, session, entry} = rows.at(-1)!;
      const values = rows.map(({value}) => value);
      const arrow = this.parts.codec.columns(values, request.channels);
      client.sendColumns({topic, session: session.number, partition: entry.partition, offset: entry.offset, arrow});
      client.sendNow(
        frames.filter(({name}) => name !== "telemetry"),
        this.subscription,
      );
      // other connections go first
      await new Promise((resolve) => setImmediate(resolve));
    } else client.sendNow(frames, this.subscription);
  }
}
