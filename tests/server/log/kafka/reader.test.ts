import {afterEach, describe, expect, it} from "vitest";
import type {KafkaConnection} from "../../../../server/log/kafka/client.js";
import {KafkaReader} from "../../../../server/log/kafka/reader.js";
import {encodeBatch, encodeRecords} from "../../../../server/log/kafka/recordBatch.js";
import {movedToOldSpace} from "../../../support/oldSpace.js";
import {until} from "../../../support/until.js";
import {gather} from "../gather.js";

const [NOT_LEADER, OUT_OF_RANGE] = [6, 1];

/** A cluster of brokers 1 and 2 as far as the reader sees it: partitions of topic "t" with numbered messages, and who leads them. */
class FakeCluster {
  readonly partitions = [{leader: 1, first: 0, next: 0}];
  /** by broker: fetches that it answered */
  readonly fetches = new Map<string, number>();
  /** connections that were made */
  connected = 0;
  /** fetches to come that break the connection */
  breaks = 0;
  refreshed = 0;
  /** answers to come of a broker that does not know the topic yet */
  unknown = 0;
  private targeted = false;
  private known: {leader: number}[] = [];

  readonly connect = (): KafkaConnection => {
    const cluster = {
      connect: async () => {
        this.connected++;
        this.targeted = false;
      },
      disconnect: async () => {},
      // like kafkajs 2.2.4, which forgets topics that the broker does not know, and asks for all topics then
      addMultipleTargetTopics: async () => {
        this.targeted = true;
        try {
          this.look();
        } catch (error) {
          this.targeted = false;
          throw error;
        }
      },
      refreshMetadata: async () => this.look(),
      refreshMetadataIfNecessary: async () => {},
      findTopicPartitionMetadata: () => this.known.map(({leader}, partitionId) => ({partitionId, leader})),
      findBroker: async ({nodeId}: {nodeId: string}) => ({
        connectionPool: {
          send: async ({request, response}: {request: {encode(): Promise<{buf: Buffer}>}; response: Decoder}) =>
            response.decode(await this.answer(nodeId, (await request.encode()).buf)),
        },
      }),
    };
    return {kafka: {[Symbol("private:Kafka:createCluster")]: () => cluster}, end() {}} as unknown as KafkaConnection;
  };

  readonly offsets = {of: async () => this.partitions.map(({first, next}) => ({first, next}))};

  look(): void {
    this.refreshed++;
    if (this.unknown > 0) {
      this.unknown--;
      this.known = [];
      if (this.targeted) throw Object.assign(new Error("unknown"), {type: "UNKNOWN_TOPIC_OR_PARTITION"});
      return;
    }
    this.known = this.partitions.map(({leader}) => ({leader}));
  }

  /** Answers a Fetch 11 by the layout of https://kafka.apache.org/protocol#The_Messages_Fetch */
  private async answer(nodeId: string, bytes: Buffer): Promise<Buffer> {
    if (this.breaks > 0) {
      this.breaks--;
      throw new Error("socket hang up");
    }
    this.fetches.set(nodeId, (this.fetches.get(nodeId) ?? 0) + 1);
    const asked: {partition: number; offset: number}[] = [];
    let at = 25 + 4;
    at += 2 + bytes.readInt16BE(at);
    for (let count = bytes.readInt32BE(at), i = 0; i < count; i++) {
      const from = at + 4 + 28 * i;
      asked.push({partition: bytes.readInt32BE(from), offset: Number(bytes.readBigInt64BE(from + 8))});
    }
    const parts: Buffer[] = [];
    let any = false;
    for (const {partition, offset} of asked) {
      const {leader, first, next} = this.partitions[partition];
      const error = String(leader) !== nodeId ? NOT_LEADER : offset < first || offset > next ? OUT_OF_RANGE : 0;
      const set = error === 0 && offset < next ? numbered(offset, Math.min(next, offset + 10)) : Buffer.alloc(0);
      any ||= error !== 0 || set.length > 0;
      const head = Buffer.alloc(42);
      head.writeInt32BE(partition, 0);
      head.writeInt16BE(error, 4);
      head.writeBigInt64BE(BigInt(next), 6);
      head.writeInt32BE(-1, 34);
      head.writeInt32BE(set.length, 38);
      // one aborted transaction, to be passed over
      head.writeInt32BE(1, 30);
      const aborted = Buffer.alloc(16);
      parts.push(head.subarray(0, 34), aborted, head.subarray(34), set);
    }
    if (!any) await new Promise((resolve) => setTimeout(resolve, 5));
    const start = Buffer.alloc(10 + 4 + 2 + 1 + 4);
    start.writeInt32BE(1, 10);
    start.writeInt16BE(1, 14);
    start.write("t", 16);
    start.writeInt32BE(asked.length, 17);
    return Buffer.concat([start, ...parts]);
  }
}

interface Decoder {
  decode(bytes: Buffer): Promise<unknown>;
}

function numbered(from: number, to: number): Buffer {
  const messages = Array.from({length: to - from}, (_, i) => ({
    ...{key: "k", value: new TextEncoder().encode(String(from + i)), headers: {}, timestamp: 0},
  }));
  const bytes = encodeBatch(encodeRecords(messages), {producerId: 1n, producerEpoch: 0, sequence: 0});
  bytes.writeBigInt64BE(BigInt(from), 0);
  return bytes;
}

const open: KafkaReader[] = [];
afterEach(() => Promise.all(open.splice(0).map((reader) => reader.close())));

async function read(cluster: FakeCluster, from: "earliest" | "latest" | number = "earliest") {
  const start = typeof from === "number" ? [{topic: "t", partition: 0, offset: from}] : from;
  const reader = await KafkaReader.open(cluster.connect, cluster.offsets, {topics: ["t"], from: start});
  open.push(reader);
  const gathered = gather(reader);
  const offsets = (partition = 0) =>
    gathered.entries.filter((entry) => entry.partition === partition).map(({offset}) => offset);
  return {reader, gathered, offsets};
}
const upTo = (to: number, from = 0) => Array.from({length: to - from}, (_, i) => from + i);

describe("KafkaReader", () => {
  it("reads from the earliest, the latest or an offset, in order, and waits for new entries", async () => {
    const cluster = new FakeCluster();
    cluster.partitions[0].next = 35;
    const all = await read(cluster);
    const latest = await read(cluster, "latest");
    const seventh = await read(cluster, 7);
    await until(() => all.offsets().length >= 35 && seventh.offsets().length >= 28, "what is there");
    cluster.partitions[0].next = 40;
    await until(() => latest.offsets().length >= 5, "what came");
    await until(() => all.offsets().length >= 40, "what came");
    expect(all.offsets()).toEqual(upTo(40));
    expect(latest.offsets()).toEqual(upTo(40, 35));
    expect(all.reader.positions()).toEqual([{topic: "t", partition: 0, offset: 40}]);
  });

  it("does not retain entries after its reader has released them", async () => {
    const cluster = new FakeCluster();
    const reader = await KafkaReader.open(cluster.connect, cluster.offsets, {topics: ["t"], from: "earliest"});
    open.push(reader);
    const iterator = reader[Symbol.asyncIterator]();
    const readOn = async (count: number, collect = () => {}) => {
      cluster.partitions[0].next += count;
      for (let left = count, batches = 0; left > 0; batches++) {
        left -= (await iterator.next()).value!.length;
        if (batches % 20 === 0) collect();
      }
    };
    await readOn(5_000);
    const entries = 20_000;
    // an entry and its view of the batch are 200 bytes
    expect(await movedToOldSpace((collect) => readOn(entries, collect))).toBeLessThan(entries * 100);
  });

  it("follows a partition to its new leader without gaps or duplicates", async () => {
    const cluster = new FakeCluster();
    cluster.partitions.push({leader: 2, first: 0, next: 0});
    const {offsets} = await read(cluster);
    for (let round = 1; round <= 6; round++) {
      for (const partition of cluster.partitions) partition.next = round * 10;
      await until(() => offsets(0).length >= round * 10 && offsets(1).length >= round * 10, "a round");
      // they change places
      for (const partition of cluster.partitions) partition.leader = 3 - partition.leader;
    }
    expect(offsets(0)).toEqual(upTo(60));
    expect(offsets(1)).toEqual(upTo(60));
    expect([...cluster.fetches.keys()].sort()).toEqual(["1", "2"]);
  });

  it("reconnects when the connection breaks, and continues at its offset", async () => {
    const cluster = new FakeCluster();
    cluster.partitions[0].next = 15;
    const {offsets} = await read(cluster);
    await until(() => offsets().length >= 15, "what is there");
    cluster.breaks = 3;
    cluster.partitions[0].next = 20;
    await until(() => offsets().length >= 20, "what came after the break");
    expect(offsets()).toEqual(upTo(20));
    expect(cluster.connected).toBe(4);
  });

  it("waits for a topic that a broker does not know yet", async () => {
    const cluster = new FakeCluster();
    cluster.partitions[0].next = 5;
    cluster.unknown = 4;
    const {offsets} = await read(cluster);
    await until(() => offsets().length >= 5, "what is there");
    expect(offsets()).toEqual(upTo(5));
  });

  it("continues at the first stored offset when retention has overtaken it", async () => {
    const cluster = new FakeCluster();
    cluster.partitions[0].next = 10;
    const {offsets} = await read(cluster);
    await until(() => offsets().length >= 10, "what is there");
    cluster.partitions[0] = {leader: 1, first: 50, next: 55};
    await until(() => offsets().length >= 15, "what is kept");
    expect(offsets()).toEqual([...upTo(10), ...upTo(55, 50)]);
  });

  it("reads a partition created later from its first message", async () => {
    const cluster = new FakeCluster();
    cluster.partitions[0].next = 5;
    const {offsets} = await read(cluster, "latest");
    await until(() => cluster.refreshed > 0, "the connection");
    cluster.partitions.push({leader: 1, first: 0, next: 4});
    cluster.look();
    await until(() => offsets(1).length >= 4, "the new partition");
    expect(offsets(1)).toEqual(upTo(4));
  });

  it("ends while it waits", async () => {
    const {gathered} = await read(new FakeCluster());
    await gathered.close();
    expect(gathered.entries).toEqual([]);
  });
});
