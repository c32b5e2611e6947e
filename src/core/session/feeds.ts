import type {DatagramBatch, Flow} from "../capture/batch.js";
import {Fingerprint} from "../capture/fingerprint.js";
import {type KeptDatagram, keepDatagram} from "../capture/keptDatagram.js";
import type {Game} from "../games/game.js";

/** Datagrams of a new conversation that wait before it is decided whether it carries those of another, and at most. */
const DECIDED_AT = 24;
const HELD = 64;
/** Waiting conversations: made-up addresses must not fill the memory. */
const MAX_WAITING = 64;
/** Datagrams that are compared with: half a second of a full feed. */
const MEMORY = 256;
/** A second way is no slower than this, s. */
const WITHIN_S = 1;
/** Equal datagrams for each pair with one number and different content: two consoles of one lobby have a few equal ones. */
const EQUAL_FOR_EACH = 4;

/** Feeds that may be one: of one game, and where its datagrams have no numbers, from one socket. */
interface Kin {
  /** arrival of its last datagram, s */
  heard: number;
}

/** The datagrams from one address and port to another, and those of its other ways. */
export interface Feed<R> {
  readonly flow: Flow;
  readonly route: R;
  readonly kin: Kin;
  /** its first datagrams, while it may turn out to be another way */
  held: KeptDatagram[] | undefined;
  /** while it waits: pairs with another feed that are equal, and that differ under one number */
  readonly pairs: Map<Feed<R>, {equal: number; different: number}>;
  /** the feed whose datagrams it carries too */
  sameAs: Feed<R> | undefined;
}

interface Route {
  game: Pick<Game, "name" | "numberedBytes">;
}

type Deliver<R> = (conversation: Feed<R>, batch: DatagramBatch, i: number) => void;

/**
 * Joins the ways on which the same datagrams arrive: sent to two addresses (broadcast and unicast), or forwarded by another program on
 * this machine. A conversation that begins while another one of its game runs waits for its first few datagrams; when they arrive in the
 * other conversation too, the two are one.
 */
export class Feeds<R extends Route> {
  private readonly print = new Fingerprint();
  /** the datagram that `print` is of, while it is taken: later its bytes may be others */
  private current: DatagramBatch | undefined;
  private currentAt = 0;
  private readonly low = new Uint32Array(MEMORY);
  private readonly high = new Uint32Array(MEMORY);
  private readonly head = new Int32Array(MEMORY);
  private readonly time = new Float64Array(MEMORY);
  private readonly noted: (Feed<R> | undefined)[] = [];
  private count = 0;
  private readonly kin = new Map<string, Kin>();
  private readonly waiting = new Set<Feed<R>>();

  constructor(private readonly deliver: Deliver<R>) {}

  /** A conversation whose first datagram arrives at `seconds`. */
  begin(flow: Flow, route: R, seconds: number): Feed<R> {
    // without numbers, two game instances may send equal datagrams: only what comes from one socket is then the same
    const name = route.game.numberedBytes ? route.game.name : `${route.game.name} ${flow.source} ${flow.sourcePort}`;
    let kin = this.kin.get(name);
    if (!kin) this.kin.set(name, (kin = {heard: Number.NEGATIVE_INFINITY}));
    const isSecond = Math.abs(seconds - kin.heard) < WITHIN_S;
    const held = isSecond && this.waiting.size < MAX_WAITING ? [] : undefined;
    const feed: Feed<R> = {flow, route, kin, held, pairs: new Map(), sameAs: undefined};
    if (held) this.waiting.add(feed);
    return feed;
  }

  /** Takes datagram i of a feed, and delivers it unless it has to wait. */
  datagram(from: Feed<R>, batch: DatagramBatch, i: number): void {
    const {view, offset, length} = batch;
    const seconds = batch.seconds[i] + batch.nanos[i] / 1e9;
    this.print.read(view, offset[i], length[i]);
    this.current = batch;
    this.currentAt = i;
    const head = headOf(view, offset[i], Math.min(length[i], from.route.game.numberedBytes ?? 0));
    if (this.waiting.size > 0) {
      if (!this.print.blank) this.compare(joined(from), head, seconds);
      this.expire(seconds);
    }
    const feed = joined(from);
    this.note(feed, this.fingerprint(batch, i), head, seconds);
    feed.kin.heard = seconds;
    if (feed.held) {
      feed.held.push(keepDatagram(batch, i, ""));
      if (feed.held.length >= DECIDED_AT) this.decide(feed, feed.held.length >= HELD);
    } else this.deliver(feed, batch, i);
    this.current = undefined;
  }

  /** The fingerprint of a datagram, until another one is asked for; one that is being taken has it already. */
  fingerprint(batch: DatagramBatch, i: number): Fingerprint {
    if (this.current !== batch || this.currentAt !== i) {
      this.current = undefined;
      this.print.read(batch.view, batch.offset[i], batch.length[i]);
    }
    return this.print;
  }

  /** Datagrams that still wait. */
  pending(): DatagramBatch[] {
    return [...this.waiting].flatMap(({held = []}) => held.map(({batch}) => batch));
  }

  /** Delivers what still waits: nothing more comes. */
  end(): void {
    for (const feed of this.waiting) this.decide(feed, true);
    this.noted.length = this.count = 0;
    this.kin.clear();
  }

  /** Lets those go that have waited long, the oldest first. */
  private expire(seconds: number): void {
    for (const feed of this.waiting) {
      const first = feed.held?.[0]?.batch;
      if (!first || Math.abs(seconds - first.seconds[0]) <= WITHIN_S + 1) return;
      this.decide(feed, true);
    }
  }

  /** Counts the pairs of a datagram with those of another feed, where one of the two waits. */
  private compare(feed: Feed<R>, head: number, seconds: number): void {
    const {low, high} = this.print;
    let equal: Feed<R> | undefined;
    let different: Feed<R> | undefined;
    for (let at = 0; at < this.noted.length && !equal; at++) {
      const isEqual = this.low[at] === low && this.high[at] === high;
      if (!isEqual && (head === 0 || this.head[at] !== head)) continue;
      const other = joined(this.noted[at]!);
      if (other === feed || Math.abs(seconds - this.time[at]) >= WITHIN_S) continue;
      if (!(feed.held || other.held) || feed.kin !== other.kin) continue;
      if (isEqual) equal = other;
      else different = other;
    }
    const other = equal ?? different;
    if (!other) return;
    const [second, first] = feed.held ? [feed, other] : [other, feed];
    const pairs = second.pairs.get(first) ?? {equal: 0, different: 0};
    if (equal) pairs.equal++;
    else pairs.different++;
    second.pairs.set(first, pairs);
  }

  /** Joins a waiting feed with another, or lets it go alone if it has to wait no longer. */
  private decide(second: Feed<R>, isDue: boolean): void {
    const found = [...second.pairs].find(([, {equal, different}]) => equal > 0 && equal >= EQUAL_FOR_EACH * different);
    if (!found && !isDue) return;
    const first = found ? joined(found[0]) : second;
    const {held = []} = second;
    second.held = undefined;
    this.waiting.delete(second);
    if (first !== second) second.sameAs = first;
    for (const one of held) {
      if (first.held) first.held.push(one);
      else this.deliver(first, one.batch, 0);
    }
  }

  private note(feed: Feed<R>, {low, high}: Fingerprint, head: number, seconds: number): void {
    const at = this.count++ % MEMORY;
    this.low[at] = low;
    this.high[at] = high;
    this.head[at] = head;
    this.time[at] = seconds;
    this.noted[at] = feed;
  }
}

function joined<R>(feed: Feed<R>): Feed<R> {
  let one = feed;
  while (one.sameAs) one = one.sameAs;
  return one;
}

/** A hash of the first `bytes` bytes, 0 for none. */
function headOf(view: DataView, offset: number, bytes: number): number {
  let hash = 0;
  for (let i = 0; i + 4 <= bytes; i += 4) hash = Math.imul(hash ^ view.getUint32(offset + i, true), 0x01000193) + 1;
  return hash;
}
