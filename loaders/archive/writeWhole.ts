import {mkdir, rename, writeFile} from "node:fs/promises";
import {dirname} from "node:path";

/** Writes a file so that at every moment either the old or the new content is there, whole. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  const beside = `${path}.${process.pid}.tmp`;
  await writeFile(beside, content);
  await rename(beside, path);
}
