import {mkdtemp, readdir, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {onTestFinished} from "vitest";
import {type EmbeddedLog, openEmbeddedLog} from "../../../../server/log/embedded/embeddedLog.js";
import type {EmbeddedLogOptions} from "../../../../server/log/embedded/embeddedOptions.js";
import type {LogMessage} from "../../../../server/log/log.js";

/** A folder that is gone after the test. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lapbook-log-"));
  onTestFinished(() => rm(folder, {recursive: true, force: true}));
  return folder;
}

/** A log that is closed after the test, with one topic `t` of one partition. */
export async function openLog(folder: string, options: EmbeddedLogOptions = {}): Promise<EmbeddedLog> {
  const log = await openEmbeddedLog(folder, options);
  onTestFinished(() => log.close());
  if (!options.readOnly) await log.createTopics([{name: "t", partitions: 1, retentionMs: Number.POSITIVE_INFINITY}]);
  return log;
}

export async function segments(folder: string): Promise<string[]> {
  const partition = join(folder, "topics", "t", "0");
  return (await readdir(partition)).sort().map((name) => join(partition, name));
}

export const message = (value: string, key = "k"): LogMessage => ({
  key,
  value: new TextEncoder().encode(value),
  headers: {sessionId: key},
  timestamp: 1_700_000_000_000,
});

/** Each in a batch of its own. */
export async function sendEach(log: EmbeddedLog, values: string[]): Promise<void> {
  const producer = await log.producer();
  for (const value of values) await producer.send("t", [message(value)]);
  await producer.close();
}
