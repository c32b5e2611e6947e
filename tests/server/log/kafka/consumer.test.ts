import {EventEmitter} from "node:events";
import type {EachBatchPayload} from "kafkajs";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import type {KafkaConnection} from "../../../../server/log/kafka/client.js";
import {KafkaConsumer} from "../../../../server/log/kafka/consumer.js";
import {until} from "../../../support/until.js";
import {gather} from "../gather.js";

/** kafkajs' consumer as far as ours uses it; what it does is said by the test. */
class FakeConsumer extends EventEmitter {
  readonly events = {FETCH: "fetch", HEARTBEAT: "heartbeat", GROUP_JOIN: "join", CRASH: "crash"};
  readonly seeks: string[] = [];
  gone = false;
  private eachBatch: ((payload: EachBatchPayload) => Promise<void>) | undefined;

  connect = async () => {};
  subscribe = async () => {};
  seek = ({partition, offset}: {partition: number; offset: string}) => void this.seeks.push(`${partition}@${offset}`);
  disconnect = async () => void (this.gone = true);

  async run({eachBatch}: {eachBatch: (payload: EachBatchPayload) => Promise<void>}): Promise<void> {
    this.eachBatch = eachBatch;
    this.emit("join", {payload: {memberId: "m", memberAssignment: {t: [0]}}});
  }

  /** hands over the messages from one offset to another */
  async deliver(from: number, to: number): Promise<void> {
    const messages = Array.from({length: to - from}, (_, i) => ({offset: String(from + i), timestamp: "0"}));
    await this.eachBatch!({
      batch: {topic: "t", partition: 0, messages, lastOffset: () => String(to - 1)},
      heartbeat: async () => {},
      isRunning: () => !this.gone,
      isStale: () => false,
      resolveOffset: () => {},
    } as unknown as EachBatchPayload);
  }
}

const made: FakeConsumer[] = [];
let next = 0;

async function open() {
  const kafka = {
    consumer: () => {
      made.push(new FakeConsumer());
      return made[made.length - 1];
    },
  };
  const connect = () => ({kafka, end: () => {}}) as unknown as KafkaConnection;
  const offsets = {of: async () => [{first: 0, next}]};
  return KafkaConsumer.open(connect, offsets, {topics: ["t"], from: "earliest", group: "g"});
}

const second = () => until(() => made.length === 2 && made[0].gone, "a second consumer");

beforeEach(() => {
  made.length = 0;
  next = 0;
  // what waits a moment before it begins again does so in real time
  vi.useFakeTimers({toFake: ["setInterval", "clearInterval", "performance"]});
});
afterEach(() => vi.useRealTimers());

describe("KafkaConsumer", () => {
  it("replaces a crashed kafkajs consumer, and continues at the committed offset", async () => {
    const consumer = await open();
    const {entries, close} = gather(consumer);
    await made[0].deliver(0, 5);
    made[0].emit("crash", {});
    await second();
    expect(made[0].gone).toBe(true);
    expect(made[0].seeks).toEqual(["0@0"]);
    expect(made[1].seeks).toEqual([]);
    await made[1].deliver(5, 8);
    expect(entries.map(({offset}) => offset)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(consumer.restarts).toBe(1);
    await close();
  });

  it("replaces a consumer that neither fetches nor sends heartbeats for 30 s, and no other", async () => {
    const consumer = await open();
    const {close} = gather(consumer);
    const pulse = setInterval(() => made[0].emit("heartbeat", {}), 500);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(made).toHaveLength(1);
    clearInterval(pulse);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(made).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(15_000);
    await second();
    expect(made[0].gone).toBe(true);
    await close();
  });

  it("replaces a consumer that fetches nothing although there are new entries", async () => {
    const {entries, close} = gather(await open());
    const pulse = setInterval(() => made.at(-1)!.emit("heartbeat", {}), 500);
    await made[0].deliver(0, 3);
    next = 3;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(made).toHaveLength(1); // everything there is was read
    next = 4;
    await vi.advanceTimersByTimeAsync(45_000);
    await second();
    await made[1].deliver(3, 4);
    expect(entries.map(({offset}) => offset)).toEqual([0, 1, 2, 3]);
    clearInterval(pulse);
    await close();
  });

  it("does not replace a consumer with a slow reader", async () => {
    const consumer = await open();
    const pulse = setInterval(() => made[0].emit("heartbeat", {}), 500);
    next = 10;
    const delivered = made[0].deliver(0, 10); // nobody takes it
    await vi.advanceTimersByTimeAsync(300_000);
    expect(made).toHaveLength(1);
    const {entries, close} = gather(consumer);
    await delivered;
    expect(entries).toHaveLength(10);
    clearInterval(pulse);
    await close();
  });
});
