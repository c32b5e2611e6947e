import {createRequire} from "node:module";
import {pathToFileURL} from "node:url";
import {Worker} from "node:worker_threads";
import {compiledThread} from "./compiledThread.js";

/** Starts a thread with a program of TypeScript: compiled where that is possible, else through tsx. */
export async function startWorker(program: URL, workerData?: unknown): Promise<Worker> {
  const compiled = await compiledThread(program);
  return compiled ? new Worker(compiled, {execArgv: [], workerData}) : startThroughTsx(program, workerData);
}

function startThroughTsx(program: URL, workerData: unknown): Worker {
  // a worker does not inherit the loader of TypeScript where another program (a test runner) has loaded this file
  const tsx = pathToFileURL(
    createRequire(import.meta.url)
      .resolve("tsx/esm/api")
      .replace(/\.cjs$/, ".mjs"),
  ).href;
  const start = `import(${JSON.stringify(tsx)}).then(({register}) => { register(); return import(${JSON.stringify(program.href)}); });`;
  return new Worker(start, {eval: true, execArgv: [], workerData});
}
