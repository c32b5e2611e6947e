import {spawn} from "node:child_process";
import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {copyFile, mkdir, readdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {createInterface} from "node:readline";
import {bundlePages} from "../loaders/bundlePages.js";
import {isPackage} from "../loaders/isPackage.js";
import {reportNotebookFile} from "../loaders/report/reportNotebook.js";
import {reportProgramFile} from "../loaders/report/reportProgram.js";
import {NOTEBOOKS_FOLDER, publishNoNotebooks} from "../loaders/workspace/publishNotebooks.js";
import {NOTEBOOK_PROGRAM_FILE, PROGRAM_FILE} from "../src/core/report/reportProgram.js";
import type {Config} from "./config.js";
import {UserError} from "./userError.js";

/** Path of Framework's command line, which is started without npm or a shell. */
export const OBSERVABLE = ["node_modules", "@observablehq", "framework", "dist", "bin", "observable.js"];
const CACHE = ["src", ".observablehq"];

type Paths = Pick<Config, "root" | "dist">;

export interface BuildOptions {
  progress?: (fraction: number, text: string) => void;
  signal?: AbortSignal;
}

/** True when dist exists and was built from the present sources. */
export async function isBuilt(config: Paths): Promise<boolean> {
  if (!existsSync(join(config.dist, "index.html"))) return false;
  // an installed package comes with its pages
  if (isPackage(config.root)) return true;
  const built = await readFile(stampFile(config), "utf8").catch(() => "");
  return built === (await fingerprint(config));
}

/**
 * Builds the pages into dist. The old ones are replaced only when the build has succeeded. Throws a UserError with the page
 * and the reason.
 */
export async function buildPages(config: Paths, {progress = () => {}, signal}: BuildOptions = {}): Promise<void> {
  const {root, dist} = config;
  const stamp = await fingerprint(config);
  const cache = join(root, ...CACHE);
  const aside = join(cache, `dist.${process.pid}`);
  const removed = join(cache, `dist.${process.pid}.old`);
  await mkdir(cache, {recursive: true});
  // Framework does not notice changes in modules that data loaders import, and would use their old output.
  await rm(join(cache, "cache", "data"), {recursive: true, force: true});
  try {
    await runBuild(root, aside, progress, signal);
    await refuseBrokenPages(aside);
    await bundlePages(aside);
    // pages make reports too
    await copyFile(await reportProgramFile(), join(aside, PROGRAM_FILE));
    await copyFile(await reportNotebookFile(), join(aside, NOTEBOOK_PROGRAM_FILE));
    // the menu of every page reads the list of notebooks
    await publishNoNotebooks(join(aside, NOTEBOOKS_FOLDER));
    // Keeps what `lapbook build` has copied beside the pages.
    for (const copied of ["recordings", NOTEBOOKS_FOLDER])
      if (existsSync(join(dist, copied))) {
        await rm(join(aside, copied), {recursive: true, force: true});
        await rename(join(dist, copied), join(aside, copied));
      }
    if (existsSync(dist)) await rename(dist, removed);
    await rename(aside, dist);
    await writeFile(stampFile(config), stamp);
  } finally {
    await rm(aside, {recursive: true, force: true});
    await rm(removed, {recursive: true, force: true});
  }
}

async function runBuild(
  root: string,
  output: string,
  progress: NonNullable<BuildOptions["progress"]>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const child = spawn(process.execPath, [join(root, ...OBSERVABLE), "build"], {
    cwd: root,
    env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "1", LAPBOOK_OUTPUT: relative(root, output), NO_COLOR: "1"},
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  const ended = new Promise<number | null>((resolve, reject) => child.on("close", resolve).on("error", reject));
  const tail: string[] = [];
  let steps = 0;
  const read = async (stream: NodeJS.ReadableStream): Promise<void> => {
    for await (const raw of createInterface({input: stream})) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: matches terminal colours
      const line = raw.replace(/\u001b\[[0-9;]*m/g, "").trim();
      if (line === "") continue;
      if (tail.push(line) > 40) tail.shift();
      progress(Number.NaN, `step ${++steps}: ${line.split(" → ")[0]}`);
    }
  };
  const [code] = await Promise.all([ended, read(child.stdout), read(child.stderr)]);
  if (code !== 0) throw new UserError(`the pages did not build: ${buildError(tail)}`);
}

/** The error among the last lines of output, without its stack. */
function buildError(lines: string[]): string {
  const plain = lines.filter((line) => !/^at |^\^|^Node\.js v|^node:/.test(line));
  return plain.findLast((line) => /error|unable|cannot|missing|invalid/i.test(line)) ?? plain.at(-1) ?? "no output";
}

/** Framework writes the error of an invalid cell into the page and exits successfully. */
async function refuseBrokenPages(dist: string): Promise<void> {
  for (const file of await readdir(dist, {recursive: true})) {
    if (!file.endsWith(".html")) continue;
    const html = await readFile(join(dist, file), "utf8");
    const found = /class="[^"]*observablehq--error[^"]*"[^>]*>([^<]*)/.exec(html);
    if (found) throw new UserError(`the pages did not build: ${file}: ${found[1].trim() || "a cell has an error"}`);
  }
}

function stampFile({root}: Paths): string {
  return join(root, ...CACHE, "dist.sha256");
}

/** Hash of all files that the pages are built from. Modification times cannot be used: a fresh clone has new ones. */
async function fingerprint({root}: Paths): Promise<string> {
  const hash = createHash("sha256");
  const files = ["observablehq.config.ts", "package-lock.json"];
  for (const folder of ["src", "loaders"])
    for (const entry of await readdir(join(root, folder), {withFileTypes: true, recursive: true})) {
      const path = relative(root, join(entry.parentPath, entry.name));
      if (entry.isFile() && !path.split(/[\\/]/).some((part) => part.startsWith("."))) files.push(path);
    }
  for (const file of files.sort()) hash.update(`${file}\0`).update(await readFile(join(root, file)));
  return hash.digest("hex");
}
