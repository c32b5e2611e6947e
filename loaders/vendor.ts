import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {copyFile, link, mkdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

/**
 * Framework loads `npm:` imports from a CDN, unless its cache `_npm/NAME@VERSION/` has them. Filling that cache from
 * node_modules makes preview and build work without a network. A folder's name alone resolves a version.
 */
interface Vendored {
  /** the version that Framework requests, where it differs from the installed one */
  as?: string;
  /** files to copy */
  files?: string[];
  /** files that Framework copies but no current browser loads: replaced by a comment, which saves 40 MB */
  stubs?: string[];
}

/** Framework's constant DUCKDB_WASM_VERSION; a test compares them. */
export const DUCKDB_AS = "1.29.0";

export const VENDORED: Record<string, Vendored> = {
  "@observablehq/plot": {},
  d3: {},
  "d3-dsv": {},
  htl: {},
  fflate: {},
  hyparquet: {},
  isoformat: {},
  jsep: {},
  acorn: {},
  "@observablehq/inspector": {},
  "markdown-it": {},
  // CodeMirror: each module once, as its parts know each other by identity
  "@codemirror/autocomplete": {},
  "@codemirror/commands": {},
  "@codemirror/lang-javascript": {},
  "@codemirror/lang-markdown": {},
  "@codemirror/lang-sql": {},
  "@codemirror/language": {},
  "@codemirror/lint": {},
  "@codemirror/state": {},
  "@codemirror/view": {},
  "@lezer/common": {},
  "@lezer/highlight": {},
  "@lezer/lr": {},
  "apache-arrow": {},
  "@duckdb/duckdb-wasm": {
    as: DUCKDB_AS,
    files: ["dist/duckdb-eh.wasm", "dist/duckdb-browser-eh.worker.js"],
    stubs: ["dist/duckdb-mvp.wasm", "dist/duckdb-browser-mvp.worker.js"],
  },
};

/** Framework's standard library resolves these whether used or not. A page that imports one fails to build. */
const NAMED_ONLY = [
  ...["react", "react-dom", "lodash", "arquero", "echarts", "exceljs", "jszip", "katex", "leaflet", "mapbox-gl"],
  ...["mermaid", "sql.js", "topojson-client", "vega", "vega-lite", "vega-lite-api", "@viz-js/viz", "@uwdata/vgplot"],
  ...["parquet-wasm", "@observablehq/sample-datasets"],
];

interface Package extends Vendored {
  name: string;
  version: string;
  folder: string;
}

/**
 * Fills `<root>/.observablehq/cache/_npm`, unless it is current. Resolves to true when something was written. The packages
 * import each other, so that a page has one d3 and one Arrow.
 */
export async function vendorNpm(root: string, from: string = fileURLToPath(import.meta.url)): Promise<boolean> {
  const cache = join(root, ".observablehq", "cache");
  const packages = await Promise.all(
    Object.entries(VENDORED).map(async ([name, how]): Promise<Package> => {
      const folder = findPackage(name, dirname(from));
      const {version} = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
      return {name, version, folder, ...how};
    }),
  );
  const stamp = createHash("sha256")
    .update(await readFile(fileURLToPath(import.meta.url)))
    .update(JSON.stringify(packages))
    .digest("hex");
  const stampFile = join(cache, "vendor.sha256");
  const current = async (): Promise<boolean> =>
    existsSync(join(cache, "_npm")) && (await readFile(stampFile, "utf8").catch(() => "")) === stamp;
  if (await current()) return false;

  // Built in a temporary folder and renamed: a killed build, or two at once, leave no incomplete cache.
  const aside = join(cache, `_npm.${process.pid}.${Date.now()}`);
  try {
    for (const name of NAMED_ONLY) await mkdir(join(aside, `${name}@0.0.0`), {recursive: true});
    for (const pkg of packages) await bundlePackage(pkg, packages, aside);
    if (await current()) return false;
    await rm(stampFile, {force: true});
    await rm(join(cache, "_npm"), {recursive: true, force: true});
    await rename(aside, join(cache, "_npm"));
    await writeFile(stampFile, stamp);
  } finally {
    await rm(aside, {recursive: true, force: true});
  }
  return true;
}

async function bundlePackage(pkg: Package, packages: Package[], folder: string): Promise<void> {
  // Loaded only when the cache must be filled.
  const {build} = await import("esbuild");
  const out = join(folder, cacheName(pkg));
  await build({
    entryPoints: [pkg.name],
    absWorkingDir: pkg.folder.slice(0, pkg.folder.lastIndexOf("node_modules")),
    outfile: join(out, "_esm.js"),
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    legalComments: "eof",
    logLevel: "error",
    define: {"process.env.NODE_ENV": '"production"'},
    plugins: [
      {
        name: "shared",
        setup(context) {
          context.onResolve({filter: /^[^./]/}, ({path, kind}) => {
            const other = kind === "entry-point" ? undefined : packages.find((p) => p.name === path && p !== pkg);
            const up = pkg.name.startsWith("@") ? "../../" : "../";
            return other && {path: `${up}${cacheName(other)}/_esm.js`, external: true};
          });
        },
      },
    ],
  });
  for (const file of pkg.files ?? []) {
    await mkdir(dirname(join(out, file)), {recursive: true});
    // A hard link saves 35 MB; across file systems the file is copied.
    await link(join(pkg.folder, file), join(out, file)).catch(() => copyFile(join(pkg.folder, file), join(out, file)));
  }
  for (const file of pkg.stubs ?? []) {
    await mkdir(dirname(join(out, file)), {recursive: true});
    await writeFile(join(out, file), "// not used by current browsers\n");
  }
}

function cacheName({name, version, as}: Package): string {
  return `${name}@${as ?? version}`;
}

/** Searches the parent folders, because the `exports` of some packages do not allow resolving their package.json. */
function findPackage(name: string, start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (folder === dirname(folder)) throw new Error(`missing package: ${name}; run npm ci`);
  }
}
