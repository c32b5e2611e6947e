import {messageCodec} from "../../../server/relay/codec.js";
import {Relay} from "../../../server/relay/relay.js";
import {LiveConnection, type LiveOptions} from "../../../src/core/live/client/liveConnection.js";
import type {PageSocket} from "../../../src/core/live/client/relaySocket.js";
import {FakeSocket, FakeSource, HandClock} from "./fakes.js";

/** A page's socket whose other end is the relay's. */
function wire(relay: Relay): PageSocket & {far: FakeSocket} {
  const far = new FakeSocket();
  const near: PageSocket & {far: FakeSocket} = {
    far,
    binaryType: "",
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    send: (text) => far.say(text),
    close: () => far.emit("close"),
  };
  far.onSend = (data) => near.onmessage?.({data: typeof data === "string" ? data : data.slice().buffer});
  queueMicrotask(() => {
    relay.attach(far);
    near.onopen?.();
  });
  return near;
}

/** A relay fed by hand, and pages connected to it, all on one clock. */
export function relayedPage(options: Partial<LiveOptions> = {}) {
  const clock = new HandClock();
  const source = new FakeSource();
  const relay = new Relay({source, codec: messageCodec(), clock});
  const sockets: ReturnType<typeof wire>[] = [];
  const open = () => {
    const socket = wire(relay);
    sockets.push(socket);
    return socket;
  };
  const page = (more: Partial<LiveOptions> = {}) =>
    new LiveConnection({open, clock, backfillS: 0, ...options, ...more});
  return {clock, source, relay, sockets, page, open};
}
