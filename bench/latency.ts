import {type ChildProcess, fork} from "node:child_process";
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
import {delays} from "./latency/delays.js";
import type {Pace} from "./latency/pace.js";
import {CLIENTS, latencyRows, memoryRows, type Round, relayRows} from "./latency/rows.js";
import {first} from "./priority.js";
import {type BenchRow, main} from "./support.js";

// How long is a frame of a full grid on its way from the wire to a page? From the sending of its first datagram to the arrival of
// its last car at each of five clients, which subscribe as the pit wall does, in low-latency mode. What do the clients cost the server?
// The processor of a virtual machine may run at a fraction of its speed for some frames; latency/pace.ts sees when.

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
  readonly parts: string[];
  private readonly clients = started("latency/clients.ts");
  private readonly pace = started("latency/pace.ts");
  private readonly sentAt = new Map<number, number>();

  private constructor(
    readonly chain: Chain,
    private readonly feed: FeedSender,
  ) {
    this.parts = chain.parts.map(([name]) => name);
  }

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
    await ask(this.pace, {type: "start"}, "started");
    const from = Math.max(...sentAt.keys());
    const live = await shares(chain, SECONDS);
    const resident = chain.parts.map(([, {child}]) => residentMB(child.pid!));
    const to = Math.max(...sentAt.keys());
    await sleep(200);
    const pace = await ask<Pace>(this.pace, {type: "stop"}, "pace");
    const arrivals = await ask<Arrivals>(this.clients, {type: "close"}, "arrivals");
    await sleep(500);
    const idle = await shares(chain, SHARE_SECONDS);
    await this.connect("tick");
    await sleep(500);
    const ticks = await shares(chain, SHARE_SECONDS);
    await ask<Arrivals>(this.clients, {type: "close"}, "arrivals");
    await this.feed.pause();
    const {skipped} = arrivals;
    this.rounds.push({...delays(arrivals, sentAt, pace, {from, to, cars: CARS}), skipped, idle, live, ticks, resident});
  }

  async close(): Promise<void> {
    await this.feed.stop();
    this.clients.kill();
    this.pace.kill();
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

/** A program of this folder in a process of its own. */
function started(file: string): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), {execArgv: ["--import", "tsx"]});
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

await main(import.meta.url, run);
