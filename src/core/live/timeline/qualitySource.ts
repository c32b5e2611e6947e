import {QUALITY_COLUMNS, type QualityName, type QualityRow} from "../../archive/quality.js";
import type {ChannelWindow, LiveHealth, LiveSource} from "./liveSource.js";
import type {PageClock} from "./pageClock.js";
import {RowBuffer} from "./rowBuffer.js";
import {SourceOver} from "./sourceOver.js";

/** What a page alone knows of a running session: the last hop, and the whole way. */
export const PAGE_QUALITY = [
  {name: "latencyPageMs", label: "latency, relay to page", unit: "ms", about: "of the last seconds, median"},
  {name: "latencyTotalMs", label: "latency, game to page", unit: "ms", about: "of the last seconds, median"},
  {name: "latencyTotalMaxMs", label: "latency, game to page, p99", unit: "ms", about: "of the last seconds, p99"},
] as const;

const NAMES = [...QUALITY_COLUMNS, ...PAGE_QUALITY].map(({name}) => name as string);
const KNOWN = new Set(NAMES);
/** ms between two rows of a running session */
const EVERY_MS = 1000;
/** s that are kept of it */
const KEEP_S = 900;

/** A source that has latency and losses among its channels, the same for every car: as this page sees them, or of the archive. */
export class QualitySource extends SourceOver {
  #rows = new RowBuffer(KEEP_S);
  #session: string | undefined;
  #before: LiveHealth | null = null;
  #taken = Number.NEGATIVE_INFINITY;
  readonly #unsubscribe: () => void = () => {};

  /** @param rows of an archived session; absent: of the running one, from now on */
  constructor(source: LiveSource, {clock, rows}: {clock: Pick<PageClock, "now">; rows?: readonly QualityRow[]}) {
    super(source);
    if (!rows) this.#unsubscribe = source.subscribe(() => this.#take(clock.now()));
    else {
      this.#rows = new RowBuffer(Number.POSITIVE_INFINITY);
      for (const row of rows)
        this.#rows.append(row.sessionTime, NAMES, (i) => row[NAMES[i] as QualityName] ?? Number.NaN);
    }
  }

  override latest(car: number, channel: string): number {
    if (!KNOWN.has(channel)) return this.source.latest(car, channel);
    return this.#rows.at(channel, this.time);
  }
  override window(car: number, channel: string, seconds: number): ChannelWindow {
    if (!KNOWN.has(channel)) return this.source.window(car, channel, seconds);
    return this.#rows.between(channel, this.time - seconds, this.time);
  }
  override close(): void {
    this.#unsubscribe();
    super.close();
  }

  #take(now: number): void {
    const {session, health, range} = this.source;
    if (session?.id !== this.#session) {
      this.#session = session?.id;
      this.#rows = new RowBuffer(KEEP_S);
      this.#before = null;
    }
    if (now - this.#taken < EVERY_MS) return;
    this.#taken = now;
    const before = this.#before;
    this.#before = {...health, ledger: {...health.ledger}};
    if (!before) return;
    const {hops, ledger, skipped} = health;
    const count = (name: keyof LiveHealth["ledger"]) => ledger[name] - before.ledger[name];
    const values: Record<string, number> = {
      ...{latencyLogMs: hops.log.p50, latencyLogMaxMs: hops.log.p99},
      ...{latencyStreamMs: hops.stream.p50, latencyStreamMaxMs: hops.stream.p99},
      ...{latencyRelayMs: hops.relay.p50, latencyRelayMaxMs: hops.relay.p99, latencyPageMs: hops.page.p50},
      ...{latencyTotalMs: hops.total.p50, latencyTotalMaxMs: hops.total.p99},
      ...{datagramsReceived: count("received"), framesLost: count("lostFrames")},
      ...{datagramsDuplicated: count("duplicated"), datagramsReordered: count("reordered")},
      ...{datagramsMalformed: count("malformed"), framesSkipped: skipped - before.skipped},
    };
    this.#rows.append(range.to, NAMES, (i) => values[NAMES[i]]);
  }
}
