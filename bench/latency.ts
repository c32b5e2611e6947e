import {fork} from "node:child_process";
import {createSocket} from "node:dgram";
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {fileURLToPath} from "node:url";
import type {Broker} from "../server/log/kafka/broker/broker.js";
import {startBroker} from "../server/log/kafka/broker/startBroker.js";
import {BROKER_CACHE} from "../tests/support/kafkaBroker.js";
import {type Lapbook, lapbook, serveLapbook} from "../tests/support/lapbook.js";
import {temporaryFolder} from "../tests/support/server.js";
import {ask} from "./ask.js";
import {CARS, FeedSender} from "./feed.js";
import type {Arrivals} from "./latency/clients.js";
import {first} from "./priority.js";
import {type BenchRow, main, median} from "./support.js";

// How long is a frame of a full grid on its way from the wire to a page? From the sending of its first datagram to the arrival of
// its last car at each of five clients, which subscribe as the pit wall does, in low-latency mode. What do the clients cost the server?

const CLIENTS = 5;
/** s of the feed before anything counts: a broker's code is compiled by then, and the archive's stores have their size */
const WARM_UP = 20;
/** of each chain in turn, so that what else the machine does strikes all of them */
const ROUNDS = 3;
/** s of a round before its frames count */
const SETTLE = 2;
const SECONDS = 10;
/** s with no client, and with clients that wait for ticks: for the relay's share of the processor */
const SHARE_SECONDS = 4;

interface Chain {
  url: string;
  udpPort: number;
  /** name and process of each part */
  parts: [name: string, process: Lapbook][];
  close(): Promise<void>;
}

interface Round {
  p50: number;
  p99: number;
  /** frames that did not come whole to a client, and those the relay skipped */
  missing: number;
  skipped: number;
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
  const server = await serveLapbook(join(folder.path, "recordings"), {env});
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
  const server = await serveLapbook(join(folder.path, "recordings"), {env});
  const udpPort = await freeUdpPort();
  const collector = lapbook(["collect", "--udp-port", String(udpPort)], {
    env: {AMS2_PORT: "0", FORZA_PORT: "0", ...env},
  });
  while (!collector.said.some((line) => line.startsWith("collecting: "))) {
    if (collector.child.exitCode !== null) throw new Error(`the collector ended: ${collector.said.join("\n")}`);
    await sleep(50);
  }
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

/** A chain with its own feed and clients, which run in rounds. */
class Trial {
  readonly rounds: Round[] = [];
  private readonly clients = fork(fileURLToPath(new URL("latency/clients.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
  });
  private readonly sentAt = new Map<number, number>();

  private constructor(
    readonly chain: Chain,
    private readonly feed: FeedSender,
  ) {}

  static async open(make: () => Promise<Chain>): Promise<Trial> {
    const chain = await make();
    const trial = new Trial(chain, await FeedSender.to(chain.udpPort, {apart: 60}));
    trial.start();
    await trial.connect("live");
    await sleep(WARM_UP * 1000);
    await ask<Arrivals>(trial.clients, {type: "close"}, "arrivals");
    await trial.feed.pause();
    return trial;
  }

  async round(): Promise<void> {
    const {chain, sentAt} = this;
    sentAt.clear();
    this.start();
    await this.connect("live");
    await sleep(SETTLE * 1000);
    const from = Math.max(...sentAt.keys());
    const live = await shares(chain, SECONDS);
    const resident = chain.parts.map(([, {child}]) => residentMB(child.pid!));
    const to = Math.max(...sentAt.keys());
    await sleep(200);
    const arrivals = await ask<Arrivals>(this.clients, {type: "close"}, "arrivals");
    await sleep(500);
    const idle = await shares(chain, SHARE_SECONDS);
    await this.connect("tick");
    await sleep(500);
    const ticks = await shares(chain, SHARE_SECONDS);
    await ask<Arrivals>(this.clients, {type: "close"}, "arrivals");
    await this.feed.pause();
    this.rounds.push({...delays(arrivals, sentAt, {from, to}), idle, live, ticks, resident});
  }

  async close(): Promise<void> {
    await this.feed.stop();
    this.clients.kill();
    await this.chain.close();
  }

  private start(): void {
    this.feed.start({onFrame: (frame) => this.sentAt.set(frame, Number(process.hrtime.bigint()) / 1e6)});
  }

  private async connect(mode: "live" | "tick"): Promise<void> {
    const url = new URL("live", this.chain.url.replace("http", "ws")).href;
    await ask(this.clients, {type: "open", url, clients: CLIENTS, mode}, "opened");
  }
}

/** Delays of the frames that came whole to a client, and how many did not. */
function delays(
  {clients, skipped}: Arrivals,
  sentAt: ReadonlyMap<number, number>,
  {from, to}: {from: number; to: number},
): {p50: number; p99: number; missing: number; skipped: number} {
  const all: number[] = [];
  for (const {frames, at, cars} of clients)
    frames.forEach((frame, i) => {
      if (frame <= from || frame > to) return;
      if (cars[i] === CARS) all.push(at[i] - sentAt.get(frame)!);
    });
  const missing = clients.length * (to - from) - all.length;
  all.sort((a, b) => a - b);
  return {p50: all[Math.floor(all.length * 0.5)], p99: all[Math.floor(all.length * 0.99)], missing, skipped};
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

export const run = () => first(measureAll);

async function measureAll(): Promise<BenchRow[]> {
  const trials: Trial[] = [];
  let broker: Broker | undefined;
  try {
    const embedded = await Trial.open(() => together({}));
    trials.push(embedded);
    try {
      broker = await startBroker({cache: BROKER_CACHE, quick: true});
    } catch (error) {
      console.log(`latency over Kafka: left out: ${(error as Error).message}`);
    }
    if (broker) {
      const env = (prefix: string) => ({KAFKA_BROKERS: broker!.address, TOPIC_PREFIX: prefix});
      trials.push(await Trial.open(() => together(env("together."))));
      trials.push(await Trial.open(() => apart(env("apart."))));
    }
    for (let round = 0; round < ROUNDS; round++) for (const trial of trials) await trial.round();
    const names = ["embedded log", "Kafka", "Kafka, collector apart"];
    return trials.flatMap((trial, i) => [
      ...latencyRows(names[i], trial, i > 0 ? embedded : undefined),
      ...relayRows(names[i], trial),
      ...memoryRows(names[i], trial),
    ]);
  } finally {
    for (const trial of trials) await trial.close();
    await broker?.remove();
  }
}

/** Median over the rounds, and in words the least and the greatest. */
function latencyRows(what: string, {rounds}: Trial, other?: Trial): BenchRow[] {
  const question = `wire to WebSocket, ${CARS} cars at 60 Hz, ${CLIENTS} clients, each frame at once`;
  const missing = rounds.reduce((sum, round) => sum + round.missing, 0);
  const skipped = rounds.reduce((sum, round) => sum + round.skipped, 0);
  const p99s = rounds.map(({p99}) => p99);
  const p99 = median(p99s);
  const ratio = other && median(p99s.map((value, round) => value / other.rounds[round].p99));
  const need = other ? 15 : 7;
  const between = `${Math.min(...p99s).toFixed(1)}–${Math.max(...p99s).toFixed(1)}`;
  return [
    {
      ...{question, candidate: `${what}, frames missing or incomplete; ${skipped} skipped`, value: missing},
      ...{unit: "", need: "0", ok: missing === 0 && skipped === 0},
    },
    {question, candidate: `${what}, p50`, value: median(rounds.map(({p50}) => p50)), unit: "ms", need: "", ok: true},
    {
      ...{question, candidate: `${what}, p99 (${between})`, value: p99, unit: "ms", ...(ratio && {ratio})},
      ...{need: `≤ ${need} ms${ratio ? ", ≤ 3×" : ""}`, ok: p99 <= need && (ratio ?? 0) <= 3},
    },
  ];
}

/** What the server uses with the clients less what it uses without. */
function relayRows(what: string, {chain, rounds}: Trial): BenchRow[] {
  const i = chain.parts.findIndex(([name]) => name === "serve");
  const row = (candidate: string, share: (round: Round) => number, need = ""): BenchRow => {
    const value = median(rounds.map(share)) * 100;
    return {
      ...{question: `processor for ${CLIENTS} clients: the server with them less without, ${what}`, candidate},
      ...{value, unit: "%", need, ok: !need || value <= 10},
    };
  };
  return [
    row("the server without clients", ({idle}) => idle[i]),
    row("clients: each frame at once", ({live, idle}) => live[i] - idle[i], "≤ 10 %"),
    row("clients: ticks of 33 ms, as the page asks", ({ticks, idle}) => ticks[i] - idle[i], "≤ 10 %"),
  ];
}

/** The greatest of the rounds. */
function memoryRows(what: string, {chain, rounds}: Trial): BenchRow[] {
  return chain.parts.map(([name], i) => {
    const value = Math.max(...rounds.map(({resident}) => resident[i]));
    return {
      ...{question: "resident memory after a full feed", candidate: `${name}, ${what}`},
      ...{value, unit: "MB", need: "≤ 200 MB", ok: value <= 200},
    };
  });
}

await main(import.meta.url, run);
