import {mkdir, rename, writeFile} from "node:fs/promises";
import {dirname} from "node:path";
import {syncFile} from "./syncFile.js";

/** Replaces a file atomically: at every moment it has either the old or the new content; with `sync`, also after a power loss. */
export async function writeWhole(path: string, content: Uint8Array | string, {sync = false} = {}): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  const beside = `${path}.${process.pid}.tmp`;
  await writeFile(beside, content);
  if (sync) await syncFile(beside);
  await rename(beside, path);
}
