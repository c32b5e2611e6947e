import {mkdir, rename, rm, writeFile} from "node:fs/promises";
import {dirname} from "node:path";
import {syncFile} from "./syncFile.js";

/** of the files that this process wrote: with its id they make names that no other writer has */
let written = 0;

/**
 * Replaces a file atomically: at every moment it has either the old or the new content; with `sync`, also after a power loss. Of several
 * writers at once the last wins, whole. Where it fails it leaves nothing behind.
 */
export async function writeWhole(path: string, content: Uint8Array | string, {sync = false} = {}): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  const beside = `${path}.${process.pid}.${++written}.tmp`;
  try {
    await writeFile(beside, content);
    if (sync) await syncFile(beside);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, {force: true});
    throw error;
  }
}
