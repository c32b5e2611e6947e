import {startWorker} from "../startWorker.js";
import {QueryError, type queryArchive} from "./queryArchive.js";
import type {WorkerAnswer} from "./queryWorker.js";

/**
 * queryArchive in a thread of its own that is ended when the query takes longer than `ms`, or when cancelled: a server stays free, and a query
 * that never ends cannot hold it.
 */
export async function queryInWorker(
  recordings: string,
  query: string,
  {ms, signal, only}: {ms: number; signal?: AbortSignal; only?: readonly string[] | undefined},
): Promise<Awaited<ReturnType<typeof queryArchive>>> {
  signal?.throwIfAborted();
  const worker = await startWorker(new URL("./queryWorker.ts", import.meta.url), {recordings, query, only});
  let timer: NodeJS.Timeout | undefined;
  let abort = (): void => {};
  try {
    return await new Promise((resolve, reject) => {
      abort = () => reject(signal!.reason);
      signal?.addEventListener("abort", abort, {once: true});
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new Error(`the query's thread ended (${code})`)));
      worker.on("message", (message: WorkerAnswer) => {
        // the time in which thread and database start does not count
        if ("begun" in message)
          timer = setTimeout(() => reject(new QueryError(`no answer within ${ms / 1000} s: ask for less`)), ms);
        else if ("error" in message) reject(message.isQuery ? new QueryError(message.error) : new Error(message.error));
        else resolve(message.answer);
      });
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    worker.removeAllListeners();
    await worker.terminate();
  }
}
