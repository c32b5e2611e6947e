import {chmod, mkdir, mkdtemp, readFile, rm} from "node:fs/promises";
import {basename, join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {type BuildOptions, build, type Plugin} from "esbuild";
import {ROOT} from "../../server/config.js";

/** Of what Node starts at once; through tsx each start would compile the program anew, and keep a thread for more. */
const OPTIONS: BuildOptions = {
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
};

/** A program that lies beneath node_modules, where the packages it imports are found. */
export async function compiled(program: URL): Promise<{path: string; remove: () => Promise<void>}> {
  const folder = await emptyFolder();
  const entry = fileURLToPath(program);
  // what a command loads when it runs is a file of its own
  const split = {outdir: folder, splitting: true, outExtension: {".js": ".mjs"}};
  await build({...OPTIONS, ...split, entryPoints: [entry], plugins: [ownPlaces]});
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

/** Files keep their own place: they find the pages, the threads that they start and their packages by it. */
const ownPlaces: Plugin = {
  name: "own places",
  setup({onLoad}) {
    onLoad({filter: /(server|loaders)[\\/].*\.ts$/}, async ({path}) => {
      const text = await readFile(path, "utf8");
      const place = JSON.stringify(pathToFileURL(path).href);
      return {contents: text.replaceAll("import.meta.url", place), loader: "ts"};
    });
  },
};

/** `lapbook` itself. */
export const compiledLapbook = () => compiled(new URL("../../server/main.ts", import.meta.url));

/** The program as one file, which finds all else where that lies. */
export async function compileTo(path: string, program: URL): Promise<void> {
  await build({...OPTIONS, entryPoints: [fileURLToPath(program)], outfile: path});
}
