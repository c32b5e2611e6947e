import {fork} from "node:child_process";
import {createSocket} from "node:dgram";
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {fileURLToPath} from "node:url";
import {type Broker, startBroker} from "../server/log/kafka/broker/broker.js";
import {BROKER_CACHE} from "../tests/support/kafkaBroker.js";
import {type Lapbook, lapbook, serveLapbook} from "../tests/support/lapbook.js";
import {temporaryFolder} from "../tests/support/server.js";
import {ask} from "./ask.js";
import {CARS, FeedSender} from "./feed.js";
import type {Arrivals} from "./latency/clients.js";
import {first} from "./priority.js";
import {type BenchRow, main} from "./support.js";

// How long is a frame of a full grid on its way from the wire to a page? From the sending of its first datagram to the arrival of
// its last car at each of five clients, which subscribe as the pit wall does, in low-latency mode. What do the clients cost the server?

const CLIENTS = 5;
/** s */
const WARM_UP = 20;
const SECONDS = 20;
/** s with no client, and with clients that wait for ticks: for the relay's share of the processor */
const SHARE_SECONDS = 4;

interface Chain {
  url: string;
  udpPort: number;
  /** name and process of each part */
  parts: [name: string, process: Lapbook][];
  close(): Promise<void>;
}

interface Measured {
  p50: number;
  p99: number;
  /** share of a core that each part used without clients, with them, and with clients in ticks */
  idle: number[];
  live: number[];
  ticks: number[];
  /** MB by part */
  resident: number[];
}

/** Everything in one process, as `npm start` runs it. */
async function together(env: Record<string, string>): Promise<Chain> {
  const folder = await temporaryFolder();
  const server = await serveLapbook(join(folder.path, "recordings"), env);
  return {
    ...{url: server.url, udpPort: server.udpPort, parts: [["serve", server]]},
    async close() {
      await server.stop();
      await folder.remove();
    },
  };
}

/** The collector in a process of its own, as on a game's machine. */
async function apart(env: Record<string, string>): Promise<Chain> {
  const folder = await temporaryFolder();
  const server = await serveLapbook(join(folder.path, "recordings"), env);
  const udpPort = await freeUdpPort();
  const collector = lapbook(["collect", "--udp-port", String(udpPort)], env);
  while (!collector.said.some((line) => line.endsWith(": collecting"))) await sleep(50);
  return {
    ...{url: server.url, udpPort},
    parts: [
      ["collect", collector],
      ["serve", server],
    ],
    async close() {
      await collector.stop();
      await server.stop();
      await folder.remove();
    },
  };
}

async function measure(chain: Chain): Promise<Measured> {
  const clients = fork(fileURLToPath(new URL("latency/clients.ts", import.meta.url)), {execArgv: ["--import", "tsx"]});
  const feed = await FeedSender.to(chain.udpPort, {apart: 60});
  const sentAt = new Map<number, number>();
  try {
    feed.start({onFrame: (frame) => sentAt.set(frame, Number(process.hrtime.bigint()) / 1e6)});
    const url = new URL("live", chain.url.replace("http", "ws")).href;
    await ask(clients, {type: "open", url, clients: CLIENTS, mode: "live"}, "opened");
    await sleep(WARM_UP * 1000);
    const from = Math.max(...sentAt.keys());
    const live = await shares(chain, SECONDS);
    const resident = chain.parts.map(([, {child}]) => residentMB(child.pid!));
    const to = Math.max(...sentAt.keys());
    await sleep(200);
    const arrivals = await ask<Arrivals>(clients, {type: "close"}, "arrivals");
    await sleep(500);
    const idle = await shares(chain, SHARE_SECONDS);
    await ask(clients, {type: "open", url, clients: CLIENTS, mode: "tick"}, "opened");
    await sleep(500);
    const ticks = await shares(chain, SHARE_SECONDS);
    return {...delays(arrivals, sentAt, {from, to}), idle, live, ticks, resident};
  } finally {
    await feed.stop();
    clients.kill();
  }
}

/** Every frame must have come whole to every client. */
function delays(
  {clients, skipped}: Arrivals,
  sentAt: ReadonlyMap<number, number>,
  {from, to}: {from: number; to: number},
): {p50: number; p99: number} {
  const all: number[] = [];
  for (const {frames, at, cars} of clients)
    frames.forEach((frame, i) => {
      if (frame <= from || frame > to) return;
      if (cars[i] !== CARS) throw new Error(`frame ${frame}: ${cars[i]} cars`);
      all.push(at[i] - sentAt.get(frame)!);
    });
  const expected = clients.length * (to - from);
  if (all.length !== expected || skipped > 0)
    throw new Error(`${all.length} of ${expected} frames arrived, ${skipped} skipped`);
  all.sort((a, b) => a - b);
  return {p50: all[Math.floor(all.length * 0.5)], p99: all[Math.floor(all.length * 0.99)]};
}

/** Share of a core that each part uses for so long. */
async function shares({parts}: Chain, seconds: number): Promise<number[]> {
  const before = parts.map(([, {child}]) => cpuMs(child.pid!));
  const start = performance.now();
  await sleep(seconds * 1000);
  const passed = performance.now() - start;
  return parts.map(([, {child}], i) => (cpuMs(child.pid!) - before[i]) / passed);
}

/** Processor time of another process, user and system, ms; NaN where there is no /proc. */
function cpuMs(pid: number): number {
  if (!existsSync(`/proc/${pid}/stat`)) return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function residentMB(pid: number): number {
  if (!existsSync(`/proc/${pid}/status`)) return Number.NaN;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / 1024;
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, resolve));
  const {port} = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

async function measured(open: () => Promise<Chain>): Promise<Measured & {names: string[]}> {
  const chain = await open();
  try {
    return {...(await measure(chain)), names: chain.parts.map(([name]) => name)};
  } finally {
    await chain.close();
  }
}

type Result = Awaited<ReturnType<typeof measured>>;

export const run = () => first(measureAll);

async function measureAll(): Promise<BenchRow[]> {
  const embedded = await measured(() => together({}));
  const rows = [
    ...latencyRows("embedded log", embedded, 7),
    ...relayRows("embedded log", embedded),
    ...memoryRows("embedded log", embedded),
  ];
  let broker: Broker;
  try {
    broker = await startBroker({cache: BROKER_CACHE, quick: true});
  } catch (error) {
    console.log(`latency over Kafka: left out: ${(error as Error).message}`);
    return rows;
  }
  try {
    const env = (prefix: string) => ({KAFKA_BROKERS: broker.address, TOPIC_PREFIX: prefix});
    const kafka = await measured(() => together(env("together.")));
    const split = await measured(() => apart(env("apart.")));
    // the embedded chain again, so that what else the machine does strikes both; the quieter of the two is compared with
    const again = await measured(() => together({}));
    const p99 = Math.min(embedded.p99, again.p99);
    rows.push(
      ...latencyRows("Kafka", kafka, 15, p99),
      ...latencyRows("Kafka, collector apart", split, 15, p99),
      ...relayRows("Kafka, collector apart", split),
      ...memoryRows("Kafka", kafka),
      ...memoryRows("Kafka, collector apart", split),
    );
  } finally {
    await broker.remove();
  }
  return rows;
}

function latencyRows(what: string, {p50, p99}: Result, need: number, other?: number): BenchRow[] {
  const question = `wire to WebSocket, ${CARS} cars at 60 Hz, ${CLIENTS} clients, each frame at once`;
  const ratio = other === undefined ? {} : {ratio: p99 / other};
  const within = other === undefined || p99 / other <= 3;
  return [
    {question, candidate: `${what}, p50`, value: p50, unit: "ms", need: "", ok: true},
    {
      ...{question, candidate: `${what}, p99`, value: p99, unit: "ms", ...ratio},
      ...{need: `≤ ${need} ms${other === undefined ? "" : ", ≤ 3×"}`, ok: p99 <= need && within},
    },
  ];
}

/** What the server uses with the clients less what it uses without. */
function relayRows(what: string, {names, idle, live, ticks}: Result): BenchRow[] {
  const i = names.indexOf("serve");
  const row = (candidate: string, share: number, need = ""): BenchRow => ({
    ...{question: `processor for ${CLIENTS} clients: the server with them less without, ${what}`, candidate},
    ...{value: share * 100, unit: "%", need, ok: !need || share <= 0.1},
  });
  return [
    row("the server without clients", idle[i]),
    row("clients: each frame at once", live[i] - idle[i], "≤ 10 %"),
    row("clients: ticks of 33 ms, as the page asks", ticks[i] - idle[i], "≤ 10 %"),
  ];
}

function memoryRows(what: string, {names, resident}: Result): BenchRow[] {
  return names.map((name, i) => ({
    ...{question: "resident memory after a full feed", candidate: `${name}, ${what}`},
    ...{value: resident[i], unit: "MB", need: "≤ 200 MB", ok: resident[i] <= 200},
  }));
}

await main(import.meta.url, run);
