import {mkdir, readdir} from "node:fs/promises";
import {join} from "node:path";
import type {
  ConsumeOptions,
  Consumer,
  Log,
  LogEntry,
  LogMessage,
  LogRange,
  Producer,
  TopicDescription,
  TopicSpec,
} from "../log.js";
import {Appender} from "./appender.js";
import {EmbeddedConsumer} from "./consumer.js";
import {EMBEDDED_DEFAULTS, type EmbeddedLogOptions} from "./embeddedOptions.js";
import {Follower} from "./follower.js";
import {Group} from "./group.js";
import {lockFolder} from "./lock.js";
import {byPartition} from "./partitionOf.js";
import {Positions} from "./positions.js";
import {trackingProducer} from "./producer.js";
import {readStored} from "./readStored.js";
import {checkSpec, readTopics, writeTopics} from "./topicFile.js";

interface Topic {
  spec: TopicSpec;
  partitions: (Appender | Follower)[];
}

/** Opens the log in a folder, creating it if needed. Fails with code LOG_IN_USE while another process writes it. */
export async function openEmbeddedLog(folder: string, options: EmbeddedLogOptions = {}): Promise<EmbeddedLog> {
  const log = new EmbeddedLog(folder, options);
  await log.open();
  return log;
}

/** Topics as folders of segment files: `topics/<topic>/<partition>/<base offset>.log`, `groups/<group>.positions`. */
export class EmbeddedLog implements Log {
  private readonly topics = new Map<string, Topic>();
  private readonly groups = new Map<string, Group>();
  private readonly consumers = new Set<EmbeddedConsumer>();
  private readonly options: Required<EmbeddedLogOptions>;
  private unlock: (() => Promise<void>) | undefined;
  private syncTimer: NodeJS.Timeout | undefined;
  private retentionTimer: NodeJS.Timeout | undefined;
  private closed = false;
  private creating: Promise<void> = Promise.resolve();

  constructor(
    readonly folder: string,
    options: EmbeddedLogOptions = {},
  ) {
    this.options = {...EMBEDDED_DEFAULTS, ...options};
  }

  /** Called once by `openEmbeddedLog`. */
  async open(): Promise<void> {
    const {readOnly, retentionIntervalMs, log} = this.options;
    if (!readOnly) {
      await mkdir(join(this.folder, "groups"), {recursive: true});
      this.unlock = await lockFolder(this.folder);
    }
    try {
      await this.loadTopics();
      if (readOnly) return;
      for (const file of await readdir(join(this.folder, "groups"))) {
        if (file.endsWith(".positions")) await this.group(decodeURIComponent(file.slice(0, -10)));
      }
    } catch (error) {
      await this.close();
      throw error;
    }
    this.retentionTimer = setInterval(() => {
      this.enforceRetention().catch((error: Error) => log(`retention: ${error.message}`));
    }, retentionIntervalMs).unref();
  }

  private async loadTopics(): Promise<void> {
    for (const spec of await readTopics(join(this.folder, "topics.json"))) {
      const topic = this.topics.get(spec.name);
      if (topic) topic.spec = spec;
      else await this.openTopic(spec);
    }
  }

  private async openTopic(spec: TopicSpec): Promise<void> {
    const {sync, segmentBytes, clock, log, readOnly} = this.options;
    const partitions: Topic["partitions"] = [];
    for (let partition = 0; partition < spec.partitions; partition++) {
      const folder = join(this.folder, "topics", spec.name, String(partition));
      const options = {topic: spec.name, partition, folder, clock, log};
      const opened = readOnly
        ? new Follower(options)
        : new Appender({...options, sync, segmentBytes, onDirty: this.onDirty});
      partitions.push(await opened.open());
    }
    this.topics.set(spec.name, {spec, partitions});
  }

  createTopics(specs: readonly TopicSpec[]): Promise<void> {
    const work = this.creating.then(async () => {
      this.check();
      if (this.options.readOnly) throw new Error(`read-only log: ${this.folder}`);
      for (const spec of specs) checkSpec(spec);
      const all = new Map([...this.topics].map(([name, {spec}]) => [name, spec]));
      for (const spec of specs) {
        all.set(spec.name, {...spec, partitions: all.get(spec.name)?.partitions ?? spec.partitions});
      }
      await writeTopics(join(this.folder, "topics.json"), [...all.values()]);
      await this.loadTopics();
    });
    this.creating = work.catch(() => {});
    return work;
  }

  async describeTopics(): Promise<TopicDescription[]> {
    this.check();
    if (this.options.readOnly) await this.refresh();
    return [...this.topics.values()].map(({spec, partitions}) => ({
      ...spec,
      offsets: partitions.map(({first, next}) => ({first, next})),
    }));
  }

  private async refresh(): Promise<void> {
    await this.loadTopics();
    for (const {partitions} of this.topics.values()) {
      for (const partition of partitions) if (partition instanceof Follower) await partition.refresh();
    }
  }

  async producer(): Promise<Producer> {
    this.check();
    if (this.options.readOnly) throw new Error(`read-only log: ${this.folder}`);
    return trackingProducer((topic, messages) => this.append(topic, messages));
  }

  private append(name: string, messages: readonly LogMessage[]): Promise<void> {
    this.check();
    const partitions = this.topic(name).partitions as Appender[];
    const groups = byPartition(messages, partitions.length);
    const done = [...groups].flatMap(([partition, group]) => partitions[partition].append(group));
    return done.length === 1 ? done[0] : Promise.all(done).then(() => {});
  }

  async consume({topics, group, from, signal}: ConsumeOptions): Promise<Consumer> {
    this.check();
    if (this.options.readOnly) {
      if (group !== undefined) throw new Error(`read-only log: no positions to commit for group ${group}`);
      await this.refresh();
    }
    const wanted = topics.flatMap((name) => this.topic(name).partitions);
    for (const partition of wanted) if (partition instanceof Follower) partition.follow();
    const consumer = new EmbeddedConsumer({
      wanted,
      group: group === undefined ? undefined : await this.group(group),
      from,
      signal,
      onClose: async (closed) => {
        this.consumers.delete(closed);
      },
    });
    this.consumers.add(consumer);
    return consumer;
  }

  async *read({topic, partition, from, to}: LogRange): AsyncGenerator<LogEntry[]> {
    this.check();
    if (this.options.readOnly) await this.refresh();
    const found = this.topic(topic).partitions[partition];
    if (!found) throw new RangeError(`unknown partition: ${topic} ${partition}`);
    yield* readStored(found, from, to);
  }

  private topic(name: string): Topic {
    const topic = this.topics.get(name);
    if (!topic) throw new Error(`unknown topic: ${name}`);
    return topic;
  }

  private async group(name: string): Promise<Group> {
    const found = this.groups.get(name);
    if (found) return found;
    const path = join(this.folder, "groups", `${encodeURIComponent(name)}.positions`);
    const {sync, log} = this.options;
    const positions = await Positions.open(path, {sync: sync === "batch", onDirty: this.onDirty, log});
    // Another call may have opened it meanwhile.
    if (this.groups.has(name)) return this.groups.get(name)!;
    const group = new Group(name, positions);
    this.groups.set(name, group);
    for (const {partitions} of this.topics.values()) {
      for (const {topic, partition, next} of partitions) await positions.clamp(topic, partition, next);
    }
    return group;
  }

  /** Schedules a sync of written data after the interval. */
  private readonly onDirty = (): void => {
    const {sync, syncIntervalMs, log} = this.options;
    if (sync !== "interval") return;
    this.syncTimer ??= setTimeout(() => {
      this.syncTimer = undefined;
      this.flushToDisk().catch((error: Error) => log(`sync: ${error.message}`));
    }, syncIntervalMs).unref();
  };

  private async flushToDisk(): Promise<void> {
    // Messages first: no position on disk may be beyond them.
    await Promise.all(this.appenders().map((appender) => appender.flushToDisk()));
    await Promise.all([...this.groups.values()].map(({positions}) => positions.flushToDisk()));
  }

  private appenders(): Appender[] {
    return [...this.topics.values()].flatMap(({partitions}) => partitions).filter((p) => p instanceof Appender);
  }

  /** Deletes segments that exceed the retention. Runs every `retentionIntervalMs`. */
  async enforceRetention(): Promise<void> {
    for (const {spec, partitions} of this.topics.values()) {
      const {retentionMs, retentionBytes = Number.POSITIVE_INFINITY} = spec;
      for (const partition of partitions)
        if (partition instanceof Appender) await partition.enforceRetention(retentionMs, retentionBytes);
    }
  }

  private check(): void {
    if (this.closed) throw new Error(`log closed: ${this.folder}`);
  }

  /** Closes the consumers, writes what was sent, and releases the lock. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.retentionTimer);
    clearTimeout(this.syncTimer);
    for (const consumer of [...this.consumers]) await consumer.close();
    try {
      for (const {partitions} of this.topics.values()) for (const partition of partitions) await partition.close();
      for (const {positions} of this.groups.values()) await positions.close();
    } finally {
      await this.unlock?.();
    }
  }
}
