import {spawn} from "node:child_process";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {findChromium} from "../loaders/chromium.js";
import {copyTree} from "./support/treeCopy.js";

/**
 * npm run test:nodes [-- VERSION…]: tests/smoke.ts on each supported version of Node, each from the registry's `node` package in
 * a temporary folder, in a copy of the tree whose pages that version builds.
 */
const VERSIONS = ["20.19", "22", "24"];
const asked = process.argv.slice(2);
const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const browser = findChromium();
if (!browser) say("browser: none found: the pages are built, not opened");
const failed: string[] = [];
for (const version of asked.length > 0 ? asked : VERSIONS) {
  const folder = await mkdtemp(join(tmpdir(), "lapbook-node-"));
  const tree = await copyTree();
  try {
    await run(
      "npm",
      ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", `node@${version}`],
      folder,
    );
    const node = join(folder, "node_modules/node/bin/node");
    await run(node, ["--version"], tree.path);
    await run(node, ["--import", "tsx", "server/main.ts", "build"], tree.path);
    await run(node, ["--import", "tsx", "tests/smoke.ts"], tree.path);
  } catch (error) {
    say(`Node ${version}: ${(error as Error).message}`);
    failed.push(version);
  } finally {
    await tree.remove();
    await rm(folder, {recursive: true, force: true});
  }
}
say(failed.length > 0 ? `failed on Node ${failed.join(", ")}` : "passed on every version");
process.exitCode = failed.length > 0 ? 1 : 0;

/** Runs a program and rejects when it fails. */
function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = {...process.env, ...(browser && {LAPBOOK_CHROMIUM: browser})};
    const child = spawn(program, args, {cwd, env, stdio: "inherit", shell: process.platform === "win32"});
    child.on("error", reject).on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ${args.join(" ")} ended with ${code}`));
    });
  });
}
