import {readFile, rename, unlink, writeFile} from "node:fs/promises";
import {join} from "node:path";

/** Locks held by this process. A restarted container often has the same process id as before. */
const held = new Set<string>();

/** Makes this process the folder's only writer, or throws an error that names the other. The lock of an ended process is replaced. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, "lock");
  const mine = `${process.pid} ${(await startOf(process.pid)) ?? ""}\n`;
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await writeFile(path, mine, {flag: "wx"});
      held.add(path);
      return async () => {
        held.delete(path);
        await unlink(path).catch(() => {});
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const found = await readFile(path, "utf8").catch(() => undefined);
    if (found === undefined) continue;
    const pid = Number.parseInt(found, 10);
    if (Number.isNaN(pid) && attempt < 3) {
      // Another process is probably writing it right now.
      await new Promise((done) => setTimeout(done, 20));
      continue;
    }
    if (held.has(path) || (await isRunning(pid, found.trim().split(" ")[1]))) {
      throw Object.assign(new Error(`log in use: ${folder} is written by process ${pid}`), {code: "LOG_IN_USE"});
    }
    // Renamed before it is deleted: of two processes that replace a stale lock, only one renames it; the other notices and retries.
    const aside = `${path}.${process.pid}`;
    await rename(path, aside).catch(() => {});
    const moved = await readFile(aside, "utf8").catch(() => found);
    if (moved !== found) await rename(aside, path);
    else await unlink(aside).catch(() => {});
  }
  throw Object.assign(new Error(`log in use: ${folder}`), {code: "LOG_IN_USE"});
}

async function isRunning(pid: number, start: string | undefined): Promise<boolean> {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const now = await startOf(pid);
  return !start || now === undefined || now === start;
}

/** When a process was started, in kernel ticks: distinguishes it from a later one with the same id. Linux only. */
async function startOf(pid: number): Promise<string | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  return line?.slice(line.lastIndexOf(")") + 2).split(" ")[19];
}
