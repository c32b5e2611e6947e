import {chmod, mkdir, mkdtemp, rm} from "node:fs/promises";
import {basename, join} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";
import {ROOT} from "../../server/config.js";

/** A program as one file that lies beneath node_modules, where the packages it imports are found. */
export async function compiled(program: URL): Promise<{path: string; remove: () => Promise<void>}> {
  const cache = join(ROOT, "node_modules/.cache/lapbook");
  await mkdir(cache, {recursive: true});
  const folder = await mkdtemp(join(cache, "compiled-"));
  await chmod(folder, 0o755); // other users run it too
  const path = join(folder, `${basename(program.pathname, ".ts")}.mjs`);
  await compileTo(path, program);
  return {path, remove: () => rm(folder, {recursive: true, force: true})};
}

/** Makes a file that Node starts at once; through tsx each start would compile the program anew, and keep a thread for more. */
export async function compileTo(path: string, program: URL): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(program)],
    outfile: path,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    // Arrow is imported by a path of its own, so it is bundled, and it is CommonJS
    banner: {
      js: 'import {createRequire as requireFrom} from "node:module"; const require = requireFrom(import.meta.url);',
    },
    logLevel: "error",
  });
}
