import {fork} from "node:child_process";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {fileURLToPath} from "node:url";
import {messageCodec} from "../server/relay/codec.js";
import type {RelayEntry, RelaySource} from "../server/relay/ports.js";
import {Relay} from "../server/relay/relay.js";
import {liveUpgrade} from "../server/relay/socket.js";
import {createRow, OVERALL_FRAME, rowIndex} from "../src/core/channels/telemetryRow.js";
import {encodeTelemetry} from "../src/core/messages/protobufTelemetry.js";
import {ask} from "./ask.js";
import {first} from "./priority.js";
import {type BenchRow, main, median} from "./support.js";

// What does sending once a tick save against sending each frame? Does a client that stops reading cost memory, or the others their time?

const CLIENTS = 50;
const SESSIONS = 20;
const SECONDS = 3;
const TICK = 33;

/** 20 sessions, one car each at 60 Hz; the sessions' frames arrive spread over the frame's time. */
class Feed implements RelaySource {
  sent = 0;
  #onEntries: (entries: readonly RelayEntry[]) => void = () => {};
  #timer: NodeJS.Timeout | undefined;
  #row = createRow();

  constructor() {
    for (const name of ["sessionTime", "lapNumber", "car", "frame", "speedKmh", "throttle", "brake", "steering", "rpm"])
      this.#row[rowIndex(name)] = 1;
  }

  consume(onEntries: (entries: readonly RelayEntry[]) => void): () => void {
    this.#onEntries = onEntries;
    return () => this.stop();
  }

  async *backfill(): AsyncIterable<RelayEntry[]> {}

  start(): void {
    const began = performance.now();
    const first = this.sent;
    this.#timer = setInterval(() => {
      const due = Math.floor(((performance.now() - began) / 1000) * 60 * SESSIONS);
      while (this.sent - first < due) this.#send();
    }, 2);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #send(): void {
    const offset = this.sent++;
    this.#row[rowIndex("sessionTime")] = offset / 60;
    this.#row[OVERALL_FRAME] = offset;
    const entry: RelayEntry = {
      topic: "telemetry",
      partition: 0,
      offset,
      key: `s${offset % SESSIONS}`,
      value: encodeTelemetry(this.#row),
      headers: {},
      timestamp: performance.timeOrigin + performance.now(),
    };
    this.#onEntries([entry]);
  }
}

interface Answer {
  p50: number;
  p99: number;
  frames: number;
  messages: number;
  gaps: number;
}

interface Round extends Answer {
  /** frames sent to each client */
  expected: number;
  slowClients: number;
  framesSkipped: number;
  /** share of a core */
  cpu: number;
  memoryMB: number;
}

async function round(mode: "live" | "tick", {stopped = 0, seconds = SECONDS} = {}): Promise<Round> {
  const feed = new Feed();
  const relay = new Relay({source: feed, codec: messageCodec()});
  const server = createServer();
  server.on("upgrade", liveUpgrade(relay));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as AddressInfo;
  const child = fork(fileURLToPath(new URL("relay/clients.ts", import.meta.url)), {execArgv: ["--import", "tsx"]});
  try {
    await ask(child, {type: "open", port, clients: CLIENTS, sessions: SESSIONS, stopped, mode}, "opened");
    feed.start();
    await sleep(1000); // warm-up
    await ask(child, {type: "begin"}, "began");
    const before = feed.sent;
    const memory = process.memoryUsage().rss;
    const cpuBefore = process.cpuUsage();
    const start = performance.now();
    await sleep(seconds * 1000);
    const spent = process.cpuUsage(cpuBefore);
    const elapsed = performance.now() - start;
    const memoryMB = (process.memoryUsage().rss - memory) / 1e6;
    const expected = feed.sent - before;
    const {clientsSlow: slowClients, framesSkipped} = relay.stats();
    const answer = await ask<Answer>(child, {type: "end"}, "answer");
    const cpu = (spent.user + spent.system) / 1000 / elapsed;
    return {...answer, expected, slowClients, framesSkipped, cpu, memoryMB};
  } finally {
    feed.stop();
    child.kill();
    await relay.stop();
    server.close();
    server.closeAllConnections();
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const run = () => first(measureAll);

async function measureAll(): Promise<BenchRow[]> {
  const frames = await round("live");
  const ticks = await round("tick");
  const stopped = await round("tick", {stopped: 1, seconds: 5});
  const again = await round("tick");
  const cpu = median([ticks.cpu, again.cpu]);
  const p99 = median([ticks.p99, again.p99]);
  const question = `relay: ${CLIENTS} clients × ${SESSIONS} sessions at 60 Hz`;
  const percent = (value: number) => value * 100;
  const slow = "relay: one of 51 clients stopped reading";
  const ratio = cpu / frames.cpu;
  const late = stopped.p99 / p99;
  return [
    {question, candidate: "each frame, processor", value: percent(frames.cpu), unit: "%", need: "", ok: true},
    {
      question,
      candidate: "33 ms ticks, processor",
      value: percent(cpu),
      unit: "%",
      ratio,
      need: "≤ 0.3×",
      ok: ratio <= 0.3,
    },
    deliveryRow(question, "each frame", frames, 0),
    deliveryRow(question, "33 ms ticks", ticks, 0),
    {question, candidate: "each frame, p99", value: frames.p99, unit: "ms", need: "", ok: true},
    {question, candidate: "33 ms ticks, p99", value: p99, unit: "ms", need: `≤ ${TICK + 10} ms`, ok: p99 <= TICK + 10},
    {
      question: slow,
      candidate: "the others' p99",
      value: stopped.p99,
      unit: "ms",
      ratio: late,
      need: "≤ 1.5×",
      ok: late <= 1.5,
    },
    deliveryRow(slow, "the others", stopped, 1),
    {
      question: slow,
      candidate: "memory gained in 5 s",
      value: stopped.memoryMB,
      unit: "MB",
      need: "≤ 20 MB",
      ok: stopped.memoryMB <= 20,
    },
  ];
}

/**
 * Share of the frames that arrived. What was on its way when the count began and ended may be missing. A client that reads is
 * never slow; of one that stopped the relay must have noticed and skipped frames, since the kernel's buffers hide it for long.
 */
function deliveryRow(question: string, mode: string, round: Round, stopped: number): BenchRow {
  const {frames, expected, gaps, slowClients, framesSkipped} = round;
  const share = frames / (CLIENTS * expected);
  const noticed = slowClients === stopped && framesSkipped > 0 === stopped > 0;
  return {
    question,
    candidate: `${mode}: frames that arrived; ${gaps} gaps, ${slowClients} slow clients, ${framesSkipped} frames skipped`,
    value: share * 100,
    unit: "%",
    need: `100 ± 10 %, no gap, ${stopped} slow`,
    ok: gaps === 0 && Math.abs(share - 1) <= 0.1 && noticed,
  };
}

await main(import.meta.url, run);
