import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {writeWhole} from "../../loaders/archive/writeWhole.js";

/**
 * The recorder's progress: one small file, written after the datagrams that it covers are in the captures. After a kill the captures
 * are cut to these lengths and reading continues from these positions: nothing is lost or repeated.
 */
export interface Checkpoint {
  version: 1;
  /** where to continue in the log */
  positions: {topic: string; partition: number; offset: number}[];
  /** sessions being recorded, and the bytes of their captures that are covered */
  sessions: {id: string; captureBytes: number}[];
  /** datagrams that were read but belong to no session yet, as base64 bundles */
  pending: string[];
}

const FILE = ".recorder.json";

/** The last checkpoint of an archive; undefined before the first. Throws when it cannot be read. */
export async function readCheckpoint(recordings: string): Promise<Checkpoint | undefined> {
  const text = await readFile(join(recordings, FILE), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const checkpoint = JSON.parse(text) as Checkpoint;
  if (checkpoint.version !== 1) throw new Error(`${FILE}: written by a newer Lapbook: version ${checkpoint.version}`);
  return checkpoint;
}

export async function writeCheckpoint(recordings: string, checkpoint: Checkpoint): Promise<void> {
  await writeWhole(join(recordings, FILE), `${JSON.stringify(checkpoint)}\n`);
}
