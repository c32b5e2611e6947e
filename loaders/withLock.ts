import {mkdir, rm, stat} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";

/** Changes take milliseconds: an older lock was left by a process that was killed, ms. */
const ABANDONED_MS = 10_000;
const WAIT_MS = 20;

/**
 * Runs `work` while no other process changes what is in this folder. If the lock cannot be made (full disk, read-only folder),
 * `work` runs without it, since its own error names the cause. Throws when another process holds the lock for 20 s.
 */
export async function withLock<T>(folder: string, work: () => Promise<T>, mode = 0o777): Promise<T> {
  await mkdir(folder, {recursive: true, mode}).catch(() => {});
  const lock = join(folder, ".lock");
  for (let waited = 0; ; waited += WAIT_MS) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") return work();
    }
    if (waited > 2 * ABANDONED_MS) throw new Error("the folder is in use by another process: try again");
    const age = await stat(lock).then(
      ({mtimeMs}) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > ABANDONED_MS) await rm(lock, {recursive: true, force: true});
    else await sleep(WAIT_MS);
  }
  try {
    return await work();
  } finally {
    await rm(lock, {recursive: true, force: true});
  }
}
