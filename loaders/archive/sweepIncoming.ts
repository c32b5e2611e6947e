import {readdir, rm} from "node:fs/promises";
import {join} from "node:path";
import {INCOMING} from "./sessionWriter.js";

/** Removes the remains of killed imports: folders of processes that no longer run. */
export async function sweepIncoming(recordings: string): Promise<void> {
  const folder = join(recordings, INCOMING);
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = /^\d{8}-\d{6}-[0-9a-f]{6}\.(\d+)\.\d+$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(join(folder, name), {recursive: true, force: true});
  }
}

/** Whether a process runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
