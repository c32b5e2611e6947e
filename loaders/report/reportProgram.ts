import {createHash} from "node:crypto";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {BuildOptions, Plugin} from "esbuild";
import {gzipSync} from "fflate";
import {
  type PackedProgram,
  PROGRAM_FILE,
  packProgram,
  type ReportProgram,
  unpackProgram,
} from "../../src/core/report/reportProgram.js";
import {builtOnce} from "../builtOnce.js";
import {isPackage} from "../isPackage.js";

export const TREE = fileURLToPath(new URL("../..", import.meta.url));
export const PROGRAM_CACHE = join(TREE, "src", ".observablehq", "cache", "report");
export const COMPONENTS = join(TREE, "src", "components", "report");

/** The program of reports, built when it is first asked for and after its sources have changed. */
export async function reportProgram(folder = PROGRAM_CACHE): Promise<ReportProgram> {
  return unpackProgram(JSON.parse(await readFile(await reportProgramFile(folder), "utf8")) as PackedProgram);
}

/** The same as a file, which pages fetch to make reports themselves. */
export async function reportProgramFile(folder = PROGRAM_CACHE): Promise<string> {
  if (isPackage(TREE)) return join(TREE, "dist", PROGRAM_FILE);
  const out = join(folder, "program.json");
  await builtOnce(out, build);
  return out;
}

/** gzip without a time: the same bytes each time, on any machine. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, {level: 9, mtime: 0});
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Pages name packages as Framework does, `npm:d3`; styles name Framework's own. */
const asInPages: Plugin = {
  name: "as in pages",
  setup(context) {
    context.onResolve({filter: /^npm:/}, ({path, resolveDir, kind}) =>
      context.resolve(path.slice("npm:".length), {resolveDir, kind}),
    );
    context.onResolve({filter: /^framework:/}, ({path}) => ({
      path: join(TREE, "node_modules", "@observablehq", "framework", "dist", "style", path.slice("framework:".length)),
    }));
  },
};

/** esbuild's options for what runs in a report. */
export const PROGRAM_OPTIONS: BuildOptions = {
  ...{bundle: true, minify: true, write: false, metafile: true, absWorkingDir: TREE, logLevel: "silent"},
  ...{format: "esm", platform: "browser", target: "es2022", charset: "utf8", legalComments: "none"},
  // modules find the host of their page by it; a report has none
  define: {"import.meta.url": "document.baseURI", "process.env.NODE_ENV": '"production"'},
  plugins: [asInPages],
};

async function build() {
  const esbuild = await import("esbuild");
  const [script, boot, style] = await Promise.all([
    esbuild.build({...PROGRAM_OPTIONS, entryPoints: [join(COMPONENTS, "main.ts")]}),
    esbuild.build({...PROGRAM_OPTIONS, entryPoints: [join(COMPONENTS, "boot.ts")], format: "iife"}),
    esbuild.build({...PROGRAM_OPTIONS, entryPoints: [join(TREE, "src", "style", "report.css")]}),
  ]);
  const [about, ...texts] = [join(TREE, "package.json"), fileURLToPath(import.meta.url)];
  const {version} = JSON.parse(await readFile(about, "utf8")) as {version: string};
  const hash = createHash("sha256");
  for (const {outputFiles} of [boot, script, style]) hash.update(outputFiles![0].contents);
  const program: ReportProgram = {
    ...{version, boot: boot.outputFiles![0].text.trim(), sha256: hash.digest("hex")},
    ...{script: gzip(script.outputFiles![0].contents), style: gzip(style.outputFiles![0].contents)},
  };
  const inputs = [script, boot, style].flatMap(({metafile}) => Object.keys(metafile!.inputs));
  const sources = [...new Set(inputs)].map((path) => join(TREE, path));
  return {content: JSON.stringify(packProgram(program)), sources: [...sources, about, ...texts]};
}
