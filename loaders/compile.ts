import {readFile} from "node:fs/promises";
import {pathToFileURL} from "node:url";
import type {BuildOptions, Plugin} from "esbuild";

/**
 * Files keep their own place: they find the pages, the threads that they start and their packages by it.
 * @param placeOf the place of a file, where the program is compiled for a copy of the tree
 */
export const ownPlaces = (placeOf: (path: string) => string = (path) => path): Plugin => ({
  name: "own places",
  setup({onLoad}) {
    onLoad({filter: /(server|loaders)[\\/].*\.ts$/}, async ({path}) => {
      const text = await readFile(path, "utf8");
      // this file itself is compiled: it must not hold the words that it replaces; in quotes they are a text
      const place = JSON.stringify(pathToFileURL(placeOf(path)).href);
      return {contents: text.replaceAll(/(?<!")import\.meta\.url/g, place), loader: "ts"};
    });
  },
});

/** esbuild's options for what Node starts without tsx; the result must lie beneath node_modules, where packages are found. */
export const NODE_PROGRAM: BuildOptions = {
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  // Arrow is imported by a path of its own, so it is bundled, and it is CommonJS
  banner: {
    js: 'import {createRequire as requireFrom} from "node:module"; const require = requireFrom(import.meta.url);',
  },
  plugins: [ownPlaces()],
  logLevel: "error",
};
