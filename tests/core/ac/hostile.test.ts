import {describe, expect, it} from "vitest";
import {acPages} from "../../../src/core/ac/pagesDecoder.js";
import {AcUdpClient} from "../../../src/core/ac/udpClient.js";
import {acUdp} from "../../../src/core/ac/udpDecoder.js";
import {encodeOperation} from "../../../src/core/ac/udpMessages.js";
import {accBroadcast} from "../../../src/core/acc/broadcastDecoder.js";
import {AccClient} from "../../../src/core/acc/client.js";
import {rowIndex} from "../../../src/core/live/messages.js";
import {AccBroadcaster} from "../../../src/core/sim/games/accBroadcaster.js";
import {AcPages} from "../../../src/core/sim/games/acPages.js";
import {AcUdpGame} from "../../../src/core/sim/games/acUdpGame.js";
import {PageReader} from "../../../src/core/sources/pageReader.js";
import {RowSession} from "../../../src/core/sources/rowSession.js";
import type {Protocol, RowSink} from "../../../src/core/sources/source.js";
import {begun, together} from "../../support/acDrive.js";
import {Listener, MemoryPages} from "../../support/acPages.js";
import {random} from "../../support/readAll.js";

function pages(game: "ac" | "acc"): Uint8Array[] {
  const memory = new MemoryPages();
  const peer = new AcPages(begun().session, memory, {game});
  const reader = new PageReader(memory);
  peer.begin();
  peer.step();
  return reader.poll(0);
}

function udp(): Uint8Array[] {
  const game = new AcUdpGame(begun().session);
  const [response] = game.receive(encodeOperation("handshake"), "c");
  for (const operation of ["updates", "spots"] as const) game.receive(encodeOperation(operation), "c");
  return [response, ...game.tell().map(({bytes}) => bytes)];
}

function broadcast(): Uint8Array[] {
  const server = new AccBroadcaster(together([begun(), begun()]));
  const event = server.encode({type: "event", event: 5, text: "lap", timeMs: 1, carIndex: 1001});
  return [...server.entryList(1), ...server.update(), event];
}

const CASES: [string, Protocol, Uint8Array[]][] = [
  ["pages of ac", acPages(), pages("ac")],
  ["pages of acc", acPages(), pages("acc")],
  ["ac's udp", acUdp({steeringLockDeg: 450}), udp()],
  ["acc broadcasting", accBroadcast(), broadcast()],
];

const flow = {source: "1.2.3.4", sourcePort: 9000, target: "1.2.3.5", targetPort: 9996};
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

describe.each(CASES)("%s", (_, protocol, good) => {
  it("truncated anywhere are counted, and never thrown over", () => {
    const listener = new Listener(protocol);
    let n = 0;
    for (const bytes of good)
      for (let end = 0; end < bytes.length; end++) {
        const cut = bytes.slice(0, end);
        protocol.recognises(view(cut), 0, end, flow);
        listener.take(cut, n++);
      }
    expect([...listener.reasons.keys()]).toContain(
      good.length && protocol.name === "acc-broadcast" ? "short" : "length",
    );
    listener.end();
  });

  it("of random bytes, and with bytes changed at random, never throw; sessions stay readable", () => {
    const next = random(20_26);
    const listener = new Listener(protocol);
    const garbage = (bytes: Uint8Array) => bytes.map(() => Math.floor(256 * next()));
    for (let i = 0; i < 3000; i++) {
      const base = good[Math.floor(next() * good.length)];
      const bytes = i % 3 === 0 ? garbage(base) : base.slice();
      const changes = Math.floor(next() * 12);
      for (let k = 0; k < changes; k++) bytes[Math.floor(next() * bytes.length)] = Math.floor(256 * next());
      protocol.recognises(view(bytes), 0, bytes.length, flow);
      // clocks fall and jump too
      listener.take(bytes, i % 50 === 0 ? Number.NaN : 1e9 + (next() - 0.3) * 10 + i);
      if (listener.sessions.length > 50) listener.sessions.splice(0, 40);
    }
    for (const {laps} of listener.end())
      for (const lap of laps) expect([lap.lap >= 0, lap.samples >= 0]).toEqual([true, true]);
  });

  it("with every word absurd never throw, and no row has a value without end", () => {
    const words = [0x7fc00000, 0x7f800000, 0xff800000, 0x7fffffff, 0x80000000, 0xffffffff, 0x7f7fffff, 0];
    const session = new RowSession({samples: () => {}});
    let rows = 0;
    const sink: RowSink = {
      facts: (facts) => session.facts(facts),
      lap: (car, lap) => session.lap(car, lap),
      event: (event) => session.event(event),
      lost: (datagrams) => session.lost(datagrams),
      row(car, row) {
        rows++;
        if (row.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)) throw new Error("an infinite value");
        if (!(row[rowIndex("sessionTime")] >= 0 && row[rowIndex("lapNumber")] >= 0)) throw new Error("no time or lap");
        session.row(car, row);
      },
    };
    let decoder = protocol.decoder(sink);
    let n = 1;
    const take = (bytes: Uint8Array, fresh: boolean) => {
      // pages count on
      if (protocol.name === "ac-pages" && fresh && bytes[5] < 2) view(bytes).setInt32(8, n, true);
      if (decoder.datagram(view(bytes), 0, bytes.length, n++ / 100) !== "next") return;
      decoder = protocol.decoder(sink);
      decoder.datagram(view(bytes), 0, bytes.length, n / 100);
    };
    for (const bytes of good) {
      const step = 4 * Math.ceil(bytes.length / 800);
      for (let at = 0; at + 4 <= bytes.length; at += step)
        for (const word of words) {
          const changed = bytes.slice();
          view(changed).setUint32(at, word, true);
          for (const other of good) take(other.slice(), true);
          take(changed, at !== 8);
        }
    }
    expect(rows).toBeGreaterThan(100);
    session.end();
    session.summary();
  });
});

describe("the clients", () => {
  it("take any bytes and send no more than they would without them", () => {
    const next = random(7);
    const ac = new AcUdpClient();
    const acc = new AccClient();
    let sent = 0;
    for (let i = 0; i < 20_000; i++) {
      const bytes = Uint8Array.from({length: Math.floor(next() * 120)}, () => Math.floor(next() * 256));
      if (i % 2) bytes[0] = 1 + Math.floor(next() * 7);
      ac.datagram(view(bytes), 0, bytes.length, i / 1000);
      acc.datagram(view(bytes), 0, bytes.length, i / 1000);
      sent += ac.at(i / 1000).length + acc.at(i / 1000).length;
    }
    // 20 s: handshakes every 2 s, registrations every 2 s, two kinds of requests a second
    expect(sent).toBeLessThanOrEqual(10 + 10 + 2 * 21);
  });
});
