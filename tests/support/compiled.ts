import {chmod, mkdir, mkdtemp, rm} from "node:fs/promises";
import {basename, join} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";
import {NODE_PROGRAM} from "../../loaders/compile.js";
import {ROOT} from "../../server/config.js";

/** A program that lies beneath node_modules, where the packages it imports are found. */
export async function compiled(program: URL): Promise<{path: string; remove: () => Promise<void>}> {
  const folder = await emptyFolder();
  const entry = fileURLToPath(program);
  // what a command loads when it runs is a file of its own
  const split = {outdir: folder, splitting: true, outExtension: {".js": ".mjs"}};
  await build({...NODE_PROGRAM, ...split, entryPoints: [entry]});
  return {
    path: join(folder, `${basename(entry, ".ts")}.mjs`),
    remove: () => rm(folder, {recursive: true, force: true}),
  };
}

async function emptyFolder(): Promise<string> {
  const cache = join(ROOT, "node_modules/.cache/lapbook");
  await mkdir(cache, {recursive: true});
  const folder = await mkdtemp(join(cache, "compiled-"));
  await chmod(folder, 0o755); // other users run it too
  return folder;
}

/** `lapbook` itself. */
export const compiledLapbook = () => compiled(new URL("../../server/main.ts", import.meta.url));

/** The program as one file, which finds all else where that lies. */
export async function compileTo(path: string, program: URL): Promise<void> {
  await build({...NODE_PROGRAM, plugins: [], entryPoints: [fileURLToPath(program)], outfile: path});
}
