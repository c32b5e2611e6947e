import {rename as systemRename} from "node:fs/promises";
import {setTimeout as wait} from "node:timers/promises";

/** Between tries, ms: each as long as the ones before together. */
const WAITS = [20, 40, 80, 160, 320, 640];

/**
 * Renames, over a file that is there. On Windows a virus scanner or an indexer may have a new file open for a moment, which then can't be
 * renamed: it is tried again for a second.
 */
export async function renameOver(
  from: string,
  to: string,
  {rename = systemRename, isWindows = process.platform === "win32"} = {},
): Promise<void> {
  for (const ms of isWindows ? WAITS : []) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!/^(EPERM|EACCES|EBUSY)$/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
    await wait(ms);
  }
  return rename(from, to);
}
