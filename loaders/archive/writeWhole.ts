import {link, mkdir, rm, writeFile} from "node:fs/promises";
import {dirname} from "node:path";
import {renameOver} from "../renameOver.js";
import {syncFile} from "./syncFile.js";

let written = 0;

/** A name beside a file, for its new content until it is whole: no other writer of this or another process has it. */
export function temporaryName(path: string): string {
  return `${path}.${process.pid}.${++written}.tmp`;
}

/**
 * Replaces a file atomically: at every moment it has either the old or the new content; with `sync`, also after a power loss. Of several
 * writers at once the last wins, whole. Where it fails it leaves nothing behind.
 *
 * @param mode permissions of the new file, before the umask
 */
export async function writeWhole(
  path: string,
  content: Uint8Array | string,
  {sync = false, mode}: {sync?: boolean; mode?: number} = {},
): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  const beside = temporaryName(path);
  try {
    await writeFile(beside, content, {mode});
    if (sync) await syncFile(beside);
    await renameOver(beside, path);
  } catch (error) {
    await rm(beside, {force: true});
    throw error;
  }
}

/** What a file system without links answers. */
const NO_LINKS = /^(EPERM|ENOSYS|ENOTSUP|EOPNOTSUPP|EINVAL)$/;

/** Makes a file whole. Throws EEXIST, with the path, where one is there, also one that another process has written meanwhile. */
export async function writeNew(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  const beside = temporaryName(path);
  try {
    await writeFile(beside, content);
    // unlike a rename, a link never takes the place of a file
    await link(beside, path).catch((error: NodeJS.ErrnoException) => {
      if (!NO_LINKS.test(error.code ?? "")) throw Object.assign(error, {path});
      return writeFile(path, content, {flag: "wx"});
    });
  } finally {
    await rm(beside, {force: true});
  }
}
