import type {DatagramBatch, Flow} from "../capture/batch.js";
import {Fingerprint} from "../capture/fingerprint.js";
import {type KeptDatagram, keepDatagram} from "../capture/keptDatagram.js";
import type {Game} from "../games/game.js";

/** Datagrams of a new conversation that wait while it may turn out to carry those of another. */
const HELD = 8;
/** Waiting datagrams of all conversations together: made-up addresses must not fill the memory. */
const MAX_HELD = 512;
/** Datagrams that are compared with: half a second of a full feed. */
const MEMORY = 256;
/** A second way is no slower than this, s. */
const WITHIN_S = 1;

/** The datagrams from one address and port to another, and those of its other ways. */
export interface Conversation<R> {
  readonly flow: Flow;
  readonly route: R;
  /** its first datagrams, while it may turn out to be another way */
  held: KeptDatagram[] | undefined;
  /** the conversation whose datagrams it carries too */
  sameAs: Conversation<R> | undefined;
}

type Deliver<R> = (conversation: Conversation<R>, batch: DatagramBatch, i: number) => void;

/**
 * Joins the ways on which the same datagrams arrive: sent to two addresses (broadcast and unicast), or forwarded by another program on
 * this machine. A conversation that begins while another one of its game runs waits for its first few datagrams; when one of them
 * arrived in the other conversation too, the two are one.
 */
export class Conversations<R extends {game: Pick<Game, "numbered">}> {
  private readonly print = new Fingerprint();
  private readonly low = new Uint32Array(MEMORY);
  private readonly high = new Uint32Array(MEMORY);
  private readonly time = new Float64Array(MEMORY).fill(Number.NEGATIVE_INFINITY);
  private readonly noted: (Conversation<R> | undefined)[] = [];
  private count = 0;
  /** arrival of each route's last datagram, s */
  private readonly heard = new Map<R, number>();
  private readonly waiting = new Set<Conversation<R>>();

  constructor(private readonly deliver: Deliver<R>) {}

  /** A conversation whose first datagram arrives at `seconds`. */
  begin(flow: Flow, route: R, seconds: number): Conversation<R> {
    const isSecond = Math.abs(seconds - (this.heard.get(route) ?? Number.NEGATIVE_INFINITY)) < WITHIN_S;
    const held = isSecond && this.waiting.size * HELD < MAX_HELD ? [] : undefined;
    const conversation: Conversation<R> = {flow, route, held, sameAs: undefined};
    if (held) this.waiting.add(conversation);
    return conversation;
  }

  /** Takes datagram i of a conversation, and delivers it unless it has to wait. */
  datagram(from: Conversation<R>, batch: DatagramBatch, i: number): void {
    const seconds = batch.seconds[i] + batch.nanos[i] / 1e9;
    let conversation = joined(from);
    this.print.read(batch.view, batch.offset[i], batch.length[i]);
    if (this.waiting.size > 0) {
      const other = this.find(conversation, seconds);
      if (other) conversation = this.join(conversation, other);
    }
    this.note(conversation, seconds);
    this.heard.set(conversation.route, seconds);
    const {held} = conversation;
    if (!held) {
      this.deliver(conversation, batch, i);
      return;
    }
    held.push(keepDatagram(batch, i, ""));
    const [{batch: first}] = held;
    if (held.length >= HELD || seconds - first.seconds[0] > WITHIN_S) this.release(conversation);
  }

  /** Datagrams that still wait. */
  pending(): DatagramBatch[] {
    return [...this.waiting].flatMap(({held = []}) => held.map(({batch}) => batch));
  }

  /** Delivers what still waits: nothing more comes. */
  end(): void {
    for (const conversation of this.waiting) this.release(conversation);
    this.noted.length = this.count = 0;
    this.heard.clear();
  }

  private find(conversation: Conversation<R>, seconds: number): Conversation<R> | undefined {
    const {low, high, blank} = this.print;
    if (blank) return undefined;
    for (let at = 0; at < this.noted.length; at++) {
      if (this.low[at] !== low || this.high[at] !== high || Math.abs(seconds - this.time[at]) >= WITHIN_S) continue;
      const other = joined(this.noted[at]!);
      if (other !== conversation && mayBeOne(conversation, other)) return other;
    }
    return undefined;
  }

  /** Makes one conversation of two, of which one still waits; returns it. */
  private join(conversation: Conversation<R>, other: Conversation<R>): Conversation<R> {
    const [second, first] = conversation.held ? [conversation, other] : [other, conversation];
    if (!second.held) return conversation;
    const {held} = second;
    second.held = undefined;
    second.sameAs = first;
    this.waiting.delete(second);
    for (const {batch} of held) {
      if (first.held) first.held.push({batch, kind: ""});
      else this.deliver(first, batch, 0);
    }
    return first;
  }

  private release(conversation: Conversation<R>): void {
    const {held = []} = conversation;
    conversation.held = undefined;
    this.waiting.delete(conversation);
    for (const {batch} of held) this.deliver(conversation, batch, 0);
  }

  private note(conversation: Conversation<R>, seconds: number): void {
    const at = this.count++ % MEMORY;
    this.low[at] = this.print.low;
    this.high[at] = this.print.high;
    this.time[at] = seconds;
    this.noted[at] = conversation;
  }
}

function joined<R>(conversation: Conversation<R>): Conversation<R> {
  let one = conversation;
  while (one.sameAs) one = one.sameAs;
  return one;
}

/** Without numbers, two game instances may send equal datagrams: only what comes from one socket is then the same. */
function mayBeOne<R extends {game: Pick<Game, "numbered">}>(a: Conversation<R>, b: Conversation<R>): boolean {
  if (a.route !== b.route) return false;
  return a.route.game.numbered === true || (a.flow.source === b.flow.source && a.flow.sourcePort === b.flow.sourcePort);
}
