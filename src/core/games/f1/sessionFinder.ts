import {countMalformed, countReceived} from "../../archive/ledger.js";
import type {DatagramBatch, Flow} from "../../capture/batch.js";
import {type KeptDatagram, keepDatagram} from "../../capture/keptDatagram.js";
import type {Game, OpenSession, SessionFinder, SessionHost} from "../game.js";
import {HEADER_BYTES} from "./formats.js";
import {createHeader, type Header, readHeader, uidText} from "./header.js";
import {explain, F1_PORT, identify} from "./identify.js";

/** Unreadable datagrams of a sender that are kept until its session begins; further ones are only counted. */
const MAX_STRAYS = 256;
/** Strays and candidates of all senders together: made-up addresses must not fill the memory. */
const MAX_KEPT = 8192;
/** Session UIDs seen once. A session begins with the second packet, so random bytes begin none. */
const MAX_CANDIDATES = 64;
/** Sessions of one sender that may still receive late packets. */
const MAX_RECENT = 2;
/** Sessions of one sender that are all receiving packets: a game sends one, so the others are forged under its address. */
const MAX_HEARD = 8;
/** A session is receiving packets while its last one is no older than this, s. */
const HEARD_S = 2;
/** Running sessions of all senders: beyond this the one with the fewest datagrams ends. */
const MAX_OPEN = 64;
/** A session that ended with fewer datagrams is a stub. After so many stubs in a row a UID needs this many packets to begin a session. */
const STUB = 32;
const MOST_STUBS = 16;
/** A restart is accepted only after this frame. */
const PROGRESSED_FRAMES = 60;
const EVENT = 3;
/** "SSTA" read as a little-endian number */
const SESSION_STARTED = 0x41545353;

interface Running<S> {
  session: S;
  uidHigh: number;
  uidLow: number;
  newestFrame: number;
}

/** State of one sender on one port: its sessions, and the datagrams before the first. */
class Sender<S> {
  current: Running<S> | undefined;
  /** oldest first, by UID */
  readonly recent = new Map<string, Running<S>>();
  readonly candidates = new Map<string, Candidate>();
  readonly strays: KeptDatagram[] = [];
  straysDropped = 0;
  /** sessions in a row that ended as stubs */
  stubs = 0;

  constructor(public isF1: boolean) {}
}

/** A UID that has begun no session yet: its first datagram, and the number of its packets. */
interface Candidate {
  kept: KeptDatagram;
  header: Header;
  packets: number;
}

/**
 * Separates F1 sessions: by sender, by session UID, and by a restart under the same UID. Datagrams that are no packets belong to the
 * session that their sender is in.
 */
export class F1SessionFinder<S extends OpenSession> implements SessionFinder<S> {
  other = 0;
  firstRefusal: string | undefined;
  private readonly senders = new Map<string, Sender<S>>();
  /** by flow, so that no datagram needs a key of text */
  private byFlow = new WeakMap<Flow, Sender<S>>();
  /** strays and candidates */
  private kept = 0;
  /** running sessions, oldest first */
  private readonly open = new Map<Running<S>, Sender<S>>();
  /** of the datagram in hand */
  private readonly header = createHeader();

  constructor(
    private readonly game: Game,
    private readonly host: SessionHost<S>,
  ) {}

  datagram(batch: DatagramBatch, i: number, flow: Flow): void {
    this.take(this.senderOf(flow), batch, i);
  }

  /** A sender may turn out to be an F1 game after a damaged first packet. */
  unrecognised(batch: DatagramBatch, i: number): void {
    this.datagram(batch, i, batch.flows[batch.flow[i]]);
  }

  end(): void {
    for (const sender of this.senders.values()) {
      // a capture of a single packet is a session too; beside a real session it is noise
      for (const {kept, header} of sender.candidates.values()) {
        if (sender.current) this.refuse(sender, kept.batch, 0, "unknownSession");
        else this.deliver(this.begin(sender, kept.batch, 0, header), kept.batch, 0, header);
      }
      for (const running of sender.recent.values()) this.close(running);
      if (!sender.isF1) this.other += sender.strays.length + sender.straysDropped;
    }
    this.senders.clear();
    this.byFlow = new WeakMap();
    this.kept = 0;
  }

  endWhere(test: (session: S) => boolean): void {
    for (const sender of this.senders.values()) {
      for (const running of sender.recent.values()) {
        if (test(running.session)) this.leave(sender, running);
      }
    }
  }

  pending(): DatagramBatch[] {
    return [...this.senders.values()].flatMap(({strays, candidates}) =>
      [...strays, ...[...candidates.values()].map(({kept}) => kept)].map(({batch}) => batch),
    );
  }

  private senderOf(flow: Flow): Sender<S> {
    const known = this.byFlow.get(flow);
    if (known) return known;
    const {source, target, targetPort} = flow;
    // a game may take a new sending port at any time, so the sending port does not identify a sender
    const key = `${source}>${target}:${targetPort}`;
    let sender = this.senders.get(key);
    if (!sender) {
      sender = new Sender(targetPort === F1_PORT);
      this.senders.set(key, sender);
    }
    this.byFlow.set(flow, sender);
    return sender;
  }

  private take(sender: Sender<S>, batch: DatagramBatch, i: number): void {
    const {view, offset, length} = batch;
    const verdict = identify(view, offset[i], length[i]);
    if (verdict !== "ok") {
      if (sender.isF1) this.firstRefusal ??= explain(view, offset[i], length[i]);
      this.refuse(sender, batch, i, verdict);
      return;
    }
    const header = readHeader(view, offset[i], this.header);
    const {uidHigh, uidLow} = header;
    const {current} = sender;
    // menus send a UID of zero: such a packet belongs to the current session
    if (current && ((uidHigh === 0 && uidLow === 0) || (uidHigh === current.uidHigh && uidLow === current.uidLow))) {
      const running = this.restarts(current, batch, i) ? this.restart(sender, current, batch, i) : current;
      this.deliver(running, batch, i, header);
      return;
    }
    const uid = uidText(uidHigh, uidLow);
    const earlier = sender.recent.get(uid);
    if (earlier) {
      // a late packet of the session before, or the sender has gone back to it
      if (header.overallFrame > 0) sender.current = earlier;
      this.deliver(earlier, batch, i, header);
      return;
    }
    this.candidate(sender, uid, batch, i);
  }

  /**
   * A new UID: the second packet that carries it begins the session. After a row of stubs it takes more, so that made-up UIDs do not
   * fill the archive.
   */
  private candidate(sender: Sender<S>, uid: string, batch: DatagramBatch, i: number): void {
    const known = sender.candidates.get(uid);
    if (known) {
      if (++known.packets < (sender.stubs < MOST_STUBS ? 2 : STUB)) {
        this.refuse(sender, batch, i, "unknownSession");
        return;
      }
      sender.candidates.delete(uid);
      this.kept--;
      const running = this.begin(sender, known.kept.batch, 0, known.header);
      this.deliver(running, known.kept.batch, 0, known.header);
      this.deliver(running, batch, i, this.header);
      return;
    }
    sender.candidates.set(uid, {kept: keepDatagram(batch, i, "ok"), header: {...this.header}, packets: 1});
    this.kept++;
    // one candidate a sender is always kept: so that a game that begins now is found
    if (sender.candidates.size <= (this.kept > MAX_KEPT ? 1 : MAX_CANDIDATES)) return;
    const [oldest, {kept}] = sender.candidates.entries().next().value!;
    sender.candidates.delete(oldest);
    this.kept--;
    this.refuse(sender, kept.batch, 0, "unknownSession");
  }

  private deliver(running: Running<S>, batch: DatagramBatch, i: number, header: Header): void {
    const {session} = running;
    const {ledger, decoder} = session;
    const isCopy = this.host.take(session, batch, i);
    countReceived(ledger, isCopy ? "duplicate" : "once", header.packetId);
    if (isCopy) return;
    if (header.overallFrame > running.newestFrame) running.newestFrame = header.overallFrame;
    const verdict = decoder.datagram(batch.view, batch.offset[i], batch.length[i], batch.seconds[i], header);
    if (verdict === "late") ledger.reordered++;
  }

  private refuse(sender: Sender<S>, batch: DatagramBatch, i: number, reason: string): void {
    if (sender.current) {
      this.host.refuse(sender.current.session, batch, i, reason);
    } else if (sender.strays.length < MAX_STRAYS && this.kept < MAX_KEPT) {
      this.kept++;
      sender.strays.push(keepDatagram(batch, i, reason));
    } else {
      sender.straysDropped++;
    }
  }

  /** A session start event in the middle of a session: the game restarted under the same UID. */
  private restarts({session, newestFrame}: Running<S>, {view, offset}: DatagramBatch, i: number): boolean {
    const {packetId, overallFrame, uidHigh, uidLow} = this.header;
    if (packetId !== EVENT || overallFrame !== 0 || (uidHigh === 0 && uidLow === 0)) return false;
    return (
      view.getUint32(offset[i] + HEADER_BYTES, true) === SESSION_STARTED &&
      session.ledger.received > MAX_STRAYS &&
      newestFrame > PROGRESSED_FRAMES
    );
  }

  private restart(sender: Sender<S>, current: Running<S>, batch: DatagramBatch, i: number): Running<S> {
    this.leave(sender, current);
    return this.begin(sender, batch, i, this.header);
  }

  private begin(sender: Sender<S>, batch: DatagramBatch, i: number, header: Header): Running<S> {
    const {packetFormat: format, uidHigh, uidLow} = header;
    const uid = uidText(uidHigh, uidLow);
    const session = this.host.begin(batch, i, {
      game: this.game,
      format,
      uid,
      flow: batch.flows[batch.flow[i]],
    });
    const running = {session, uidHigh, uidLow, newestFrame: 0};
    this.makeRoom(sender, batch.seconds[i]);
    sender.current = running;
    sender.recent.set(uid, running);
    if (this.open.size >= MAX_OPEN) this.endSmallest();
    this.open.set(running, sender);
    sender.isF1 = true;
    this.adoptStrays(sender, session);
    return running;
  }

  /** Gives the session the datagrams that arrived before it began. */
  private adoptStrays(sender: Sender<S>, session: S): void {
    this.kept -= sender.strays.length;
    for (const {batch, kind} of sender.strays.splice(0)) {
      this.firstRefusal ??= explain(batch.view, 0, batch.length[0]);
      this.host.refuse(session, batch, 0, kind);
    }
    for (; sender.straysDropped > 0; sender.straysDropped--) countMalformed(session.ledger, "beforeSession");
  }

  /**
   * Before another session of a sender begins: ends those that have fallen silent. One that is receiving packets ends only when there
   * are too many, and then the one with the fewest datagrams: a few forged packets cannot end the game's session.
   */
  private makeRoom(sender: Sender<S>, seconds: number): void {
    const {recent} = sender;
    for (const running of recent.values()) {
      if (recent.size < MAX_RECENT) return;
      if (seconds - running.session.last.seconds > HEARD_S) this.leave(sender, running);
    }
    if (recent.size >= MAX_HEARD) this.leave(sender, smallestOf(recent.values())!);
  }

  private endSmallest(): void {
    const smallest = smallestOf(this.open.keys());
    if (smallest) this.leave(this.open.get(smallest)!, smallest);
  }

  /** Ends one session of a sender that keeps sending. */
  private leave(sender: Sender<S>, running: Running<S>): void {
    sender.recent.delete(running.session.uid);
    if (sender.current === running) sender.current = [...sender.recent.values()].at(-1);
    sender.stubs = running.session.ledger.received < STUB ? sender.stubs + 1 : 0;
    this.close(running);
  }

  private close(running: Running<S>): void {
    this.open.delete(running);
    this.host.end(running.session);
  }
}

function smallestOf<S extends OpenSession>(sessions: Iterable<Running<S>>): Running<S> | undefined {
  let smallest: Running<S> | undefined;
  const size = ({session}: Running<S>) => session.ledger.received;
  for (const each of sessions) if (!smallest || size(each) < size(smallest)) smallest = each;
  return smallest;
}
