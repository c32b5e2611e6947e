import {describe, expect, it} from "vitest";
import {rowIndex} from "../../../src/core/channels/telemetryRow.js";
import {acPages, acUdp} from "../../../src/core/games/ac/game.js";
import {PageReader} from "../../../src/core/games/ac/pageReader.js";
import {AcUdpClient} from "../../../src/core/games/ac/udpClient.js";
import {encodeOperation} from "../../../src/core/games/ac/udpMessages.js";
import {AccClient} from "../../../src/core/games/acc/client.js";
import {accBroadcast} from "../../../src/core/games/acc/game.js";
import {ams2Game} from "../../../src/core/games/ams2/game.js";
import {forzaGame} from "../../../src/core/games/forza/game.js";
import type {RowGame, RowSink} from "../../../src/core/games/game.js";
import {gt7Game} from "../../../src/core/games/gt7/game.js";
import {Gt7Cipher} from "../../../src/core/games/gt7/packet.js";
import {SessionBuilder} from "../../../src/core/session/sessionBuilder.js";
import {AccBroadcaster} from "../../../src/core/sim/games/accBroadcaster.js";
import {AcPagesWriter} from "../../../src/core/sim/games/acPagesWriter.js";
import {AcUdpGame} from "../../../src/core/sim/games/acUdpGame.js";
import {begun, Drive, together} from "../../support/acDrive.js";
import {Listener, MemoryPages} from "../../support/acPages.js";
import {Ams2Peer} from "../../support/ams2Peer.js";
import {forzaDatagram} from "../../support/forzaPeer.js";
import {gt7Datagram} from "../../support/gt7Peer.js";
import {count, rotated} from "../../support/long.js";
import {sealGt7} from "../../support/sealGt7.js";
import {seeded} from "../../support/seeded.js";

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const state = new Drive().step();

function pages(game: "ac" | "acc"): Uint8Array[] {
  const memory = new MemoryPages();
  const peer = new AcPagesWriter(begun().session, memory, {game});
  const reader = new PageReader(memory);
  peer.begin();
  peer.step();
  return reader.poll(0);
}

function udp(): Uint8Array[] {
  const game = new AcUdpGame(begun().session);
  const [response] = game.receive(encodeOperation("handshake"), "c");
  for (const operation of ["updates", "spots"] as const) game.receive(encodeOperation(operation), "c");
  return [response, ...game.frame().map(({bytes}) => bytes)];
}

function twoCars(): AccBroadcaster {
  return new AccBroadcaster(together([begun(), begun()]));
}

function broadcast(): Uint8Array[] {
  const server = twoCars();
  const event = server.encode({type: "event", event: 5, text: "lap", timeMs: 1, carIndex: 1001});
  return [...server.entryList(1), ...server.update(), event];
}

function gt7(): Uint8Array[] {
  const position: [number, number, number] = [state.x, 1, state.z];
  return [296, 316, 344, 368].map((bytes) =>
    gt7Datagram({id: 700, lap: 2, speed: 50, lastLapMs: 90_000, position}, bytes),
  );
}

function ams2(): Uint8Array[] {
  const peer = new Ams2Peer();
  const car = {lap: 1, sector: 1, lapTime: 40, sectorTime: 10, distance: 900, x: 1, z: 2, lastLap: 80, lastSector: 30};
  return [
    ...[peer.gameState(2, 5), peer.race("Interlagos", "GP", 4309), peer.participants(["Ann", "Bob"])],
    ...[peer.vehicles(["Car A"]), peer.timings([car, car]), peer.telemetry(0), peer.stats([car, car])],
  ].map(({buffer}) => new Uint8Array(buffer as ArrayBuffer));
}

function forza(): Uint8Array[] {
  const tick = {speed: 50, rpm: 6000, lap: 1, current: 12, last: 90, race: 102};
  return ([232, 311, 324, 331] as const).map((bytes, i) => forzaDatagram({...tick, timestampMs: 1000 + i}, bytes));
}

interface Case {
  name: string;
  protocol: RowGame;
  good: Uint8Array[];
  /** the reason for a truncated datagram */
  cut: string;
  /** a datagram of another version and the reason for it */
  other: [Uint8Array, string];
  /** sets the number of a datagram */
  number?: (bytes: Uint8Array, n: number) => void;
  /** decrypts and encrypts a datagram */
  open?: (bytes: Uint8Array) => Uint8Array;
  seal?: (bytes: Uint8Array) => Uint8Array;
}

const changed = (bytes: Uint8Array, at: number, value: number) => {
  const out = bytes.slice();
  out[at] = value;
  return out;
};
const numberPage = (bytes: Uint8Array, n: number) => {
  if (bytes[5] < 2) view(bytes).setInt32(8, n, true);
};
const [, older] = twoCars().update();
const cipher = new Gt7Cipher();

const CASES: Case[] = [
  ...(["ac", "acc"] as const).map((game): Case => {
    const good = pages(game);
    return {
      ...{name: `pages of ${game}`, protocol: acPages(), good, cut: "length", number: numberPage},
      other: [changed(good[0], 4, 2), "version"],
    };
  }),
  {
    ...{name: "ac's udp", protocol: acUdp({steeringLockDeg: 450}), good: udp(), cut: "length"},
    // another identifier
    other: [changed(udp()[1], 0, 98), "identifier"],
  },
  {
    ...{name: "acc broadcasting", protocol: accBroadcast(), good: broadcast(), cut: "short"},
    // without driverCount
    other: [new Uint8Array([...older.slice(0, 5), ...older.slice(6)]), "protocol 2"],
  },
  {
    ...{name: "gran turismo", protocol: gt7Game, good: gt7(), cut: "length"},
    // another key
    other: [changed(gt7()[0], 2, gt7()[0][2] ^ 1), "cipher"],
    number: (bytes, n) => view(bytes).setInt32(0x70, n, true),
    open: (bytes) => {
      if (!cipher.open(view(bytes), 0, bytes.length)) throw new Error("not sealed");
      return cipher.bytes.slice(0, bytes.length);
    },
    seal: (bytes) => {
      const out = bytes.slice();
      sealGt7(out, 12_345);
      return out;
    },
  },
  {
    ...{name: "automobilista", protocol: ams2Game, good: ams2(), cut: "length"},
    other: [changed(ams2()[0], 11, 9), "header"],
    number: (bytes, n) => view(bytes).setUint32(0, n, true),
  },
  {
    ...{name: "forza", protocol: forzaGame, good: forza(), cut: "length"},
    // a car of no class
    other: [changed(forza()[3], 219, 1), "values"],
    number: (bytes, n) => view(bytes).setUint32(4, n, true),
  },
];

const flow = {source: "1.2.3.4", sourcePort: 9000, target: "1.2.3.5", targetPort: 9996};

describe.each(CASES)("$name", ({protocol, good, cut, other, ...spell}) => {
  const {number = () => {}, open = (bytes) => bytes, seal = (bytes) => bytes} = spell;

  it("truncated anywhere are counted and never throw", () => {
    const listener = new Listener(protocol);
    let n = 0;
    for (const bytes of good)
      for (let end = 0; end < bytes.length; end++) {
        const part = bytes.slice(0, end);
        protocol.recognises(view(part), 0, end, flow);
        listener.take(part, n++);
      }
    expect([...listener.reasons.keys()]).toContain(cut);
    listener.end();
  });

  it("of another version have a reason and report nothing", () => {
    const told: string[] = [];
    const tell = (what: string) => () => void told.push(what);
    const sink = {facts: tell("facts"), row: tell("row"), lap: tell("lap"), event: tell("event"), lost: tell("lost")};
    const [bytes, reason] = other;
    expect(protocol.decoder(sink).datagram(view(bytes), 0, bytes.length, 1)).toBe(reason);
    expect(told).toEqual([]);
  });

  it("of random bytes, and with random changes, never throw; sessions stay readable", () => {
    const next = seeded(20_26);
    const listener = new Listener(protocol);
    const garbage = (bytes: Uint8Array) => bytes.map(() => Math.floor(256 * next()));
    for (let i = 0; i < count(1500, 3000); i++) {
      const base = good[Math.floor(next() * good.length)];
      const bytes = i % 3 === 0 ? garbage(base) : base.slice();
      const changes = Math.floor(next() * 12);
      for (let k = 0; k < changes; k++) bytes[Math.floor(next() * bytes.length)] = Math.floor(256 * next());
      protocol.recognises(view(bytes), 0, bytes.length, flow);
      // clocks also fall and jump
      listener.take(bytes, i % 50 === 0 ? Number.NaN : 1e9 + (next() - 0.3) * 10 + i);
      if (listener.sessions.length > 50) listener.sessions.splice(0, 40);
    }
    for (const {laps} of listener.end())
      for (const lap of laps) expect([lap.lap >= 0, lap.samples >= 0]).toEqual([true, true]);
  });

  it("with absurd words never throw, and rows have no infinite values", () => {
    const words = [0x7fc00000, 0x7f800000, 0xff800000, 0x7fffffff, 0x80000000, 0xffffffff, 0x7f7fffff, 0];
    const session = new SessionBuilder({samples: () => {}});
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
    const take = (plain: Uint8Array, isFresh: boolean) => {
      // numbers stay consecutive
      if (isFresh) number(plain, n);
      const bytes = seal(plain);
      if (decoder.datagram(view(bytes), 0, bytes.length, n++ / 100) !== "next") return;
      decoder = protocol.decoder(sink);
      decoder.datagram(view(bytes), 0, bytes.length, n / 100);
    };
    const plain = good.map(open);
    for (const bytes of plain) {
      const step = 4 * Math.ceil(bytes.length / 800);
      for (let at = 0; at + 4 <= bytes.length; at += step)
        for (const word of rotated(words, at / step, 2)) {
          const spoilt = bytes.slice();
          view(spoilt).setUint32(at, word, true);
          for (const other of plain) take(other.slice(), true);
          take(spoilt, true);
          if (at < 16) take(spoilt, false);
        }
    }
    expect(rows).toBeGreaterThan(100);
    session.end();
    session.summary();
  });
});

describe("the clients", () => {
  it("accept any bytes and send no more than without them", () => {
    const next = seeded(7);
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
