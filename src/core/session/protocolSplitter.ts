import type {DatagramBatch, Flow} from "../capture/batch.js";
import type {Game, RowSink, SessionDecoder} from "../games/game.js";
import {DuplicateWatch} from "./fingerprint.js";
import {type KeptDatagram, keepDatagram} from "./keptDatagram.js";
import {sessionId} from "./sessionId.js";

/** Datagrams kept until one of them tells of a drive: menus and greetings alone make no session. */
const MAX_KEPT = 512;

/** A session of such a protocol, with what only the splitter can know: see SessionIdentity of the F1 games. */
export interface ProtocolIdentity {
  id: string;
  /** these games give their sessions none */
  uid: string;
  /** the protocol's name */
  format: string;
  flow: Flow;
  first: {seconds: number; nanos: number};
  last: {seconds: number; nanos: number};
  watch: DuplicateWatch;
}

/** What takes a session's rows, and is told what could not be understood. */
export interface RowTaker extends RowSink {
  /** `late`: it should have come before others */
  received(how: "once" | "duplicate" | "late"): void;
  malformed(kind: string): void;
  /** the source said that the session is over */
  over: boolean;
  end(): void;
}

export interface ProtocolSession extends ProtocolIdentity {
  builder: RowTaker;
}

export interface ProtocolCallbacks<S extends ProtocolSession> {
  begin(found: ProtocolIdentity): S;
  /** every datagram of the session, the damaged ones too, before its builder gets it */
  datagram(session: S, batch: DatagramBatch, i: number): void;
  end(session: S): void;
}

/** One sender of one protocol. */
interface Sender<S> {
  protocol: Game;
  flow: Flow;
  running: {session: S; decoder: SessionDecoder} | undefined;
  /** before a session: tells when it begins */
  probe: Probe | undefined;
  kept: KeptDatagram[];
}

/** Tells sessions of protocols apart: by sender, and where a decoder says that another one begins. */
export class ProtocolSplitter<S extends ProtocolSession> {
  private readonly senders = new Map<string, Sender<S>>();

  constructor(
    private readonly protocols: readonly Game[],
    private readonly callbacks: ProtocolCallbacks<S>,
  ) {}

  /** Whether the datagram's sender speaks one of the protocols; asked until it does. */
  knows(key: string, batch: DatagramBatch, i: number): boolean {
    if (this.senders.has(key)) return true;
    const flow = batch.flows[batch.flow[i]];
    const protocol = this.protocols.find((p) => p.recognises(batch.view, batch.offset[i], batch.length[i], flow));
    if (!protocol) return false;
    this.senders.set(key, {protocol, flow, running: undefined, probe: undefined, kept: []});
    return true;
  }

  /** A datagram of a sender that `knows` said yes to. */
  datagram(key: string, batch: DatagramBatch, i: number): void {
    const sender = this.senders.get(key)!;
    if (sender.running) this.deliver(sender, batch, i);
    else this.wait(sender, batch, i);
  }

  endWhere(test: (session: S) => boolean): void {
    for (const sender of this.senders.values()) if (sender.running && test(sender.running.session)) this.close(sender);
  }

  end(): void {
    for (const sender of this.senders.values()) this.close(sender);
    this.senders.clear();
  }

  /** Datagrams that belong to no session yet. */
  pending(): DatagramBatch[] {
    return [...this.senders.values()].flatMap(({kept}) => kept.map(({batch}) => batch));
  }

  private wait(sender: Sender<S>, batch: DatagramBatch, i: number): void {
    sender.probe ??= new Probe(sender.protocol);
    const {probe, kept} = sender;
    const verdict = probe.take(batch, i);
    if (verdict === "next") {
      // what was kept belonged to something that never began
      sender.kept = [];
      sender.probe = undefined;
      this.wait(sender, batch, i);
      return;
    }
    if (verdict === "apart") return;
    kept.push(keepDatagram(batch, i, verdict));
    if (probe.begun) {
      sender.kept = [];
      sender.probe = undefined;
      this.begin(sender, kept[0].batch);
      for (const {batch: one} of kept) this.deliver(sender, one, 0);
    } else if (kept.length > MAX_KEPT) kept.shift();
  }

  private begin(sender: Sender<S>, batch: DatagramBatch): void {
    const {protocol, flow} = sender;
    const seconds = batch.seconds[0];
    const nanos = batch.nanos[0];
    const session = this.callbacks.begin({
      id: sessionId(seconds, batch.view, batch.offset[0], batch.length[0]),
      uid: "",
      format: protocol.name,
      flow,
      first: {seconds, nanos},
      last: {seconds, nanos},
      watch: new DuplicateWatch(protocol.copiedWithinS),
    });
    sender.running = {session, decoder: protocol.decoder(session.builder)};
  }

  private deliver(sender: Sender<S>, batch: DatagramBatch, i: number): void {
    if (!sender.running) {
      this.wait(sender, batch, i);
      return;
    }
    const {session, decoder} = sender.running;
    const {view} = batch;
    const offset = batch.offset[i];
    const length = batch.length[i];
    const seconds = batch.seconds[i];
    const nanos = batch.nanos[i];
    const arrival = seconds + nanos / 1e9;
    const verdict = decoder.datagram(view, offset, length, arrival);
    if (verdict === "next") {
      this.close(sender);
      this.wait(sender, batch, i);
      return;
    }
    session.last.seconds = seconds;
    session.last.nanos = nanos;
    const duplicate = session.watch.seen(view, offset, length, arrival);
    this.callbacks.datagram(session, batch, i);
    if (verdict === "late") session.builder.received("late");
    else if (verdict === "ok" || verdict === "apart" || verdict === "duplicate")
      session.builder.received(duplicate || verdict === "duplicate" ? "duplicate" : "once");
    else session.builder.malformed(verdict);
    session.builder.over = decoder.over;
  }

  private close(sender: Sender<S>): void {
    if (!sender.running) return;
    const {session} = sender.running;
    sender.running = undefined;
    session.builder.end();
    this.callbacks.end(session);
  }
}

/** A decoder that is only watched: a session begins with the first row. */
class Probe {
  begun = false;
  private readonly decoder: SessionDecoder;

  constructor(protocol: Game) {
    this.decoder = protocol.decoder({
      facts: () => {},
      row: () => {
        this.begun = true;
      },
      lap: () => {},
      event: () => {},
      lost: () => {},
    });
  }

  take({view, offset, length, seconds, nanos}: DatagramBatch, i: number): string {
    return this.decoder.datagram(view, offset[i], length[i], seconds[i] + nanos[i] / 1e9);
  }
}
