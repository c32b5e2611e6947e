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
const BATCHES = 200;
const ROUNDS = 7;
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
  const question = `appending ${RECORD}-byte records, ${BATCH} a batch, each batch awaited`;
  const open = await lmdb();
  const candidates = [
    // like against like: lmdb without sync, and ours
    await embedded(join(folder, "never"), "never"),
    await embedded(join(folder, "interval"), "interval"),
    ...(open ? [false, true].map((sync) => lmdbAppender(open, join(folder, `lmdb-${sync}`), sync)) : []),
  ];
  if (!open) console.error("lmdb is not installed (LAPBOOK_BENCH_MODULES): left out");
  const times: number[][] = candidates.map(() => []);
  for (let round = -2; round < ROUNDS; round++) {
    for (let c = 0; c < candidates.length; c++) {
      const start = performance.now();
      for (let i = 0; i < BATCHES; i++) await candidates[c].append();
      if (round >= 0) times[c].push(performance.now() - start);
    }
  }
  const rows: BenchRow[] = [];
  for (let c = 0; c < candidates.length; c++) {
    const count = await candidates[c].count();
    if (count !== BATCH * BATCHES * (ROUNDS + 2)) throw new Error(`${candidates[c].name}: ${count} records`);
    await candidates[c].close();
    // how many times longer than ours without sync, in the same round
    const ratio = median(times[c].map((ms, round) => ms / times[0][round]));
    const need = candidates[c].name.startsWith("lmdb") ? "≥ 2×" : "";
    const value = (BATCH * BATCHES) / median(times[c]);
    rows.push({
      question,
      candidate: candidates[c].name,
      value,
      unit: "records/ms",
      ratio,
      need,
      ok: !need || ratio >= 2,
    });
  }
  return rows;
}

/**
 * Sends 1,500 messages at about 500/s beside each other, their time of sending in the value. Returns how late its own timers
 * were, ms: what the machine does beside this delays everything by as much.
 */
async function pulse(log: EmbeddedLog): Promise<number[]> {
  const late: number[] = [];
  const producer = await log.producer();
  for (let i = 0; i < 1500; i++) {
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
    if (delays.length >= 1500) break;
  }
  await consumer.close();
  return delays;
}`;

async function tail(folder: string): Promise<BenchRow[]> {
  const log = await openEmbeddedLog(folder);
  await log.createTopics([TOPIC]);
  const follow = new Function(`return ${FOLLOW}`)() as (log: EmbeddedLog) => Promise<number[]>;
  const inProcess = follow(log);
  const late = await pulse(log);
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
  const lateThen = await pulse(log);
  const [delays] = (await answer) as [number[]];
  await log.close();
  return [...rows, ...delayRows("append to consumer, another process", delays, lateThen)];
}

function delayRows(question: string, delays: number[], late: number[]): BenchRow[] {
  if (delays.length !== 1500) throw new Error(`${delays.length} of 1500 messages came`);
  const p99 = atRank(delays, 0.99);
  return [
    {question, candidate: "p50", value: median(delays), unit: "ms", need: "", ok: true},
    {question, candidate: "p99", value: p99, unit: "ms", need: "≤ 5 ms", ok: p99 <= 5},
    {
      question,
      candidate: "lateness of the sender's timers, p99",
      value: atRank(late, 0.99),
      unit: "ms",
      need: "",
      ok: true,
    },
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
