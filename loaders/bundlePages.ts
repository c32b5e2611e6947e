import {mkdir, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {join, posix} from "node:path";
import type {Plugin} from "esbuild";

/** Framework writes modules to `_import`; the bundle of those that the pages load is `_bundle/pages.HASH.js`, the others are its chunks. */
const MODULES = "_import";
const BUNDLE = "_bundle";
/** Packages and Framework's own modules are shared with what the pages load otherwise, and stay where they are. */
const SHARED = /\/_(npm|node|observablehq)\//;

const IMPORT = /\bimport\("((?:\.{1,2}\/)+_import\/[^"]+\.[0-9a-f]{8}\.js)"\)/g;
const PRELOAD = /^<link rel="modulepreload" href="(?:\.{1,2}\/)+_import\/[^"]+\.js">\n/gm;

/**
 * Joins the modules of built pages: as Framework writes them, a page asks for 200 to 400 files. There is one bundle for all pages, so that
 * the browser has it when another page is opened and a module exists once; what a module imports later stays apart. In the pages,
 * imports and preloads of modules are replaced.
 *
 * @param dist folder of Framework's output, changed in place
 */
export async function bundlePages(dist: string): Promise<void> {
  const pages = await readPages(dist);
  const imported = new Set(pages.flatMap(({path, html}) => [...html.matchAll(IMPORT)].map(([, url]) => at(path, url))));
  if (imported.size === 0) return;
  const {entry, loaded} = await bundle(dist, [...imported].sort());
  for (const {path, html} of pages) {
    const up = posix.relative(posix.dirname(path), ".") || ".";
    const links = loaded
      .map((file) => `<link rel="modulepreload" href="${up}/${file}">\n`)
      .filter((link) => !html.includes(link));
    const bundled = html
      .replaceAll(IMPORT, (_, url) => `import("${up}/${entry}").then((all) => all["${nameOf(at(path, url))}"])`)
      .replaceAll(PRELOAD, "")
      .replace(/^(?=<link rel="modulepreload")/m, links.join(""));
    await writeFile(join(dist, path), bundled);
  }
  const modules = await filesUnder(join(dist, MODULES), ".js");
  await Promise.all(modules.map((path) => rm(join(dist, MODULES, path))));
}

/** @returns paths beneath dist: of the bundle, and of it and all that is loaded with it */
async function bundle(dist: string, modules: readonly string[]): Promise<{entry: string; loaded: string[]}> {
  // loaded only when pages are built
  const {build} = await import("esbuild");
  const {outputFiles, metafile} = await build({
    stdin: {
      contents: modules.map((path) => `export * as "${nameOf(path)}" from "./${path}";`).join("\n"),
      resolveDir: dist,
      sourcefile: "pages.js",
    },
    ...{bundle: true, splitting: true, format: "esm", platform: "browser", target: "es2022"},
    ...{minify: true, charset: "utf8", legalComments: "none", write: false, metafile: true, logLevel: "error"},
    absWorkingDir: dist,
    outdir: join(dist, BUNDLE),
    entryNames: "pages.[hash]",
    chunkNames: "[name].[hash]",
    plugins: [sharedModules, ownAddresses(dist)],
  });
  await mkdir(join(dist, BUNDLE));
  await Promise.all(outputFiles.map(({path, contents}) => writeFile(path, contents)));
  const {outputs} = metafile;
  const entry = Object.keys(outputs).find((path) => outputs[path].entryPoint === "pages.js")!;
  const loaded = new Set<string>();
  const load = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const {path: next, kind, external} of outputs[path]?.imports ?? [])
      if (kind === "import-statement") load(external ? posix.join(BUNDLE, next) : next);
  };
  load(entry);
  return {entry, loaded: [...loaded]};
}

/** Chunks lie in one folder beneath dist: `../` leads from each of them to what they share. */
const sharedModules: Plugin = {
  name: "shared modules",
  setup({onResolve}) {
    onResolve({filter: SHARED}, ({path}) => ({path: path.replace(/^(\.{1,2}\/)+/, "../"), external: true}));
  },
};

/** In quotes, since what compiles this file for Node puts its own place wherever else the words are. */
const PLACE = "import.meta.url";

/** A module finds the root of the pages by its own address. */
const ownAddresses = (dist: string): Plugin => ({
  name: "own addresses",
  setup({onLoad}) {
    onLoad({filter: /\.js$/}, async ({path}) => {
      const text = await readFile(path, "utf8");
      const address = posix.relative(slashes(join(dist, BUNDLE)), slashes(path));
      return {
        contents: text.replaceAll(PLACE, `new URL(${JSON.stringify(address)}, ${PLACE}).href`),
      };
    });
  },
});

interface Page {
  /** beneath dist */
  path: string;
  html: string;
}

async function readPages(dist: string): Promise<Page[]> {
  const paths = await filesUnder(dist, ".html");
  return Promise.all(paths.map(async (path) => ({path, html: await readFile(join(dist, path), "utf8")})));
}

async function filesUnder(folder: string, extension: string): Promise<string[]> {
  const entries = await readdir(folder, {recursive: true});
  return entries.map(slashes).filter((path) => path.endsWith(extension));
}

const slashes = (path: string): string => path.replaceAll("\\", "/");
/** The path beneath dist of what a page names. */
const at = (page: string, url: string): string => posix.join(posix.dirname(page), url);
/** `_import/components/ui/archive.0a1b2c3d.js` → `components/ui/archive` */
const nameOf = (path: string): string => path.slice(MODULES.length + 1).replace(/\.[0-9a-f]{8}\.js$/, "");
