import type {Cluster} from "./cluster.js";
import type {Sender} from "./recordBatch.js";

/** How long the broker remembers of it is the broker's own setting; this one is of transactions and asked for all the same. */
const TRANSACTION_TIMEOUT_MS = 60_000;

/** A producer id, and how many messages each partition has been given under it. */
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

  /** What the next batch of a partition is sent as: the same until `delivered` is told. */
  sender(topic: string, partition: number): Sender {
    const {producerId, producerEpoch} = this;
    return {producerId, producerEpoch, sequence: this.#next.get(`${topic}\n${partition}`) ?? 0};
  }

  delivered(topic: string, partition: number, count: number): void {
    const {sequence} = this.sender(topic, partition);
    // after 2³¹ − 1 comes 0
    this.#next.set(`${topic}\n${partition}`, (sequence + count) % 2 ** 31);
  }
}
