import {parentPort, workerData} from "node:worker_threads";
import {QueryError, queryArchive} from "./queryArchive.js";

/** What the thread answers. */
export type WorkerAnswer =
  | {begun: true}
  | {answer: Awaited<ReturnType<typeof queryArchive>>}
  | {error: string; isQuery: boolean};

const {recordings, query, only} = workerData as {recordings: string; query: string; only?: string[]};
const say = (message: WorkerAnswer): void => parentPort!.postMessage(message);
try {
  say({answer: await queryArchive(recordings, query, {only, onBegin: () => say({begun: true})})});
} catch (error) {
  say({error: (error as Error).message, isQuery: error instanceof QueryError});
}
