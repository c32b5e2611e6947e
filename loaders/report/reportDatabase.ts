import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {gzipSync} from "node:zlib";
import {base64Of} from "../../src/core/report/base64.js";
import {ENGINE_PATH, type ReportDatabase, SQL_SCRIPT_PATH, WORKER_PATH} from "../../src/core/report/reportDatabase.js";
import {builtOnce} from "../builtOnce.js";
import {COMPONENTS, PROGRAM_CACHE, PROGRAM_OPTIONS, TREE} from "./reportProgram.js";

const DUCKDB = join(TREE, "node_modules", "@duckdb", "duckdb-wasm", "dist");

/** The database of reports: packed once, which takes seconds. */
export async function reportDatabase(folder = PROGRAM_CACHE): Promise<ReportDatabase> {
  const out = join(folder, "database.json");
  await builtOnce(out, build);
  return JSON.parse(await readFile(out, "utf8")) as ReportDatabase;
}

async function build() {
  const esbuild = await import("esbuild");
  const {outputFiles, metafile} = await esbuild.build({
    ...PROGRAM_OPTIONS,
    entryPoints: [join(COMPONENTS, "sqlMain.ts")],
  });
  const files: [string, Uint8Array][] = [
    [SQL_SCRIPT_PATH, outputFiles![0].contents],
    [WORKER_PATH, await readFile(join(DUCKDB, "duckdb-browser-eh.worker.js"))],
    [ENGINE_PATH, await readFile(join(DUCKDB, "duckdb-eh.wasm"))],
  ];
  const packed = files.map(([path, bytes]) => ({path, base64: base64Of(gzipSync(bytes, {level: 9}))}));
  const inputs = Object.keys(metafile!.inputs).map((path) => join(TREE, path));
  return {content: JSON.stringify(packed), sources: [...inputs, fileURLToPath(import.meta.url)]};
}
