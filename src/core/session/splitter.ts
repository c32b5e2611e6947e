import {countMalformed} from "../archive/ledger.js";
import type {DatagramBatch, Flow} from "../capture/batch.js";
import {DuplicateWatch} from "../capture/duplicateWatch.js";
import type {Game, OpenSession, SessionFinder, SessionHost, SessionIdentity} from "../games/game.js";
import {type Feed, Feeds} from "./feeds.js";
import {ProbeFinder} from "./probeFinder.js";
import {sessionId} from "./sessionId.js";

/** Ids of the sessions that began last are remembered, so that none is given twice. */
const MAX_IDS = 64;

export interface SplitterCallbacks<S extends OpenSession> {
  /** a session begins; returns it with what decodes its datagrams */
  begin(found: SessionIdentity): S;
  /** every datagram of the session, the damaged ones too */
  datagram(session: S, batch: DatagramBatch, i: number): void;
  /** the session is over: others began on the same source, or the capture ended */
  end(session: S): void;
}

interface Route<S extends OpenSession> {
  game: Game;
  finder: SessionFinder<S>;
}

/** Separates the sessions in the datagrams of any games: gives each conversation to the game that recognises it. */
export class Splitter<S extends OpenSession> {
  private readonly routes: readonly Route<S>[];
  private readonly feeds = new Feeds<Route<S>>(({flow, route}, batch, i) => route.finder.datagram(batch, i, flow));
  private readonly byName = new Map<string, Feed<Route<S>>>();
  /** conversations by flow index of the current flow table: avoids a text key for each datagram */
  private readonly byFlow: (Feed<Route<S>> | undefined)[] = [];
  /** why the first datagram that no game recognised is not read, if it is a game's */
  private unrecognised: string | undefined;
  private flows: DatagramBatch["flows"] | undefined;
  private readonly ids: string[] = [];

  constructor(
    games: readonly Game[],
    private readonly callbacks: SplitterCallbacks<S>,
  ) {
    const host: SessionHost<S> = {
      begin: (batch, i, found) => this.begin(batch, i, found),
      isCopy: (session, batch, i) => session.watch.has(this.feeds.fingerprint(batch, i), arrival(batch, i)),
      take: (session, batch, i) => {
        session.last.seconds = batch.seconds[i];
        session.last.nanos = batch.nanos[i];
        const isCopy = session.watch.seen(this.feeds.fingerprint(batch, i), arrival(batch, i));
        callbacks.datagram(session, batch, i);
        return isCopy;
      },
      refuse(session, batch, i, reason) {
        callbacks.datagram(session, batch, i);
        countMalformed(session.ledger, reason);
      },
      end: (session) => callbacks.end(session),
    };
    this.routes = games.map((game) => ({
      game,
      finder: "decoder" in game ? new ProbeFinder(game, host) : game.finder(host),
    }));
  }

  /** datagrams of conversations that no game recognised */
  get other(): number {
    return this.routes.reduce((sum, {finder}) => sum + (finder.other ?? 0), 0);
  }

  /** why the first refused datagram was refused, for the user; undefined when all were accepted */
  get firstRefusal(): string | undefined {
    return this.routes.find(({finder}) => finder.firstRefusal)?.finder.firstRefusal ?? this.unrecognised;
  }

  /** Takes all datagrams of a batch. Batches may come from several readers, each with its own flows. */
  accept(batch: DatagramBatch): void {
    if (batch.flows !== this.flows) {
      this.flows = batch.flows;
      this.byFlow.length = 0;
    }
    for (let i = 0; i < batch.count; i++) {
      const flow = batch.flow[i];
      const conversation = (this.byFlow[flow] ??= this.conversationOf(batch, i));
      if (conversation) this.feeds.datagram(conversation, batch, i);
      else this.refuse(batch, i);
    }
  }

  end(): void {
    this.feeds.end();
    for (const {finder} of this.routes) finder.end();
    this.byName.clear();
    this.byFlow.length = 0;
  }

  /** Ends the sessions for which `test` holds; what they still send begins another one. */
  endWhere(test: (session: S) => boolean): void {
    for (const {finder} of this.routes) finder.endWhere(test);
  }

  /** Datagrams that belong to no session yet: a restart must be given them again. */
  pending(): DatagramBatch[] {
    return [...this.routes.flatMap(({finder}) => finder.pending()), ...this.feeds.pending()];
  }

  /** A datagram of a conversation that no game has recognised so far. */
  private refuse(batch: DatagramBatch, i: number): void {
    for (const {finder} of this.routes) finder.unrecognised?.(batch, i);
    if (this.unrecognised) return;
    const {view, offset, length, flow, flows} = batch;
    for (const {game} of this.routes) this.unrecognised ??= game.explain?.(view, offset[i], length[i], flows[flow[i]]);
  }

  private begin(batch: DatagramBatch, i: number, found: Pick<SessionIdentity, "game" | "format" | "uid" | "flow">): S {
    const [seconds, nanos] = [batch.seconds[i], batch.nanos[i]];
    const {game} = found;
    return this.callbacks.begin({
      ...found,
      id: this.unused(sessionId(seconds, batch.view, batch.offset[i], batch.length[i])),
      first: {seconds, nanos},
      last: {seconds, nanos},
      watch: new DuplicateWatch("decoder" in game ? game.copiedWithinS : undefined),
    });
  }

  private conversationOf(batch: DatagramBatch, i: number): Feed<Route<S>> | undefined {
    const {view, offset, length, seconds} = batch;
    const flow = batch.flows[batch.flow[i]];
    const byPort = this.routes.find(({game}) => "port" in game && game.port === flow.targetPort);
    const known = byPort ? undefined : this.byName.get(nameOf(flow));
    if (known) return known;
    const route = byPort ?? this.routes.find(({game}) => game.recognises(view, offset[i], length[i], flow));
    if (!route) return undefined;
    // a game without a conversation of its own may take a new sending port at any time
    const name = "port" in route.game ? nameOf({...flow, sourcePort: 0}) : nameOf(flow);
    let conversation = this.byName.get(name);
    if (!conversation) {
      conversation = this.feeds.begin(flow, route, seconds[i]);
      this.byName.set(name, conversation);
    }
    if (!byPort) this.byName.set(nameOf(flow), conversation);
    return conversation;
  }

  /** A game that restarts within a second would get the same id: the next free number is taken, so that no two sessions share a folder. */
  private unused(wanted: string): string {
    let id = wanted;
    for (let n = Number.parseInt(id.slice(-6), 16); this.ids.includes(id); )
      id = id.slice(0, -6) + (++n & 0xffffff).toString(16).padStart(6, "0");
    this.ids.push(id);
    if (this.ids.length > MAX_IDS) this.ids.shift();
    return id;
  }
}

/** Arrival of datagram i, s. */
function arrival({seconds, nanos}: DatagramBatch, i: number): number {
  return seconds[i] + nanos[i] / 1e9;
}

function nameOf({source, sourcePort, target, targetPort}: Flow): string {
  return `${source}:${sourcePort}>${target}:${targetPort}`;
}
