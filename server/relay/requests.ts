import {WireError} from "../../src/core/live/wire/narrow.js";
import {parseClientMessage} from "../../src/core/live/wire/parseClientMessage.js";
import {type Subscribe, WIRE_LIMITS} from "../../src/core/live/wire/protocol.js";
import {Backfill} from "./backfill.js";
import type {RelayClient} from "./client.js";
import type {RelayLimits} from "./limits.js";
import type {Clock, RelayCodec, RelaySource} from "./ports.js";
import type {Sessions} from "./sessions.js";
import {Subscription} from "./subscription.js";

interface RequestOptions {
  source: RelaySource;
  codec: RelayCodec;
  clock: Clock;
  limits: RelayLimits;
  sessions: Sessions;
  log?: (text: string) => void;
}

/** Handles the messages of clients. An invalid one is answered with the error and how to correct it. */
export class Requests {
  constructor(private readonly options: RequestOptions) {}

  handle(client: RelayClient, data: Uint8Array, isBinary: boolean): void {
    try {
      if (isBinary) throw new WireError("binary message", "send JSON text");
      if (data.length > WIRE_LIMITS.message)
        throw new WireError(`message too long: ${data.length}`, `send at most ${WIRE_LIMITS.message} bytes`);
      const request = parseClientMessage(new TextDecoder().decode(data));
      switch (request.type) {
        case "ack":
          client.acknowledge(request.seq);
          break;
        case "ping":
          client.control({type: "pong", t: request.t, now: this.options.clock.now()});
          break;
        case "unsubscribe":
          this.unsubscribe(client, request.id);
          break;
        case "subscribe":
          this.subscribe(client, request);
      }
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      client.control({type: "error", message: error.message, mend: error.mend});
    }
  }

  private subscribe(client: RelayClient, request: Subscribe): void {
    const {sessions, source, codec, limits, clock, log} = this.options;
    this.unsubscribe(client, request.id);
    if (client.subscriptions.size >= limits.subscriptions)
      throw new WireError(`too many subscriptions: ${limits.subscriptions}`, "unsubscribe from another first");
    const subscription = new Subscription(request);
    client.subscriptions.set(request.id, subscription);
    client.retime();
    sessions.subscribe(subscription, client);
    if (!subscription.session) return;
    if (request.backfillS <= 0 && !request.resumeFrom) {
      client.control({type: "caughtUp", id: request.id});
      return;
    }
    new Backfill(client, subscription, {source, codec, clock, limits}).run().catch((error: Error) => {
      log?.(`backfill of ${subscription.session?.id}: ${error.message}`);
      subscription.held = null;
      client.control({type: "error", message: `no backfill: ${error.message}`, mend: "only new frames follow"});
      client.control({type: "caughtUp", id: request.id});
    });
  }

  private unsubscribe(client: RelayClient, id: string): void {
    const subscription = client.subscriptions.get(id);
    client.subscriptions.delete(id);
    client.retime();
    if (subscription) this.options.sessions.unsubscribe(subscription);
  }
}
