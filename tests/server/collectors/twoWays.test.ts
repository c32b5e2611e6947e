import {expect, it} from "vitest";
import {LiveSessions} from "../../../server/collectors/liveSessions.js";
import {Publisher} from "../../../server/collectors/publisher.js";
import {udpCollector} from "../../../server/collectors/udpCollector.js";
import {f1Stream} from "../../support/f1Stream.js";
import {until} from "../../support/until.js";
import {FakeProducer, FRAMES_ONLY, senderAt, sendTo} from "./support.js";

const STREAM = f1Stream({seconds: 2});

it("two sockets that get the same datagrams have one session, each telemetry message once", async () => {
  const producer = new FakeProducer();
  const publisher = new Publisher({producer, games: [FRAMES_ONLY]});
  const collectors = [await udpCollector({port: 0}), await udpCollector({port: 0})];
  const running = collectors.map((one) => publisher.run(one));
  const [game, forwarder] = [await senderAt("127.0.0.1"), await senderAt("127.0.0.2")];
  for (const [i, {bytes}] of STREAM.entries()) {
    await sendTo(game, bytes, collectors[0].port);
    await sendTo(forwarder, bytes, collectors[1].port);
    if (i % 32 === 31) await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => collectors.every((one) => one.stats().received === STREAM.length));
  for (const one of collectors) await one.close();
  await Promise.all(running);
  await publisher.flush();
  const sessions = publisher.sessions();
  expect(sessions).toHaveLength(1);
  expect(sessions[0].ledger).toMatchObject({received: 2 * STREAM.length, duplicated: STREAM.length});
  expect(producer.sent.telemetry).toHaveLength(STREAM.filter(({id}) => id === 6).length);
  game.close();
  forwarder.close();
});

it("a packet that is not known is named live too", () => {
  const live = new LiveSessions({}, {telemetry: () => () => {}, event: () => {}, forgotten: () => {}});
  const bytes = new Uint8Array(400);
  const flow = {source: "192.0.2.1", sourcePort: 33_739, target: "192.0.2.2", targetPort: 33_740};
  const batch = {
    count: 1,
    bytes,
    view: new DataView(bytes.buffer),
    offset: Uint32Array.of(0),
    length: Uint32Array.of(400),
  };
  live.accept("gt7", {
    ...batch,
    seconds: Float64Array.of(1),
    nanos: Uint32Array.of(0),
    flow: Uint16Array.of(0),
    flows: [flow],
  });
  expect(live.firstRefusal).toMatch(/^Gran Turismo 7 packet of 400 bytes/);
});
