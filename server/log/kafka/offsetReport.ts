import type {LogOffset} from "../log.js";
import {byTopic} from "./byTopic.js";
import type {Cluster} from "./cluster.js";
import {partitionKey} from "./partitionKey.js";
import {protocolError} from "./protocolError.js";

const EVERY_MS = 5_000;
/** Errors of a broker that has just started and still loads its internal topics: a later attempt succeeds. */
const TRANSIENT = new Set(["GROUP_COORDINATOR_NOT_AVAILABLE", "GROUP_LOAD_IN_PROGRESS", "NOT_COORDINATOR_FOR_GROUP"]);
/** Marks a commit from outside the group. */
const NO_GENERATION = -1;
const BROKER_RETENTION = -1;

/**
 * Commits a reader's offsets to a group that has no members, so that `kafka-consumer-groups --describe` and other monitoring
 * show its lag. They are never read back. A failure is reported once and has no other effect.
 */
export class OffsetReport {
  readonly #timer: NodeJS.Timeout;
  readonly #committed = new Map<string, number>();
  #committing: Promise<void> = Promise.resolve();
  #reported = false;

  constructor(
    readonly group: string,
    readonly options: {
      cluster: () => Promise<Cluster>;
      positions: () => LogOffset[];
      log?: (line: string) => void;
      everyMs?: number;
    },
  ) {
    this.#timer = setInterval(() => void this.commit(), options.everyMs ?? EVERY_MS).unref();
  }

  /** Resolves when changed offsets are committed, or have failed to be. */
  commit(): Promise<void> {
    this.#committing = this.#committing.then(() => this.#commit());
    return this.#committing;
  }

  async #commit(): Promise<void> {
    const {cluster, positions, log} = this.options;
    const moved = positions().filter(
      ({topic, partition, offset}) => this.#committed.get(partitionKey(topic, partition)) !== offset,
    );
    if (moved.length === 0) return;
    const topics = [...byTopic(moved)].map(([topic, positions]) => ({
      topic,
      partitions: positions.map(({partition, offset}) => ({partition, offset: String(offset)})),
    }));
    try {
      const coordinator = await (await cluster()).findGroupCoordinator({groupId: this.group});
      await coordinator.offsetCommit({
        groupId: this.group,
        groupGenerationId: NO_GENERATION,
        memberId: "",
        retentionTime: BROKER_RETENTION,
        topics,
      });
      for (const {topic, partition, offset} of moved) this.#committed.set(partitionKey(topic, partition), offset);
    } catch (error) {
      const type = protocolError(error);
      // The reader itself reports a lost connection.
      if (type === undefined || TRANSIENT.has(type) || this.#reported) return;
      this.#reported = true;
      log?.(`kafka: cannot commit the offsets of group ${this.group}: ${(error as Error).message}`);
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.commit();
  }
}
