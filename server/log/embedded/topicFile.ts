import {readFile} from "node:fs/promises";
import {writeWhole} from "../../../loaders/archive/writeWhole.js";
import type {TopicSpec} from "../log.js";

const NAME = /^[A-Za-z0-9._-]{1,200}$/;

/** The topics of a log's folder; none when the file does not exist. */
export async function readTopics(path: string): Promise<TopicSpec[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return [];
  let topics: Record<keyof TopicSpec, unknown>[];
  try {
    ({topics} = JSON.parse(text));
    if (!Array.isArray(topics)) throw new Error("no topics");
  } catch (error) {
    throw new Error(`damaged topics file: ${path}: ${(error as Error).message}`);
  }
  return topics.map(({name, partitions, retentionMs, retentionBytes}) => {
    const spec: TopicSpec = {
      name: String(name),
      partitions: Number(partitions),
      // JSON has no Infinity: it is stored as null.
      retentionMs: retentionMs === null ? Number.POSITIVE_INFINITY : Number(retentionMs),
    };
    if (typeof retentionBytes === "number") spec.retentionBytes = retentionBytes;
    return checkSpec(spec);
  });
}

export async function writeTopics(path: string, topics: TopicSpec[]): Promise<void> {
  await writeWhole(path, `${JSON.stringify({version: 1, topics}, null, 2)}\n`, {sync: true});
}

/** Throws for a spec that cannot be stored. */
export function checkSpec(spec: TopicSpec): TopicSpec {
  const {name, partitions, retentionMs} = spec;
  if (!NAME.test(name) || name === "." || name === "..") throw new Error(`invalid topic name: ${JSON.stringify(name)}`);
  if (!Number.isInteger(partitions) || partitions < 1) throw new Error(`invalid partitions of ${name}: ${partitions}`);
  if (!(retentionMs > 0)) throw new Error(`invalid retention of ${name}: ${retentionMs} ms`);
  return spec;
}
