import {mkdir, rename, writeFile} from "node:fs/promises";
import {dirname} from "node:path";

/** Replaces a file atomically: at every moment it has either the old or the new content. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  const beside = `${path}.${process.pid}.tmp`;
  await writeFile(beside, content);
  await rename(beside, path);
}
