import {execFile} from "node:child_process";
import {readdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {promisify} from "node:util";
import {expect, it} from "vitest";
import {Publisher} from "../../../server/collectors/publisher.js";
import {udpCollector} from "../../../server/collectors/udpCollector.js";
import {readLaps} from "../../../src/core/archive/laps.js";
import {createHeader, readHeader, writeHeader} from "../../../src/core/games/f1/header.js";
import {SessionSplitter} from "../../../src/core/session/sessionSplitter.js";
import {random} from "../../../src/core/signal/random.js";
import {compiled} from "../../support/compiled.js";
import {assemble, batchOf, f1Stream} from "../../support/f1Stream.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";
import {senderAt, sendTo} from "../collectors/support.js";
import {openLog, recorderOf, recordingsOf, topics} from "./parts.js";

const REAL = f1Stream({
  cars: [
    {car: 0, lapTimesMs: [6000, 5600, 5800]},
    {car: 3, lapTimesMs: [6200, 5900, 5700]},
  ],
});
const HOSTILE = 10_000;
const noise = random(11);
const next = () => noise.next();
const bytesOf = (length: number) => Uint8Array.from({length}, () => Math.floor(next() * 256));

/** The n-th hostile datagram: noise, lying headers, cut packets, the largest there are, a UID of its own for each or each two. */
function hostile(n: number): Uint8Array {
  const real = REAL[Math.floor(next() * REAL.length)].bytes;
  const uid = (high: number, low: number) => {
    const bytes = real.slice();
    const view = new DataView(bytes.buffer);
    writeHeader(view, 0, Object.assign(readHeader(view, 0, createHeader()), {uidHigh: high, uidLow: low}));
    return bytes;
  };
  switch (n % 7) {
    case 0:
      return bytesOf(Math.floor(next() * 200));
    case 1:
      return uid(0xbad, n);
    case 2:
    case 3:
      return uid(0xbad2, Math.floor(n / 7));
    case 4:
      return real.slice(0, Math.floor(next() * real.length));
    case 5: {
      // format, packet id and length do not belong together
      const bytes = real.slice();
      bytes[0] = [231, 232, 233, 234, 99][Math.floor(next() * 5)];
      bytes[6] = Math.floor(next() * 256);
      return bytes;
    }
    default:
      return n % 700 === 6 ? new Uint8Array(65_507).fill(n) : real.slice(0, 29);
  }
}

/** As fast as they are taken in: what the system drops proves nothing. */
function paced(taken: () => number) {
  let sent = 0;
  const settle = async (open: number) => {
    // what the system dropped all the same is waited for in vain
    for (const end = performance.now() + 1000; sent - taken() > open && performance.now() < end; ) await sleep(0);
    if (sent - taken() > open) sent = taken() + open;
  };
  const send = async (one: Promise<void>) => {
    await one;
    sent++;
    await settle(20);
  };
  return {send, settle};
}

it("10,000 hostile datagrams next to a real feed: its laps are right, they are counted separately, sessions stay few", async () => {
  const {path: folder, remove} = await temporaryFolder();
  const place = {folder, capture: "", speed: 1};
  const log = await openLog(place);
  const collector = await udpCollector({port: 0, host: "0.0.0.0"});
  const publisher = new Publisher({producer: await log.producer(), topics});
  const stop = new AbortController();
  const recorder = recorderOf(log, place);
  const recording = recorder.run(stop.signal);
  const collecting = publisher.run(collector);
  const [game, attacker] = await Promise.all([senderAt("127.0.0.2"), senderAt("127.0.0.3")]);
  const pace = paced(() => collector.stats().received);
  let most = 0;
  for (let n = 0, r = 0; n < HOSTILE; n++) {
    await pace.send(sendTo(attacker, hostile(n), collector.port));
    for (; r < ((n + 1) / HOSTILE) * REAL.length; r++) await pace.send(sendTo(game, REAL[r].bytes, collector.port));
    if (n % 500 === 0) most = Math.max(most, publisher.sessions().length);
  }
  await pace.settle(0);
  await collector.close();
  await collecting;
  await publisher.flush();
  // seen in the archive once the recorder has it
  const [expected] = assemble(REAL);
  const own = () => publisher.sessions().find(({ledger}) => ledger.received === REAL.length);
  expect(own()?.ledger).toMatchObject({malformed: 0, duplicated: 0, lostFrames: expected.session.ledger.lostFrames});
  const mine = () => recorder.status.sessions.find(({id}) => id === own()?.session.id);
  await until(() => mine()?.datagrams === REAL.length, "the real feed recorded", mine);
  stop.abort();
  await recording;
  const closing = new AbortController();
  const last = recorderOf(log, place, 30);
  const closed = last.run(closing.signal);
  const file = join(recordingsOf(place), own()!.session.id);
  await until(async () => !(await readdir(file)).includes(".recording"), "the end of the recording");
  closing.abort();
  await closed;
  const laps = readLaps(await readFile(join(file, "laps.arrows")));
  const told = (rows: typeof laps) => rows.map((l) => [l.car, l.lap, l.lapTimeMs, l.samples, l.coverage, l.complete]);
  expect(told(laps)).toEqual(told(expected.laps));
  const {ledger} = JSON.parse(await readFile(join(file, "session.json"), "utf8"));
  expect(ledger).toEqual(expected.session.ledger);
  // sessions that are made up: those of two packets, until they have been too many
  expect(most).toBeLessThan(40);
  const folders = (await readdir(recordingsOf(place))).filter((name) => !name.startsWith("."));
  expect(folders.length).toBeLessThan(40);
  const others = publisher.sessions().filter(({ledger}) => ledger.received !== REAL.length);
  expect(others.some(({ledger}) => ledger.malformed > 100)).toBe(true);
  expect(publisher.stats()).toMatchObject({bundlesDropped: 0, failure: null});
  game.close();
  attacker.close();
  await log.close();
  await remove();
});

/** Hostile datagrams at `rate` a second from a process of its own for 2 s, the real feed at its own pace beside them. */
async function flooded(flood: string, made: string, rate: number) {
  const {path: folder, remove} = await temporaryFolder();
  const place = {folder, capture: "", speed: 1};
  const log = await openLog(place);
  const collector = await udpCollector({port: 0, host: "0.0.0.0"});
  const publisher = new Publisher({producer: await log.producer(), topics});
  const stop = new AbortController();
  const recording = recorderOf(log, place).run(stop.signal);
  const collecting = publisher.run(collector);
  const game = await senderAt("127.0.0.2");
  const attacking = promisify(execFile)(process.execPath, [flood, made, `${collector.port}`, `${rate}`, "2"]);
  let attacked = false;
  void attacking.then(() => (attacked = true));
  const [{seconds: first}] = REAL;
  const start = performance.now();
  let during = 0;
  for (const {seconds, bytes} of REAL) {
    const due = start + (seconds - first) * 1000;
    if (due > performance.now() + 1) await sleep(due - performance.now());
    // what comes after the attack proves nothing more
    if (attacked && seconds - first > 3) break;
    await sendTo(game, bytes, collector.port);
    during++;
  }
  const {sent, seconds} = JSON.parse((await attacking).stdout) as {sent: number; seconds: number};
  // what never reaches the process, it or the machine had no time for
  const missed = () => sent + during - collector.stats().received;
  for (let before = -1; missed() > 0 && missed() !== before; await sleep(300)) before = missed();
  await collector.close();
  await collecting;
  await publisher.flush();
  stop.abort();
  await recording;
  const own = publisher.sessions().reduce((a, b) => (b.ledger.malformed === 0 && b.ledger.received > 100 ? b : a));
  game.close();
  await log.close();
  await remove();
  return {rate: Math.round(sent / seconds), missed: missed(), during, ledger: own.ledger};
}

it("hostile datagrams as fast as the machine takes them in, up to 10,000 a second: not one of the real feed is lost", async () => {
  const flood = await compiled(new URL("flood.ts", import.meta.url));
  const {path: folder, remove} = await temporaryFolder();
  const made = join(folder, "hostile");
  const pieces = Array.from({length: 7000}, (_, n) => hostile(n)).flatMap((bytes) => [
    Uint8Array.of(bytes.length & 255, bytes.length >> 8),
    bytes,
  ]);
  await writeFile(made, Buffer.concat(pieces));
  let wanted = HOSTILE;
  let run = await flooded(flood.path, made, wanted);
  // what the system itself drops says nothing of the collector
  while (run.missed > 0 && wanted > 500) run = await flooded(flood.path, made, (wanted /= 2));
  await flood.remove();
  await remove();
  const {rate, missed, during, ledger} = run;
  const whole = {missed: 0, received: during, lostFrames: 0, malformed: 0, duplicated: 0};
  expect({missed, ...ledger}, `at ${rate} hostile datagrams/s`).toMatchObject(whole);
});

it("two packets each from 300 forged addresses leave at most 64 sessions open, including the real one", () => {
  const open = new Map<object, number>();
  let most = 0;
  const splitter = new SessionSplitter({
    begin(session) {
      open.set(session, 0);
      most = Math.max(most, open.size);
      return {samples() {}};
    },
    datagram: (session) => void open.set(session, open.get(session)! + 1),
    end: (session) => void open.delete(session),
  });
  splitter.accept(batchOf(REAL.slice(0, 500)));
  const pair = batchOf(REAL.slice(0, 2));
  for (let n = 0; n < 300; n++) {
    const source = `198.51.${n >> 8}.${n & 255}`;
    splitter.accept({...pair, flows: [{source, sourcePort: 1, target: "192.0.2.20", targetPort: 20777}]});
  }
  splitter.accept(batchOf(REAL.slice(500, 600)));
  expect(most).toBeLessThanOrEqual(65);
  expect(Math.max(...open.values())).toBe(600);
});

it("packets forged with the game's address do not end its session, neither pairs nor hundreds", () => {
  const sessions: {received: number; ended: boolean}[] = [];
  const of = new Map<object, (typeof sessions)[number]>();
  const splitter = new SessionSplitter({
    begin(session) {
      sessions.push({received: 0, ended: false});
      of.set(session, sessions.at(-1)!);
      return {samples() {}};
    },
    datagram: (session) => void of.get(session)!.received++,
    end: (session) => void (of.get(session)!.ended = true),
  });
  const own = REAL.slice(0, 3000);
  const forged = (uid: number, count: number) => f1Stream({uid, seconds: 0.1 + count / 200}).slice(0, count);
  // the game is well under way before it is noticed
  splitter.accept(batchOf(own.slice(0, 1500)));
  for (let n = 0; n < 150; n++) {
    const {seconds} = own[1500 + 10 * n];
    const made = forged(0x10000 + n, n < 100 ? 2 : 200).map((sent) => ({...sent, seconds}));
    splitter.accept(batchOf([...made, ...own.slice(1500 + 10 * n, 1510 + 10 * n)]));
  }
  expect(sessions[0]).toEqual({received: expect.any(Number), ended: false});
  expect(sessions[0].received).toBeGreaterThanOrEqual(own.length);
  expect(sessions.filter(({ended}) => !ended).length).toBeLessThanOrEqual(8);
});

it("a game that restarts within the same second gets another session id", () => {
  const sent = REAL.slice(0, 600).map((one) => ({...one, seconds: 1_800_000_000.5}));
  const [first, second, ...none] = assemble([...sent, ...sent.map((one) => ({...one, seconds: 1_800_000_000.9}))]);
  expect(none).toEqual([]);
  expect(second.session.id.slice(0, -6)).toBe(first.session.id.slice(0, -6));
  expect(second.session.id).not.toBe(first.session.id);
});
