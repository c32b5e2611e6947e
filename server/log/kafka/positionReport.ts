import type {Cluster} from "./cluster.js";
import type {Position} from "./fetchRequest.js";
import {protocolError} from "./protocolError.js";

const EVERY_MS = 5_000;
/** A broker that has just started makes or loads its own topics first: the next note finds it ready. */
const PASSING = new Set(["GROUP_COORDINATOR_NOT_AVAILABLE", "GROUP_LOAD_IN_PROGRESS", "NOT_COORDINATOR_FOR_GROUP"]);
/** What a commit from outside a group is sent as. */
const NO_GENERATION = -1;
const BROKER_RETENTION = -1;

/**
 * Notes at the broker how far a reader is, under a group's name that nobody joins: `kafka-consumer-groups --describe` and what
 * else watches Kafka then show its lag. Nothing is read back from there; what goes wrong is told once and stops nothing.
 */
export class PositionReport {
  readonly #timer: NodeJS.Timeout;
  readonly #noted = new Map<string, number>();
  #noting: Promise<void> = Promise.resolve();
  #said = false;

  constructor(
    readonly group: string,
    readonly options: {
      cluster: () => Promise<Cluster>;
      positions: () => Position[];
      log?: (line: string) => void;
      everyMs?: number;
    },
  ) {
    this.#timer = setInterval(() => void this.note(), options.everyMs ?? EVERY_MS).unref();
  }

  /** Resolves when what has changed is noted, or could not be. */
  note(): Promise<void> {
    this.#noting = this.#noting.then(() => this.#note());
    return this.#noting;
  }

  async #note(): Promise<void> {
    const {cluster, positions, log} = this.options;
    const moved = positions().filter(
      ({topic, partition, offset}) => this.#noted.get(`${topic}\n${partition}`) !== offset,
    );
    if (moved.length === 0) return;
    const topics = [...new Set(moved.map(({topic}) => topic))].map((topic) => ({
      topic,
      partitions: moved
        .filter((position) => position.topic === topic)
        .map(({partition, offset}) => ({partition, offset: String(offset)})),
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
      for (const {topic, partition, offset} of moved) this.#noted.set(`${topic}\n${partition}`, offset);
    } catch (error) {
      const type = protocolError(error);
      // without a connection the reader itself has the same to say
      if (type === undefined || PASSING.has(type) || this.#said) return;
      this.#said = true;
      log?.(`kafka: positions of group ${this.group} cannot be noted: ${(error as Error).message}`);
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.note();
  }
}
