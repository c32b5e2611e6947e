import {randomUUID} from "node:crypto";
import {setTimeout as sleep} from "node:timers/promises";
import type {Command} from "../../src/core/messages/events.js";
import type {Encoding} from "../../src/core/messages/messagesCodec.js";
import type {Log, LogEntry, Producer} from "../log/log.js";
import {oneLine} from "../userError.js";
import {commandMessage, isFor, readCommand} from "./command.js";

export interface CommanderOptions {
  log: Log;
  /** name of the topic with the commands */
  topic: string;
  encoding?: Encoding;
  /** the machine that commands name */
  host: string;
  /** does what a command says */
  obey: (command: Command) => void | Promise<void>;
  retryMs?: number;
  /** ms since 1970 */
  clock?: () => number;
  report?: (line: string) => void;
}

export interface CommanderStats {
  /** said here, and acknowledged by the log */
  told: number;
  /** of others, for this machine, and done */
  obeyed: number;
  /** of others, that could not be understood or done */
  refused: number;
}

/**
 * Says in the log what is asked of this machine, so that others and the record know, and obeys what others say. Only what is said
 * while it listens counts: a command of yesterday starts nothing.
 */
export class Commander {
  private readonly from = randomUUID();
  private readonly counts: CommanderStats = {told: 0, obeyed: 0, refused: 0};
  private producer: Promise<Producer> | undefined;

  private constructor(
    private readonly options: CommanderOptions,
    /** by partition: what to read next */
    private readonly positions: Map<number, number>,
  ) {}

  /** From now on nothing is missed, also before `run` is called. */
  static async open(options: CommanderOptions): Promise<Commander> {
    const {log, topic} = options;
    const found = (await log.describeTopics()).find(({name}) => name === topic);
    return new Commander(options, new Map(found?.offsets.map(({next}, partition) => [partition, next])));
  }

  stats(): CommanderStats {
    return {...this.counts};
  }

  /** Resolves when the log has it. */
  async tell(command: Command): Promise<void> {
    const {log, topic, encoding = "protobuf", clock = Date.now} = this.options;
    this.producer ??= log.producer();
    // a producer that could not be had is asked for again
    this.producer.catch(() => (this.producer = undefined));
    await (await this.producer).send(topic, [commandMessage(command, {encoding, from: this.from, now: clock()})]);
    this.counts.told++;
  }

  /** Obeys until `signal` aborts; goes on after failures of the log. */
  async run(signal: AbortSignal): Promise<void> {
    const {retryMs = 2000, report = () => {}} = this.options;
    while (!signal.aborted) {
      try {
        await this.listen(signal);
        return;
      } catch (error) {
        if (signal.aborted) return;
        report(`commands: ${oneLine(error)}; listening again`);
        await sleep(retryMs, undefined, {signal}).catch(() => {});
      }
    }
  }

  private async listen(signal: AbortSignal): Promise<void> {
    const {log, topic} = this.options;
    const from = [...this.positions].map(([partition, offset]) => ({topic, partition, offset}));
    const consumer = await log.consume({topics: [topic], from, signal});
    try {
      for await (const entries of consumer) {
        for (const entry of entries) {
          this.positions.set(entry.partition, entry.offset + 1);
          await this.take(entry);
        }
      }
    } finally {
      await consumer.close();
    }
  }

  /** A command that cannot be understood or done is told, and the next one is looked at. */
  private async take(entry: LogEntry): Promise<void> {
    const {host, obey, report = () => {}} = this.options;
    if (entry.headers.from === this.from) return;
    try {
      const command = readCommand(entry);
      if (!isFor(host, command)) return;
      await obey(command);
      this.counts.obeyed++;
    } catch (error) {
      this.counts.refused++;
      report(`${entry.topic} ${entry.partition}@${entry.offset}: ${oneLine(error)}`);
    }
  }
}
