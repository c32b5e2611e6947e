import {fileURLToPath} from "node:url";
import kafkajs from "kafkajs";
import type {Broker} from "../server/log/kafka/broker/broker.js";
import {startBroker} from "../server/log/kafka/broker/startBroker.js";
import {connectTo} from "../server/log/kafka/client.js";
import {KafkaLog} from "../server/log/kafka/kafkaLog.js";
import type {LogMessage} from "../server/log/log.js";
import {type BenchRow, main, median} from "./support.js";

// What does a message cost our producer, against one kafkajs `send` a message, of the same guarantees (idempotent, acknowledged
// by all replicas, LZ4)? CPU of this process, on a real broker; all that is sent arrives. Ours is measured as fast as it goes,
// which is how twenty feeds come, and as one feed comes: 22 cars, 60 times a second.

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

/** One object a session, as the collector's publisher has it. */
const HEADERS = Array.from({length: 20}, (_, i) => {
  return {sessionId: `20260301-140000-${String(i).padStart(6, "0")}`, userId: "", encoding: "protobuf"};
});

function messages(count: number, sessions = 20): LogMessage[] {
  return Array.from({length: count}, (_, i) => ({
    key: `20260301-140000-${String(i % sessions).padStart(6, "0")}`,
    value: Uint8Array.from({length: 92}, (_, k) => (k * 31 + i * 7) & 255),
    headers: HEADERS[i % sessions],
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
    const frames = messages(22 * 60, 1);
    const theirs = async (part: LogMessage[]) => {
      for (const {key, value, headers, timestamp} of part) {
        const message = {key, value: Buffer.from(value), headers, timestamp: String(timestamp)};
        await plain.send({topic: "plain", acks: -1, compression: CompressionTypes.LZ4, messages: [message]});
      }
    };
    const costs: Record<"ours" | "paced" | "plain" | "plainPaced", number>[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const our = await cpuOf(many.length, async () => {
        const sends: Promise<void>[] = [];
        // as a full feed comes: bursts of 22 cars
        for (let i = 0; i < many.length; i += 22) sends.push(ours.send("ours", many.slice(i, i + 22)));
        await Promise.all(sends);
      });
      const pace = async (burst: (part: LogMessage[]) => Promise<void>) => {
        const work: Promise<void>[] = [];
        for (let i = 0; i < frames.length; i += 22) {
          work.push(burst(frames.slice(i, i + 22)));
          await new Promise((resolve) => setTimeout(resolve, 1000 / 60));
        }
        await Promise.all(work);
      };
      const nothing = await cpuOf(frames.length, () => pace(async () => {}));
      const paced = (await cpuOf(frames.length, () => pace((part) => ours.send("ours", part)))) - nothing;
      const theirPaced = (await cpuOf(frames.length, () => pace(theirs))) - nothing;
      const their = await cpuOf(few.length, () => theirs(few));
      if (round > 0) costs.push({ours: our, paced, plain: their, plainPaced: theirPaced}); // the first warms up
    }
    await ours.close();
    const counts = (await log.describeTopics()).map(({offsets}) => offsets.reduce((sum, {next}) => sum + next, 0));
    if (
      counts[0] !== (many.length + frames.length) * (ROUNDS + 1) ||
      counts[1] !== (few.length + frames.length) * (ROUNDS + 1)
    )
      throw new Error(`not every message arrived: ${counts}`);
    const question = `CPU of producing a message of 92 bytes, ${broker.description}`;
    const row = (candidate: string, of: keyof (typeof costs)[0], to: keyof (typeof costs)[0], need = 0): BenchRow => {
      const ratio = median(costs.map((cost) => cost[of] / cost[to]));
      const value = median(costs.map((cost) => cost[of]));
      return {question, candidate, value, unit: "µs", ratio, need: need ? `≥ ${need}×` : "", ok: ratio >= need};
    };
    return [
      row("ours, as fast as it goes", "ours", "ours"),
      row("one kafkajs send a message, the same", "plain", "ours", NEED),
      row("ours, one feed: 22 messages each 16.7 ms", "paced", "paced"),
      row("one kafkajs send a message, the same", "plainPaced", "paced"),
    ];
  } finally {
    await log.close();
    await plain.disconnect();
    await broker.remove();
  }
}

await main(import.meta.url, run);
