import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {chmod, mkdir, mkdtemp, readdir, rename, rm, stat} from "node:fs/promises";
import {basename, join, relative} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";
import {NODE_PROGRAM, ownPlaces} from "../../loaders/compile.js";
import {ROOT} from "../../server/config.js";

/** Beneath node_modules, where the packages that a program imports are found. */
const CACHE = join(ROOT, "node_modules/.cache/lapbook");

/** A program that Node starts at once; through tsx each start would compile it anew, and keep a thread for more. */
export async function compiled(program: URL): Promise<{path: string; remove: () => Promise<void>}> {
  const folder = await compileAside(program);
  return {path: pathIn(folder, program), remove: () => rm(folder, {recursive: true, force: true})};
}

let lapbook: Promise<string> | undefined;

/** The path of `lapbook` itself, compiled once for all test files, and again after an edit. */
export function compiledLapbook(): Promise<string> {
  return (lapbook ??= keptLapbook());
}

async function keptLapbook(): Promise<string> {
  const program = new URL("../../server/main.ts", import.meta.url);
  const folder = join(CACHE, `lapbook-${await fingerprint()}`);
  if (!existsSync(folder)) {
    const old = (await readdir(CACHE).catch(() => [])).filter((name) => name.startsWith("lapbook-"));
    const aside = await compileAside(program);
    await rename(aside, folder).catch(() => rm(aside, {recursive: true})); // another worker was first
    for (const name of old) await rm(join(CACHE, name), {recursive: true, force: true});
  }
  return pathIn(folder, program);
}

/** Changes with the place, size and time of every file that `lapbook` is compiled from. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256").update(ROOT);
  for (const folder of ["server", "loaders", "src/core", "src/components"])
    for (const entry of await readdir(join(ROOT, folder), {withFileTypes: true, recursive: true})) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const {size, mtimeMs} = await stat(path);
      hash.update(`${relative(ROOT, path)} ${size} ${mtimeMs}\n`);
    }
  return hash.digest("hex").slice(0, 16);
}

async function compileAside(program: URL): Promise<string> {
  await mkdir(CACHE, {recursive: true});
  const folder = await mkdtemp(join(CACHE, "compiled-"));
  await chmod(folder, 0o755); // other users run it too
  // what a command loads when it runs is a file of its own
  const split = {outdir: folder, splitting: true, outExtension: {".js": ".mjs"}};
  await build({...NODE_PROGRAM, ...split, entryPoints: [fileURLToPath(program)]});
  return folder;
}

const pathIn = (folder: string, program: URL): string => join(folder, `${basename(fileURLToPath(program), ".ts")}.mjs`);

/** The program as one file, `server/main.mjs` of a copy of the tree, in which it finds all else. */
export async function compileTo(copy: string): Promise<void> {
  const plugins = [ownPlaces((path) => join(copy, relative(ROOT, path)))];
  const [entryPoints, outfile] = [[join(ROOT, "server", "main.ts")], join(copy, "server", "main.mjs")];
  await build({...NODE_PROGRAM, plugins, entryPoints, outfile});
}
