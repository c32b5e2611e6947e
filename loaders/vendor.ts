import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {copyFile, link, mkdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

/**
 * Framework takes `npm:` imports from a CDN, and looks first into its cache `_npm/NAME@VERSION/`. Filling that cache
 * from node_modules makes preview and build work with no network. A folder's name alone answers a version look-up.
 */
interface Vendored {
  /** the version Framework asks for by name, where it is not the installed one */
  as?: string;
  /** copied as they are */
  files?: string[];
  /** Framework always copies these; no current browser loads them, so a comment stands in for 40 MB */
  stubs?: string[];
}

/** Framework's constant DUCKDB_WASM_VERSION; a test compares. */
export const DUCKDB_AS = "1.29.0";

export const VENDORED: Record<string, Vendored> = {
  "@observablehq/plot": {},
  d3: {},
  "d3-dsv": {},
  htl: {},
  fflate: {},
  isoformat: {},
  "apache-arrow": {},
  "@duckdb/duckdb-wasm": {
    as: DUCKDB_AS,
    files: ["dist/duckdb-eh.wasm", "dist/duckdb-browser-eh.worker.js"],
    stubs: ["dist/duckdb-mvp.wasm", "dist/duckdb-browser-mvp.worker.js"],
  },
};

/** Framework's standard library names these, used or not. A page that uses one fails to build, which is what we want. */
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
 * Fills `<root>/.observablehq/cache/_npm`. An unchanged set is left alone.
 * Resolves to true when something was written. The packages share one another: a page has one d3 and one Arrow.
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

  // Built aside and moved in whole: a build that is killed, or two at once, leave no half-filled cache behind.
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
  // Not needed when the set is unchanged, so not loaded then.
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
    // A hard link spares 35 MB; on another file system it is a copy.
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

/** By walking up: the `exports` of some packages forbid resolving their package.json. */
function findPackage(name: string, start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (folder === dirname(folder)) throw new Error(`missing package: ${name}; run npm ci`);
  }
}
