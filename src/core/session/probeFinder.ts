import {countMalformed, countReceived} from "../archive/ledger.js";
import type {DatagramBatch, Flow} from "../capture/batch.js";
import {type KeptDatagram, keepDatagram} from "../capture/keptDatagram.js";
import type {OpenSession, RowGame, SessionDecoder, SessionFinder, SessionHost} from "../games/game.js";

/** Datagrams kept until one of them gives a row: datagrams of menus and handshakes alone begin no session. */
const MAX_KEPT = 512;

interface Sender<S> {
  flow: Flow;
  running: S | undefined;
  /** before a session: shows when it begins */
  probe: Probe | undefined;
  kept: KeptDatagram[];
}

/**
 * Separates the sessions of a game by its decoder: one begins with the first row of a sender, and ends where the decoder reports that
 * another one begins.
 */
export class ProbeFinder<S extends OpenSession> implements SessionFinder<S> {
  firstRefusal: string | undefined;
  private readonly senders = new Map<Flow, Sender<S>>();

  constructor(
    private readonly game: RowGame,
    private readonly host: SessionHost<S>,
  ) {}

  datagram(batch: DatagramBatch, i: number, flow: Flow): void {
    let sender = this.senders.get(flow);
    if (!sender) {
      sender = {flow, running: undefined, probe: undefined, kept: []};
      this.senders.set(flow, sender);
    }
    this.deliver(sender, batch, i);
  }

  endWhere(test: (session: S) => boolean): void {
    for (const sender of this.senders.values()) if (sender.running && test(sender.running)) this.close(sender);
  }

  end(): void {
    for (const sender of this.senders.values()) this.close(sender);
    this.senders.clear();
  }

  pending(): DatagramBatch[] {
    return [...this.senders.values()].flatMap(({kept}) => kept.map(({batch}) => batch));
  }

  private wait(sender: Sender<S>, batch: DatagramBatch, i: number): void {
    sender.probe ??= new Probe(this.game);
    const {probe, kept} = sender;
    const verdict = probe.take(batch, i);
    if (verdict === "next") {
      // the kept datagrams belonged to a session that never began
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
      const {game, flow} = {game: this.game, flow: sender.flow};
      sender.running = this.host.begin(kept[0].batch, 0, {game, format: game.name, uid: "", flow});
      for (const {batch: one} of kept) this.deliver(sender, one, 0);
    } else if (kept.length > MAX_KEPT) kept.shift();
  }

  private deliver(sender: Sender<S>, batch: DatagramBatch, i: number): void {
    const {running} = sender;
    if (!running) {
      this.wait(sender, batch, i);
      return;
    }
    const {view, offset, length, seconds, nanos} = batch;
    const {ledger, decoder} = running;
    const arrival = seconds[i] + nanos[i] / 1e9;
    const verdict = this.host.isCopy(running, batch, i)
      ? "duplicate"
      : decoder.datagram(view, offset[i], length[i], arrival);
    if (verdict === "next") {
      this.close(sender);
      this.wait(sender, batch, i);
      return;
    }
    this.host.take(running, batch, i);
    if (verdict === "late") countReceived(ledger, "late");
    else if (verdict === "duplicate") countReceived(ledger, "duplicate");
    else if (verdict === "ok" || verdict === "apart") countReceived(ledger, "once");
    else {
      countMalformed(ledger, verdict);
      this.firstRefusal ??= this.game.explain?.(view, offset[i], length[i], sender.flow);
    }
  }

  private close(sender: Sender<S>): void {
    if (!sender.running) return;
    const session = sender.running;
    sender.running = undefined;
    this.host.end(session);
  }
}

/** A decoder that is only watched: a session begins with its first row. */
class Probe {
  begun = false;
  private readonly decoder: SessionDecoder;

  constructor(game: RowGame) {
    this.decoder = game.decoder({
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
