import type {DatagramBatch} from "../capture/batch.js";
import {identify} from "../games/f1/identify.js";
import type {ProtocolSession, ProtocolSplitter} from "./protocolSplitter.js";
import {F1_PORT, type SourceSplitter, type SplitSession} from "./sourceSplitter.js";

/** To whom a conversation's datagrams go; undefined while none of them could be told. */
type Route = "f1" | "protocol" | undefined;

/** Sends each conversation's datagrams where they belong: to the F1 games' splitter, or to that of the other protocols. */
export class GameSplitter<S extends SplitSession, P extends ProtocolSession> {
  private readonly routes = new Map<string, Route>();
  private readonly keys: string[] = [];
  /** of the flows in hand, so that known conversations take no look-up by text */
  private readonly known: Route[] = [];
  private flows: DatagramBatch["flows"] | undefined;

  constructor(
    private readonly f1: SourceSplitter<S>,
    private readonly others: ProtocolSplitter<P>,
  ) {}

  /** datagrams of conversations that told nothing to anyone */
  get other(): number {
    return this.f1.other;
  }

  get firstRefusal(): string | undefined {
    return this.f1.firstRefusal;
  }

  /** Takes all datagrams of a batch. Batches may come from several readers, each with flows of its own. */
  accept(batch: DatagramBatch): void {
    if (batch.flows !== this.flows) {
      this.flows = batch.flows;
      this.keys.length = this.known.length = 0;
    }
    for (let i = 0; i < batch.count; i++) {
      const route = (this.known[batch.flow[i]] ??= this.learn(batch, i));
      if (route === "protocol") this.others.datagram(this.keyOf(batch, i), batch, i);
      else this.f1.datagram(batch, i);
    }
  }

  end(): void {
    this.f1.end();
    this.others.end();
    this.routes.clear();
    this.known.length = 0;
  }

  /** Ends the sessions for which `test` holds; what they still send begins another one. */
  endWhere(test: (session: S | P) => boolean): void {
    this.f1.endWhere(test);
    this.others.endWhere(test);
  }

  /** Datagrams that belong to no session yet: what a restart must be given again. */
  pending(): DatagramBatch[] {
    return [...this.f1.pending(), ...this.others.pending()];
  }

  private keyOf(batch: DatagramBatch, i: number): string {
    const n = batch.flow[i];
    let key = this.keys[n];
    if (key === undefined) {
      const {source, sourcePort, target, targetPort} = batch.flows[n];
      // an F1 game may take a new sending port at any time; the others are known by theirs
      key = this.keys[n] =
        targetPort === F1_PORT ? `${source}>${target}` : `${source}:${sourcePort}>${target}:${targetPort}`;
    }
    return key;
  }

  private learn(batch: DatagramBatch, i: number): Route {
    const key = this.keyOf(batch, i);
    let route = this.routes.get(key);
    if (route === undefined) {
      route = this.routeOf(key, batch, i);
      if (route) this.routes.set(key, route);
    }
    return route;
  }

  private routeOf(key: string, batch: DatagramBatch, i: number): Route {
    if (batch.flows[batch.flow[i]].targetPort === F1_PORT) return "f1";
    if (identify(batch.view, batch.offset[i], batch.length[i]) === "ok") return "f1";
    return this.others.knows(key, batch, i) ? "protocol" : undefined;
  }
}
