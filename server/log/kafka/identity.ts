import type {Cluster} from "./cluster.js";
import {partitionKey} from "./partitionKey.js";
import type {BatchSender} from "./recordBatch.js";

/** Required in the request, but without effect: no transactions are used. */
const TRANSACTION_TIMEOUT_MS = 60_000;

/** A producer id, and the next sequence number of each partition under it. */
export class Identity {
  readonly #next = new Map<string, number>();

  private constructor(
    readonly producerId: bigint,
    readonly producerEpoch: number,
  ) {}

  static async of(cluster: Cluster): Promise<Identity> {
    await cluster.refreshMetadataIfNecessary();
    const node = await cluster.findControllerBroker();
    const {producerId, producerEpoch} = await node.initProducerId({transactionTimeout: TRANSACTION_TIMEOUT_MS});
    return new Identity(BigInt(producerId), producerEpoch);
  }

  /** For the next batch of a partition: the same until `delivered` is called. */
  sender(topic: string, partition: number): BatchSender {
    const {producerId, producerEpoch} = this;
    return {producerId, producerEpoch, sequence: this.#next.get(partitionKey(topic, partition)) ?? 0};
  }

  delivered(topic: string, partition: number, count: number): void {
    const {sequence} = this.sender(topic, partition);
    // Sequence numbers wrap from 2³¹ − 1 to 0.
    this.#next.set(partitionKey(topic, partition), (sequence + count) % 2 ** 31);
  }
}
