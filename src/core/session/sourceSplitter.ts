import type {DatagramBatch, Flow} from "../capture/batch.js";
import {type Format, HEADER_BYTES} from "../games/f1/formats.js";
import {createHeader, type Header, readHeader, uidText} from "../games/f1/header.js";
import {explain, identify} from "../games/f1/identify.js";
import {DuplicateWatch} from "./fingerprint.js";
import {type KeptDatagram, keepDatagram} from "./keptDatagram.js";
import {sessionId} from "./sessionId.js";

/** The port that the games send to unless told otherwise. */
export const F1_PORT = 20777;
/** Stray datagrams of a sender that are kept until its session begins; further ones are only counted. */
const MAX_STRAYS = 256;
/** Strays and candidates of all senders together: whoever makes up addresses fills no memory. */
const MAX_KEPT = 8192;
/** Session UIDs that were seen once; a second packet makes a session, so that random bytes make none. */
const MAX_CANDIDATES = 64;
/** Sessions of one sender that may still receive stragglers. */
const MAX_RECENT = 2;
/** … and those of one sender that are all being heard: a game sends one, so the rest are made up under its address. */
const MAX_HEARD = 8;
/** Of a session being heard the last datagram is no older than this, s. */
const HEARD_S = 2;
/** Sessions of all senders that run at a time: beyond, the one with the fewest datagrams ends. */
const MAX_OPEN = 64;
/** A session that ended with fewer datagrams is a stub; after so many in a row a UID needs as many packets to begin another. */
const STUB = 32;
const MOST_STUBS = 16;
/** "SSTA" read as a little-endian number */
const SESSION_STARTED = 0x41545353;

/** A session as its datagrams tell it, with what only the splitter can know. */
export interface SessionIdentity {
  id: string;
  uid: string;
  uidHigh: number;
  uidLow: number;
  format: Format;
  flow: Flow;
  /** arrival of the first and the last datagram: s since 1970, and ns to add */
  first: {seconds: number; nanos: number};
  last: {seconds: number; nanos: number};
  /** knows the session's datagrams; its digest is equal for equal captures */
  watch: DuplicateWatch;
}

/** What takes a session's datagrams in order of arrival. */
export interface PacketTaker {
  readonly ledger: {received: number};
  /** True once frames have come that lie well after the beginning. */
  readonly progressed: boolean;
  /** A datagram that `identify` found ok. */
  datagram(header: Header, view: DataView, offset: number, length: number, duplicate: boolean): void;
  /** A datagram of this session's source that is no packet of it. */
  malformed(kind: string): void;
  end(): void;
}

export interface SplitSession extends SessionIdentity {
  builder: PacketTaker;
}

export interface SourceCallbacks<S extends SplitSession> {
  /** a session begins; returns it with what takes its datagrams */
  begin(found: SessionIdentity): S;
  /** every datagram of the session, the damaged ones too, before its builder gets it */
  datagram(session: S, batch: DatagramBatch, i: number): void;
  /** the session is over: others began on the same source, or the capture ended */
  end(session: S): void;
}

/** What one sender does on one port: its sessions, and what came before any. */
interface SourceState<S> {
  current: S | undefined;
  /** oldest first, by UID */
  recent: Map<string, S>;
  candidates: Map<string, Candidate>;
  strays: KeptDatagram[];
  straysDropped: number;
  /** sessions in a row that ended when they had hardly begun */
  stubs: number;
  isF1: boolean;
}

/** A UID that has begun no session yet: its first datagram, and how many came. */
interface Candidate {
  kept: KeptDatagram;
  packets: number;
}

/**
 * Tells sessions apart: by sender, by session UID, and by a restart that keeps the UID. Datagrams that are no packets
 * belong to the session that their sender is in.
 */
export class SourceSplitter<S extends SplitSession> {
  /** datagrams of conversations that never carried an F1 packet */
  other = 0;
  /** why the first refused datagram was refused, for people; undefined when all were fine */
  firstRefusal: string | undefined;
  private readonly sources = new Map<string, SourceState<S>>();
  private readonly byFlow: (SourceState<S> | undefined)[] = [];
  /** the table that `byFlow` is about */
  private flows: DatagramBatch["flows"] | undefined;
  /** strays and candidates */
  private kept = 0;
  /** ids of the sessions that began last */
  private readonly ids: string[] = [];
  /** the sessions that run, oldest first */
  private readonly open = new Map<S, SourceState<S>>();
  private readonly header = createHeader();

  constructor(private readonly callbacks: SourceCallbacks<S>) {}

  /** Takes all datagrams of a batch. Batches may come from several readers, each with flows of its own. */
  accept(batch: DatagramBatch): void {
    for (let i = 0; i < batch.count; i++) this.datagram(batch, i);
  }

  /** Takes one datagram of a batch. */
  datagram(batch: DatagramBatch, i: number): void {
    if (batch.flows !== this.flows) {
      this.flows = batch.flows;
      this.byFlow.length = 0;
    }
    this.take(this.sourceOf(batch, i), batch, i);
  }

  /** Ends every session. */
  end(): void {
    for (const source of this.sources.values()) {
      // a capture of a single packet is a session too; beside a real one it is noise
      for (const {kept} of source.candidates.values()) {
        if (source.current) this.refuse(source, kept.batch, 0, "unknownSession");
        else this.deliver(this.begin(source, kept.batch, 0), kept.batch, 0);
      }
      for (const session of source.recent.values()) this.close(session);
      if (!source.isF1) this.other += source.strays.length + source.straysDropped;
    }
    this.sources.clear();
    this.byFlow.length = 0;
    this.kept = 0;
  }

  /** Ends the sessions for which `test` holds; what they still send begins another one. */
  endWhere(test: (session: S) => boolean): void {
    for (const source of this.sources.values()) {
      for (const session of source.recent.values()) {
        if (test(session)) this.leave(source, session);
      }
    }
  }

  /** Datagrams that belong to no session yet: what a restart must be given again. */
  pending(): DatagramBatch[] {
    return [...this.sources.values()].flatMap(({strays, candidates}) =>
      [...strays, ...[...candidates.values()].map(({kept}) => kept)].map(({batch}) => batch),
    );
  }

  private sourceOf(batch: DatagramBatch, i: number): SourceState<S> {
    const known = this.byFlow[batch.flow[i]];
    if (known) return known;
    const {source, target, targetPort} = batch.flows[batch.flow[i]];
    // a game may take a new sending port at any time: the sender and the receiving port make the source
    const key = `${source}>${target}:${targetPort}`;
    let state = this.sources.get(key);
    if (!state) {
      state = {
        current: undefined,
        recent: new Map(),
        candidates: new Map(),
        strays: [],
        straysDropped: 0,
        stubs: 0,
        isF1: targetPort === F1_PORT,
      };
      this.sources.set(key, state);
    }
    this.byFlow[batch.flow[i]] = state;
    return state;
  }

  private take(source: SourceState<S>, batch: DatagramBatch, i: number): void {
    const verdict = identify(batch.view, batch.offset[i], batch.length[i]);
    if (verdict !== "ok") {
      if (source.isF1) this.firstRefusal ??= explain(batch.view, batch.offset[i], batch.length[i]);
      this.refuse(source, batch, i, verdict);
      return;
    }
    const {uidHigh, uidLow} = readHeader(batch.view, batch.offset[i], this.header);
    const {current} = source;
    // menus send with a UID of zero: such a packet belongs to whatever runs
    if (current && ((uidHigh === 0 && uidLow === 0) || (uidHigh === current.uidHigh && uidLow === current.uidLow))) {
      this.deliver(this.restarts(current, batch, i) ? this.restart(source, current, batch, i) : current, batch, i);
      return;
    }
    const uid = uidText(uidHigh, uidLow);
    const earlier = source.recent.get(uid);
    if (earlier) {
      // a straggler of the session before, or the sender has gone back to it
      if (this.header.overallFrame > 0) source.current = earlier;
      this.deliver(earlier, batch, i);
      return;
    }
    this.candidate(source, uid, batch, i);
  }

  /**
   * A UID not met before: the second packet that carries it begins the session. After a row of sessions that came to nothing it takes
   * more: whoever makes up UIDs fills no archive.
   */
  private candidate(source: SourceState<S>, uid: string, batch: DatagramBatch, i: number): void {
    const known = source.candidates.get(uid);
    if (known) {
      if (++known.packets < (source.stubs < MOST_STUBS ? 2 : STUB)) {
        this.refuse(source, batch, i, "unknownSession");
        return;
      }
      source.candidates.delete(uid);
      this.kept--;
      const session = this.begin(source, known.kept.batch, 0);
      this.deliver(session, known.kept.batch, 0);
      this.deliver(session, batch, i);
      return;
    }
    source.candidates.set(uid, {kept: keepDatagram(batch, i, "ok"), packets: 1});
    this.kept++;
    // one is let in whatever others keep: a game that begins now must be heard
    if (source.candidates.size <= (this.kept > MAX_KEPT ? 1 : MAX_CANDIDATES)) return;
    const [oldest, {kept}] = source.candidates.entries().next().value!;
    source.candidates.delete(oldest);
    this.kept--;
    this.refuse(source, kept.batch, 0, "unknownSession");
  }

  private deliver(session: S, batch: DatagramBatch, i: number): void {
    const {view} = batch;
    const offset = batch.offset[i];
    const length = batch.length[i];
    const seconds = batch.seconds[i];
    const nanos = batch.nanos[i];
    session.last.seconds = seconds;
    session.last.nanos = nanos;
    const duplicate = session.watch.seen(view, offset, length, seconds + nanos / 1e9);
    this.callbacks.datagram(session, batch, i);
    session.builder.datagram(readHeader(view, offset, this.header), view, offset, length, duplicate);
  }

  private refuse(source: SourceState<S>, batch: DatagramBatch, i: number, kind: string): void {
    if (source.current) {
      this.callbacks.datagram(source.current, batch, i);
      source.current.builder.malformed(kind);
    } else if (source.strays.length < MAX_STRAYS && this.kept < MAX_KEPT) {
      this.kept++;
      source.strays.push(keepDatagram(batch, i, kind));
    } else {
      source.straysDropped++;
    }
  }

  /** A session start event in the middle of a session: the game began anew under the same UID. */
  private restarts(current: S, {view, offset}: DatagramBatch, i: number): boolean {
    const {packetId, overallFrame, uidHigh, uidLow} = this.header;
    if (packetId !== 3 || overallFrame !== 0 || (uidHigh === 0 && uidLow === 0)) return false;
    return (
      view.getUint32(offset[i] + HEADER_BYTES, true) === SESSION_STARTED &&
      current.builder.ledger.received > MAX_STRAYS &&
      current.builder.progressed
    );
  }

  private restart(source: SourceState<S>, current: S, batch: DatagramBatch, i: number): S {
    this.leave(source, current);
    return this.begin(source, batch, i);
  }

  private begin(source: SourceState<S>, batch: DatagramBatch, i: number): S {
    const {packetFormat, uidHigh, uidLow} = readHeader(batch.view, batch.offset[i], this.header);
    const seconds = batch.seconds[i];
    const nanos = batch.nanos[i];
    const session = this.callbacks.begin({
      id: this.unused(sessionId(seconds, batch.view, batch.offset[i], batch.length[i])),
      uid: uidText(uidHigh, uidLow),
      uidHigh,
      uidLow,
      format: packetFormat as Format,
      flow: batch.flows[batch.flow[i]],
      first: {seconds, nanos},
      last: {seconds, nanos},
      watch: new DuplicateWatch(),
    });
    this.makeRoom(source, seconds);
    source.current = session;
    source.recent.set(session.uid, session);
    if (this.open.size >= MAX_OPEN) this.endSmallest();
    this.open.set(session, source);
    source.isF1 = true;
    this.adoptStrays(source, session);
    return session;
  }

  /** A game that begins anew within the second sends the same first datagram: the next number, so that no two share a folder. */
  private unused(wanted: string): string {
    let id = wanted;
    for (let n = Number.parseInt(id.slice(-6), 16); this.ids.includes(id); )
      id = id.slice(0, -6) + (++n & 0xffffff).toString(16).padStart(6, "0");
    this.ids.push(id);
    if (this.ids.length > MAX_OPEN) this.ids.shift();
    return id;
  }

  /** Gives the datagrams that came before the session to it. */
  private adoptStrays(source: SourceState<S>, session: S): void {
    this.kept -= source.strays.length;
    for (const {batch, kind} of source.strays.splice(0)) {
      this.firstRefusal ??= explain(batch.view, 0, batch.length[0]);
      this.callbacks.datagram(session, batch, 0);
      session.builder.malformed(kind);
    }
    for (; source.straysDropped > 0; source.straysDropped--) session.builder.malformed("beforeSession");
  }

  /**
   * Before another session of a source begins. The oldest that has fallen silent ends; one that is being heard ends only when too many
   * are, and then the one with the fewest datagrams: whoever forges the game's address cannot end its session with a few packets.
   */
  private makeRoom(source: SourceState<S>, seconds: number): void {
    const {recent} = source;
    for (const session of recent.values()) {
      if (recent.size < MAX_RECENT) return;
      if (seconds - session.last.seconds > HEARD_S) this.leave(source, session);
    }
    if (recent.size >= MAX_HEARD) this.leave(source, smallestOf(recent.values())!);
  }

  private endSmallest(): void {
    const smallest = smallestOf(this.open.keys());
    if (smallest) this.leave(this.open.get(smallest)!, smallest);
  }

  /** Ends one session of a source that goes on. */
  private leave(source: SourceState<S>, session: S): void {
    source.recent.delete(session.uid);
    if (source.current === session) source.current = [...source.recent.values()].at(-1);
    source.stubs = session.builder.ledger.received < STUB ? source.stubs + 1 : 0;
    this.close(session);
  }

  private close(session: S): void {
    this.open.delete(session);
    session.builder.end();
    this.callbacks.end(session);
  }
}

function smallestOf<S extends SplitSession>(sessions: Iterable<S>): S | undefined {
  let smallest: S | undefined;
  const size = ({builder}: S) => builder.ledger.received;
  for (const each of sessions) if (!smallest || size(each) < size(smallest)) smallest = each;
  return smallest;
}
