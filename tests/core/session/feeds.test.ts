import {describe, expect, it} from "vitest";
import type {DatagramBatch, Flow} from "../../../src/core/capture/batch.js";
import {keepDatagram} from "../../../src/core/capture/keptDatagram.js";
import {type FoundSession, SessionSplitter} from "../../../src/core/session/sessionSplitter.js";
import {AcUdpGame} from "../../../src/core/sim/games/acUdpGame.js";
import {begun} from "../../support/acDrive.js";
import {f1Stream} from "../../support/f1Stream.js";
import {forzaDatagram} from "../../support/forzaPeer.js";
import {gt7Datagram} from "../../support/gt7Peer.js";

interface Arrival {
  bytes: Uint8Array;
  seconds: number;
  flow: Flow;
}

const flow = (source: string, target: string, port: number, sourcePort = 50_000): Flow => ({
  ...{source, sourcePort, target, targetPort: port},
});
/** The same game, sent to two addresses. */
const BROADCAST = flow("192.0.2.10", "192.0.2.255", 20777);
const UNICAST = flow("192.0.2.10", "192.0.2.20", 20777);
const FORWARDED = flow("127.0.0.1", "127.0.0.1", 20778, 60_000);

/** The datagrams on two ways, the second `late` s behind the first; `lost` names those that one of the ways loses. */
function twoWays(
  sent: readonly {bytes: Uint8Array; seconds: number}[],
  [first, second]: [Flow, Flow],
  {late = 0.002, lost = () => 0}: {late?: number; lost?: (i: number) => number} = {},
): Arrival[] {
  return sent
    .flatMap(({bytes, seconds}, i) => [
      ...(lost(i) === 1 ? [] : [{bytes, seconds, flow: first}]),
      ...(lost(i) === 2 ? [] : [{bytes, seconds: seconds + late, flow: second}]),
    ])
    .sort((a, b) => a.seconds - b.seconds);
}

/** Splits arrivals, each in a batch of its own with its own flow table, as from a log. */
function split(arrivals: readonly Arrival[], {end = true, toBatch = batchOf} = {}) {
  const begun: FoundSession[] = [];
  const taken = new Map<FoundSession, number>();
  const splitter = new SessionSplitter({
    begin: (found) => {
      begun.push(found);
      return {samples: () => {}};
    },
    datagram: (found) => void taken.set(found, (taken.get(found) ?? 0) + 1),
    end: () => {},
  });
  for (const {bytes, seconds, flow: one} of arrivals) splitter.accept(toBatch(bytes, seconds, one));
  const waiting = splitter.pending().length;
  if (end) splitter.end();
  return {sessions: begun.map((one) => ({taken: taken.get(one), ...one.builder.summary()})), waiting};
}

function batchOf(bytes: Uint8Array, seconds: number, one: Flow): DatagramBatch {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [zero, length] = [Uint32Array.of(0), Uint32Array.of(bytes.length)];
  const whole = Math.floor(seconds);
  const nanos = Uint32Array.of(Math.round((seconds - whole) * 1e9));
  const batch = {count: 1, bytes, view, offset: zero, length, seconds: Float64Array.of(whole)};
  return keepDatagram({...batch, nanos, flow: Uint16Array.of(0), flows: [one]}, 0, "").batch;
}

/** The same, in one batch whose memory is used for every datagram, as a receiver does. */
function oneBatch(): typeof batchOf {
  const bytes = new Uint8Array(2048);
  const flows: Flow[] = [];
  const column = () => new Uint32Array(1);
  const batch = {
    ...{count: 1, bytes, view: new DataView(bytes.buffer), flows, flow: new Uint16Array(1)},
    ...{offset: column(), length: column(), nanos: column(), seconds: new Float64Array(1)},
  };
  return (datagram, seconds, one) => {
    if (!flows.includes(one)) flows.push(one);
    bytes.set(datagram);
    batch.length[0] = datagram.length;
    batch.flow[0] = flows.indexOf(one);
    batch.seconds[0] = Math.floor(seconds);
    batch.nanos[0] = Math.round((seconds % 1) * 1e9);
    return batch;
  };
}

const gt7Ticks = (from: number, to: number, carCode = 1) =>
  Array.from({length: to - from}, (_, i) => ({
    bytes: gt7Datagram({id: from + i, lap: 1, speed: 10, carCode}),
    seconds: 1000 + i / 60,
  }));
const f1 = f1Stream({seconds: 3});

describe("the same datagrams on two ways", () => {
  it.each([
    ["broadcast and unicast", BROADCAST, UNICAST],
    ["a forwarder on the same machine", UNICAST, FORWARDED],
  ] as const)("are one session with the copies counted: %s", (_, first, second) => {
    for (const late of [0.0005, 0.002, 0.05]) {
      const {sessions} = split(twoWays(f1, [first, second], {late}));
      expect(sessions).toHaveLength(1);
      const [{ledger, laps, taken}] = sessions;
      expect([taken, ledger.received, ledger.duplicated]).toEqual([2 * f1.length, 2 * f1.length, f1.length]);
      const [alone] = split(f1.map((one) => ({...one, flow: first}))).sessions;
      expect(laps).toEqual(alone.laps);
    }
  });

  it("are compared by their bytes where a batch's memory is used again", () => {
    const ways = twoWays(f1, [BROADCAST, UNICAST], {late: 0.05});
    // as the damaged one before the first, of a sender that is known to no game
    const stray = {bytes: new Uint8Array(1352).fill(7), seconds: f1[0].seconds - 0.01, flow: BROADCAST};
    const all = [stray, stray, ...ways];
    expect(split(all, {toBatch: oneBatch()})).toEqual(split(all));
  });

  it("lose nothing that arrives on either of them, whichever begins", () => {
    for (const losing of [1, 2]) {
      const lost = (i: number) => (i % 7 === 0 ? losing : 0);
      const {sessions} = split(twoWays(f1, [BROADCAST, UNICAST], {lost}));
      expect(sessions).toHaveLength(1);
      const missing = f1.filter((_, i) => lost(i) > 0).length;
      expect(sessions[0].ledger).toMatchObject({received: 2 * f1.length - missing, duplicated: f1.length - missing});
      expect(sessions[0].ledger.lostFrames).toBe(0);
    }
  });

  it("join where the second one begins later", () => {
    const later = twoWays(f1, [UNICAST, FORWARDED], {lost: (i) => (i < 400 ? 2 : 0)});
    const {sessions} = split(later);
    expect(sessions).toHaveLength(1);
    expect(sessions[0].ledger.duplicated).toBe(f1.length - 400);
  });

  it("of other games are one session too, each row once", () => {
    const ways: [Flow, Flow] = [
      flow("192.0.2.9", "192.0.2.20", 33_740, 33_739),
      flow("127.0.0.1", "127.0.0.1", 33_740),
    ];
    const [gt7, ...none] = split(twoWays(gt7Ticks(1, 100), ways, {late: 0.04})).sessions;
    expect(none).toEqual([]);
    expect([gt7.laps[0].samples, gt7.ledger.duplicated, gt7.ledger.reordered]).toEqual([99, 99, 0]);
    const drive = Array.from({length: 50}, (_, i) => ({
      bytes: forzaDatagram({timestampMs: 1000 + 16 * i, speed: 20, lap: 0, current: 1 + i / 60}),
      seconds: 1000 + i / 60,
    }));
    const [forza, ...others] = split(twoWays(drive, [flow("192.0.2.9", "192.0.2.20", 9999), ways[1]])).sessions;
    expect(others).toEqual([]);
    expect([forza.laps[0].samples, forza.ledger.duplicated]).toEqual([50, 50]);
  });

  it("on which one client of two listens to Assetto Corsa: one game sends both the same", () => {
    const sent = acUpdates(1);
    const [one, two] = ["192.0.2.20", "192.0.2.21"].map((target) => flow("192.0.2.10", target, 40_000, 9996));
    expect(split(twoWays(sent, [one, two])).sessions).toHaveLength(1);
  });
});

describe("different games at once", () => {
  it("stay apart, and what waits is delivered", () => {
    const rigs = [1, 2].flatMap((car) =>
      gt7Ticks(100 * car, 100 * car + 40, car).map((one) => ({
        ...one,
        flow: flow(`192.0.2.${car}`, "192.0.2.20", 33_740, 33_739),
      })),
    );
    const {sessions} = split(rigs.sort((a, b) => a.seconds - b.seconds));
    expect(sessions.map(({taken}) => taken)).toEqual([40, 40]);
    // a second one that has only begun waits, and is given to a restart
    const few = rigs.filter(({flow: {source}}, i) => source.endsWith(".1") || i < 6);
    const {sessions: first, waiting} = split(few, {end: false});
    expect([first.length, waiting > 0 && waiting < 8]).toEqual([1, true]);
  });

  it("are delivered after a second, even where few datagrams came", () => {
    const some = gt7Ticks(500, 505, 9).map((one) => ({...one, flow: flow("192.0.2.8", "192.0.2.20", 33_740, 33_739)}));
    const long = gt7Ticks(1, 300).map((one) => ({...one, flow: flow("192.0.2.9", "192.0.2.20", 33_740, 33_739)}));
    const {sessions, waiting} = split(
      [...long, ...some].sort((a, b) => a.seconds - b.seconds),
      {end: false},
    );
    expect([sessions.map(({taken}) => taken), waiting]).toEqual([[299, 5], 0]);
  });

  it("that send equal bytes without a number stay apart: two cars at rest", () => {
    const rigs: [Flow, Flow] = [
      flow("192.0.2.10", "192.0.2.20", 40_000, 9996),
      flow("192.0.2.11", "192.0.2.20", 40_000, 9996),
    ];
    expect(split(twoWays(acUpdates(30), rigs)).sessions).toHaveLength(2);
  });

  it("that send zeros in their menus stay apart", () => {
    const rig = (n: number) => flow(`192.0.2.${n}`, "192.0.2.20", 9999);
    const at = (n: number, i: number): Arrival => {
      const bytes =
        i % 20 > 10 ? new Uint8Array(331) : forzaDatagram({timestampMs: 1000 * n + 16 * i, speed: 20, car: n});
      return {bytes, seconds: 1000 + i / 60 + n / 1000, flow: rig(n)};
    };
    // the second one is in its menu while it may still turn out to be another way of the first
    const arrivals = Array.from({length: 100}, (_, i) => [at(1, i), ...(i < 9 ? [] : [at(2, i)])]).flat();
    const {sessions} = split(arrivals);
    expect(sessions.map(({taken, ledger}) => [taken, ledger.duplicated])).toEqual([
      [100, 0],
      [91, 0],
    ]);
  });
});

/** A handshake and the updates of a car that stands still. */
function acUpdates(count: number): {bytes: Uint8Array; seconds: number}[] {
  const {session} = begun();
  const game = new AcUdpGame(session);
  game.updates.add("c");
  const [{bytes}] = game.frame("driven");
  return Array.from({length: count + 30}, (_, i) => ({bytes, seconds: 1000 + i / 50}));
}
