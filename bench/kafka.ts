import {fileURLToPath} from "node:url";
import kafkajs from "kafkajs";
import {type Broker, startBroker} from "../server/log/kafka/broker/broker.js";
import {connectTo} from "../server/log/kafka/client.js";
import {KafkaLog} from "../server/log/kafka/kafkaLog.js";
import type {LogMessage} from "../server/log/log.js";
import {type BenchRow, main, median} from "./support.js";

// What does a message cost our producer, against one kafkajs `send` a message? CPU of this process, on a real broker.

const ROUNDS = 5;
const NEED = 20;
const {CompressionTypes} = kafkajs;
const CACHE = fileURLToPath(new URL("../node_modules/.cache/lapbook", import.meta.url));

/** Microseconds of CPU that `count` messages took each. */
async function cpuOf(count: number, work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const {user, system} = process.cpuUsage(start);
  return (user + system) / count;
}

function messages(count: number): LogMessage[] {
  return Array.from({length: count}, (_, i) => ({
    key: `20260301-140000-${String(i % 20).padStart(6, "0")}`,
    value: Uint8Array.from({length: 92}, (_, k) => (k * 31 + i * 7) & 255),
    headers: {sessionId: "20260301-140000-000000", userId: "", encoding: "protobuf"},
    timestamp: 1_772_373_600_000 + i,
  }));
}

export async function run(): Promise<BenchRow[]> {
  let broker: Broker;
  try {
    broker = await startBroker({cache: CACHE, quick: true});
  } catch (error) {
    console.log(`kafka: left out: ${(error as Error).message}`);
    return [];
  }
  const config = {
    brokers: [broker.address],
    clientId: "bench",
    consumerGroup: "bench",
    ssl: false,
    replication: 1,
  } as const;
  const log = new KafkaLog({...config, brokers: [broker.address]});
  const {kafka} = connectTo({...config, brokers: [broker.address]}, {retries: 5});
  const plain = kafka.producer({idempotent: true, maxInFlightRequests: 1});
  try {
    const specs = ["ours", "plain"].map((name) => ({name, partitions: 10, retentionMs: Number.POSITIVE_INFINITY}));
    await log.createTopics(specs);
    const ours = await log.producer();
    await plain.connect();
    const [many, few] = [messages(20_000), messages(500)];
    const costs: {ours: number; plain: number}[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const our = await cpuOf(many.length, async () => {
        const sends: Promise<void>[] = [];
        // as a full feed comes: bursts of 22 cars
        for (let i = 0; i < many.length; i += 22) sends.push(ours.send("ours", many.slice(i, i + 22)));
        await Promise.all(sends);
      });
      const their = await cpuOf(few.length, async () => {
        for (const {key, value, headers, timestamp} of few) {
          const message = {key, value: Buffer.from(value), headers, timestamp: String(timestamp)};
          await plain.send({topic: "plain", acks: -1, compression: CompressionTypes.LZ4, messages: [message]});
        }
      });
      if (round > 0) costs.push({ours: our, plain: their}); // the first warms up
    }
    await ours.close();
    const counts = (await log.describeTopics()).map(({offsets}) => offsets.reduce((sum, {next}) => sum + next, 0));
    if (counts[0] !== many.length * (ROUNDS + 1) || counts[1] !== few.length * (ROUNDS + 1))
      throw new Error(`not every message arrived: ${counts}`);
    const ratio = median(costs.map((cost) => cost.plain / cost.ours));
    const question = `CPU of producing a message of 92 bytes, ${broker.what}`;
    return [
      {question, candidate: "ours", value: median(costs.map((cost) => cost.ours)), unit: "µs", need: "", ok: true},
      {
        question,
        candidate: "one kafkajs send a message",
        value: median(costs.map((cost) => cost.plain)),
        unit: "µs",
        ratio,
        need: `≥ ${NEED}×`,
        ok: ratio >= NEED,
      },
    ];
  } finally {
    await log.close();
    await plain.disconnect();
    await broker.remove();
  }
}

await main(import.meta.url, run);
