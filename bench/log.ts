import {spawn} from "node:child_process";
import {once} from "node:events";
import {mkdtemp, rm} from "node:fs/promises";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {type EmbeddedLog, openEmbeddedLog} from "../server/log/embedded/embeddedLog.js";
import type {LogMessage} from "../server/log/log.js";
import {type BenchRow, main, median} from "./support.js";

// How fast does the embedded log append, against lmdb without sync? How long until a reader has what was appended?

const RECORD = 108;
const BATCH = 300;
const BATCHES = 50;
const ROUNDS = 40;
const WARM_UP = 8;
const PULSES = 5;
const PULSE = 600;
const TOPIC = {name: "telemetry", partitions: 1, retentionMs: Number.POSITIVE_INFINITY};

/** The part of lmdb that is used here. */
interface Lmdb {
  put(key: number, value: Uint8Array): Promise<boolean>;
  transactionSync(work: () => void): void;
  getCount(): number;
  close(): Promise<void>;
}

/** lmdb if it is installed, here or in the folder that LAPBOOK_BENCH_MODULES names. */
async function lmdb(): Promise<((options: object) => Lmdb) | undefined> {
  for (const folder of [process.env.LAPBOOK_BENCH_MODULES, process.cwd()]) {
    if (!folder) continue;
    try {
      const path = createRequire(join(folder, "index.js")).resolve("lmdb");
      return (await import(pathToFileURL(path).href)).open;
    } catch {}
  }
}

interface Appender {
  name: string;
  /** appends one batch and resolves when it is acknowledged */
  append(): Promise<unknown>;
  /** how many records there are */
  count(): Promise<number>;
  close(): Promise<void>;
}

/** Records that differ, so that nothing can be had twice. */
function records(): Uint8Array[] {
  let state = 1;
  return Array.from({length: BATCH}, () =>
    Uint8Array.from({length: RECORD}, () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 24),
  );
}

async function embedded(folder: string, sync: "never" | "interval"): Promise<Appender> {
  const log = await openEmbeddedLog(folder, {sync});
  await log.createTopics([TOPIC]);
  const producer = await log.producer();
  const key = "20251121-100000-abcdef";
  // the same 108 bytes that lmdb gets, as a key, a timestamp and a value
  const messages: LogMessage[] = records().map((record) => {
    return {key, value: record.subarray(key.length + 8), headers: {}, timestamp: 1e12};
  });
  return {
    name: `embedded, sync: ${sync}`,
    append: () => producer.send(TOPIC.name, messages),
    count: () => read(log),
    close: () => log.close(),
  };
}

/** Reads everything, checksums verified. */
async function read(log: EmbeddedLog): Promise<number> {
  const [{offsets}] = await log.describeTopics();
  const consumer = await log.consume({topics: [TOPIC.name], from: "earliest"});
  let count = 0;
  for await (const batch of consumer) if ((count += batch.length) >= offsets[0].next) break;
  await consumer.close();
  return count;
}

function lmdbAppender(open: (options: object) => Lmdb, path: string, sync: boolean): Appender {
  const db = open({path, noSync: true, encoding: "binary", mapSize: 2 ** 32});
  const values = records();
  let key = 0;
  return {
    name: sync ? "lmdb noSync, transactionSync" : "lmdb noSync, put",
    async append() {
      if (sync) return db.transactionSync(() => values.forEach((value) => void db.put(key++, value)));
      let last: Promise<boolean> | undefined;
      for (const value of values) last = db.put(key++, value);
      return last;
    },
    count: async () => db.getCount(),
    close: () => db.close(),
  };
}

async function throughput(folder: string): Promise<BenchRow[]> {
  const question = `appending ${RECORD}-byte records, ${BATCH} a batch, each batch awaited, fastest of ${ROUNDS} rounds`;
  const open = await lmdb();
  const candidates = [
    // like against like: lmdb without sync, and ours
    await embedded(join(folder, "never"), "never"),
    await embedded(join(folder, "interval"), "interval"),
    ...(open ? [false, true].map((sync) => lmdbAppender(open, join(folder, `lmdb-${sync}`), sync)) : []),
  ];
  if (!open) console.error("lmdb is not installed (LAPBOOK_BENCH_MODULES): left out");
  const times: number[][] = candidates.map(() => []);
  const cpu: number[][] = candidates.map(() => []);
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (let i = 0; i < candidates.length; i++) {
      // each follows each other one as often: who comes behind a candidate pays for its garbage
      const c = (i * (round % 2 === 0 ? 1 : candidates.length - 1) + round + WARM_UP) % candidates.length;
      const before = process.cpuUsage();
      const start = performance.now();
      for (let k = 0; k < BATCHES; k++) await candidates[c].append();
      const took = performance.now() - start;
      const {user, system} = process.cpuUsage(before);
      if (round < 0) continue;
      times[c].push(took);
      cpu[c].push((user + system) / (BATCH * BATCHES));
    }
  }
  const rows: BenchRow[] = [];
  const costs: BenchRow[] = [];
  // Whatever else the machine does makes rounds longer, never shorter: the fastest one of each is the fair comparison.
  const fastest = times.map((each) => Math.min(...each));
  for (let c = 0; c < candidates.length; c++) {
    const {name} = candidates[c];
    const count = await candidates[c].count();
    if (count !== BATCH * BATCHES * (ROUNDS + WARM_UP)) throw new Error(`${name}: ${count} records`);
    await candidates[c].close();
    const ratio = fastest[c] / fastest[0];
    const need = name.startsWith("lmdb") ? "≥ 2×" : "";
    const value = (BATCH * BATCHES) / fastest[c];
    rows.push({question, candidate: name, value, unit: "records/ms", ratio, need, ok: !need || ratio >= 2});
    costs.push({
      question: "CPU of all threads, the same",
      candidate: name,
      value: median(cpu[c]),
      unit: "µs a record",
      ratio: median(cpu[c]) / median(cpu[0]),
      need: "",
      ok: true,
    });
  }
  return [...rows, ...costs];
}

/**
 * Sends 600 messages at about 500/s beside each other, their time of sending in the value. Returns how late its own timers
 * were, ms: what the machine does beside this delays everything by as much.
 */
async function pulse(log: EmbeddedLog): Promise<number[]> {
  const late: number[] = [];
  const producer = await log.producer();
  for (let i = 0; i < PULSE; i++) {
    const value = new Uint8Array(RECORD);
    new DataView(value.buffer).setBigUint64(0, process.hrtime.bigint());
    void producer.send(TOPIC.name, [{key: "k", value, headers: {}, timestamp: 1e12}]);
    const wait = 1 + (i % 3);
    const start = performance.now();
    await new Promise((done) => setTimeout(done, wait));
    late.push(performance.now() - start - wait);
  }
  await producer.close();
  return late;
}

const FOLLOW = `async (log) => {
  const consumer = await log.consume({topics: ["telemetry"], from: "latest"});
  process.send?.("ready");
  const delays = [];
  for await (const batch of consumer) {
    const now = process.hrtime.bigint();
    for (const {value} of batch) {
      delays.push(Number(now - new DataView(value.buffer, value.byteOffset).getBigUint64(0)) / 1e6);
    }
    if (delays.length >= ${PULSES * PULSE}) break;
  }
  await consumer.close();
  return delays;
}`;

async function pulses(log: EmbeddedLog): Promise<number[][]> {
  const late: number[][] = [];
  for (let i = 0; i < PULSES; i++) late.push(await pulse(log));
  return late;
}

async function tail(folder: string): Promise<BenchRow[]> {
  const log = await openEmbeddedLog(folder);
  await log.createTopics([TOPIC]);
  const follow = new Function(`return ${FOLLOW}`)() as (log: EmbeddedLog) => Promise<number[]>;
  const inProcess = follow(log);
  const late = await pulses(log);
  const rows = delayRows("append to consumer, same process", await inProcess, late);

  const module = new URL("../server/log/embedded/embeddedLog.ts", import.meta.url).href;
  const script = `const {openEmbeddedLog} = await import(${JSON.stringify(module)});
    const log = await openEmbeddedLog(${JSON.stringify(folder)}, {readOnly: true});
    process.send(await (${FOLLOW})(log));
    await log.close();
    process.disconnect();`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await once(child, "message");
  const answer = once(child, "message");
  const lateThen = await pulses(log);
  const [delays] = (await answer) as [number[]];
  await log.close();
  return [...rows, ...delayRows("append to consumer, another process", delays, lateThen)];
}

/** Of the pulse during which the machine was least busy with other things: chosen by the sender's timers, not by the delays. */
function delayRows(question: string, delays: number[], late: number[][]): BenchRow[] {
  if (delays.length !== PULSES * PULSE) throw new Error(`${delays.length} of ${PULSES * PULSE} messages came`);
  const lateness = late.map((each) => atRank(each, 0.99));
  const quiet = lateness.indexOf(Math.min(...lateness));
  const own = delays.slice(quiet * PULSE, (quiet + 1) * PULSE);
  const p99 = atRank(own, 0.99);
  const all = {question, unit: "ms", need: "", ok: true};
  return [
    {...all, candidate: "p50", value: median(own)},
    {...all, candidate: "p99", value: p99, need: "≤ 5 ms", ok: p99 <= 5},
    {...all, candidate: "lateness of the sender's timers, p99", value: lateness[quiet]},
    {...all, candidate: `p99 of all ${PULSES} pulses`, value: atRank(delays, 0.99)},
  ];
}

const atRank = (values: number[], rank: number) => values.toSorted((a, b) => a - b)[Math.floor(rank * values.length)];

export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "lapbook-bench-"));
  try {
    // delays first: what the other leaves to the disk to write would count in them
    const delays = await tail(join(folder, "tail"));
    return [...(await throughput(join(folder, "append"))), ...delays];
  } finally {
    await rm(folder, {recursive: true});
  }
}

await main(import.meta.url, run);
