import {once} from "node:events";
import {readdir, readFile, stat, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {Worker} from "node:worker_threads";
import {afterAll, beforeAll, expect, it} from "vitest";
import {compiledThread} from "../../loaders/compiledThread.js";
import {temporaryFolder} from "../support/server.js";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(
    join(folder.path, "program.ts"),
    `import {parentPort} from "node:worker_threads";\nimport {answer} from "./answer.js";\nparentPort!.postMessage(answer as number);\n`,
  );
  await writeFile(join(folder.path, "answer.ts"), "export const answer: number = 41;\n");
});
afterAll(() => folder.remove());

const compile = (cache: string) =>
  compiledThread(pathToFileURL(join(folder.path, "program.ts")), join(folder.path, cache));

async function answerOf(program: URL): Promise<unknown> {
  const [answer] = await once(new Worker(program), "message");
  return answer;
}

it("a thread's program is compiled once, and again when one of its sources changes", async () => {
  const first = (await compile("cache"))!;
  expect(await answerOf(first)).toBe(41);
  const {mtimeMs} = await stat(first);
  expect(await compile("cache")).toEqual(first);
  expect((await stat(first)).mtimeMs).toBe(mtimeMs);
  await writeFile(join(folder.path, "answer.ts"), "export const answer: number = 42;\n");
  const [again, other] = await Promise.all([compile("cache"), compile("cache")]);
  expect(other).toEqual(again);
  expect(await answerOf(again!)).toBe(42);
  expect((await readdir(join(folder.path, "cache"))).sort()).toEqual(["program.mjs", "program.mjs.json"]);
});

it("without a folder to write to, or with a source that does not compile, there is none", async () => {
  await writeFile(join(folder.path, "occupied"), "");
  expect(await compile("occupied")).toBeUndefined();
  const answer = await readFile(join(folder.path, "answer.ts"), "utf8");
  await writeFile(join(folder.path, "answer.ts"), "export const answer = ;");
  expect(await compile("cache")).toBeUndefined();
  await writeFile(join(folder.path, "answer.ts"), answer);
});
