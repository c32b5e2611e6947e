import {randomUUID} from "node:crypto";
import type {Command} from "../../src/core/messages/events.js";
import type {Encoding} from "../../src/core/messages/messagesCodec.js";
import type {Log, LogEntry, Producer} from "../log/log.js";
import {retry} from "../retry.js";
import {oneLine} from "../userError.js";
import {commandMessage, isForHost, readCommand} from "./command.js";

export interface CommanderOptions {
  log: Log;
  /** name of the commands' topic in the log */
  topic: string;
  encoding?: Encoding;
  /** name of this machine in commands */
  host: string;
  /** applies a command on this machine */
  apply: (command: Command) => void | Promise<void>;
  retryMs?: number;
  /** ms since 1970 */
  clock?: () => number;
  report?: (line: string) => void;
}

export interface CommanderStats {
  /** sent by this machine and acknowledged by the log */
  told: number;
  /** received for this machine and applied */
  obeyed: number;
  /** received, but invalid or failed */
  refused: number;
}

/**
 * Writes this machine's commands to the log, for other machines and for the record, and applies those of others. Only
 * commands sent after `open` are applied: earlier ones are outdated.
 */
export class Commander {
  private readonly from = randomUUID();
  private readonly counts: CommanderStats = {told: 0, obeyed: 0, refused: 0};
  private producer: Promise<Producer> | undefined;

  private constructor(
    private readonly options: CommanderOptions,
    /** next offset to read, by partition */
    private readonly positions: Map<number, number>,
  ) {}

  /** Commands sent after this are applied, including those before `run` is called. */
  static async open(options: CommanderOptions): Promise<Commander> {
    const {log, topic} = options;
    const found = (await log.describeTopics()).find(({name}) => name === topic);
    return new Commander(options, new Map(found?.offsets.map(({next}, partition) => [partition, next])));
  }

  stats(): CommanderStats {
    return {...this.counts};
  }

  /** Resolves when the log has acknowledged the command. */
  async send(command: Command): Promise<void> {
    const {log, topic, encoding = "protobuf", clock = Date.now} = this.options;
    this.producer ??= log.producer();
    // After a failure, the next call creates a new producer.
    this.producer.catch(() => (this.producer = undefined));
    await (await this.producer).send(topic, [commandMessage(command, {encoding, from: this.from, now: clock()})]);
    this.counts.told++;
  }

  /** Applies commands until `signal` aborts; retries after failures of the log. */
  async run(signal: AbortSignal): Promise<void> {
    const {retryMs = 2000, report = () => {}} = this.options;
    await retry(signal, () => this.listen(signal), {
      retryMs,
      onFailure: (error) => report(`commands: ${oneLine(error)}; retrying`),
    });
  }

  private async listen(signal: AbortSignal): Promise<void> {
    const {log, topic} = this.options;
    const from = [...this.positions].map(([partition, offset]) => ({topic, partition, offset}));
    const consumer = await log.consume({topics: [topic], from, signal});
    try {
      for await (const entries of consumer) {
        for (const entry of entries) {
          this.positions.set(entry.partition, entry.offset + 1);
          await this.handle(entry);
        }
      }
    } finally {
      await consumer.close();
    }
  }

  /** Reports an invalid or failed command and continues with the next one. */
  private async handle(entry: LogEntry): Promise<void> {
    const {host, apply, report = () => {}} = this.options;
    if (entry.headers.from === this.from) return;
    try {
      const command = readCommand(entry);
      if (!isForHost(host, command)) return;
      await apply(command);
      this.counts.obeyed++;
    } catch (error) {
      this.counts.refused++;
      report(`${entry.topic} ${entry.partition}@${entry.offset}: ${oneLine(error)}`);
    }
  }
}
