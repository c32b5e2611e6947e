import {WireError} from "../../src/core/live/wire/narrow.js";
import {parseClientMessage} from "../../src/core/live/wire/parseClientMessage.js";
import {type Subscribe, WIRE_LIMITS} from "../../src/core/live/wire/protocol.js";
import {Backfill} from "./backfill.js";
import type {RelayClient} from "./client.js";
import type {Clock, RelayCodec, RelayLimits, RelaySource} from "./parts.js";
import type {Sessions} from "./sessions.js";
import {Subscription} from "./subscription.js";

export interface RequestParts {
  source: RelaySource;
  codec: RelayCodec;
  clock: Clock;
  limits: RelayLimits;
  sessions: Sessions;
  log?: (text: string) => void;
}

/** What clients ask for, done; what cannot be understood is answered with what is wrong and how to mend it. */
export class Requests {
  constructor(private readonly parts: RequestParts) {}

  take(client: RelayClient, data: Uint8Array, isBinary: boolean): void {
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
          client.control({type: "pong", t: request.t, now: this.parts.clock.now()});
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
    const {sessions, limits, clock, log} = this.parts;
    this.unsubscribe(client, request.id);
    if (client.subscriptions.size >= limits.subscriptions)
      throw new WireError(`too many subscriptions: ${limits.subscriptions}`, "unsubscribe from another first");
    const subscription = new Subscription(client, request);
    client.subscriptions.set(request.id, subscription);
    client.retime();
    sessions.subscribe(subscription);
    if (!subscription.session || (request.backfillS <= 0 && !request.resumeFrom)) return;
    new Backfill(subscription, this.parts, clock, limits).run().catch((error: Error) => {
      log?.(`backfill of ${subscription.session?.id}: ${error.message}`);
      subscription.held = null;
      client.control({type: "error", message: `no backfill: ${error.message}`, mend: "frames from now on follow"});
    });
  }

  private unsubscribe(client: RelayClient, id: string): void {
    const subscription = client.subscriptions.get(id);
    client.subscriptions.delete(id);
    client.retime();
    if (subscription) this.parts.sessions.unsubscribe(subscription);
  }
}
