import {existsSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {findOrInstallChromium} from "./support/chromium.js";
import {type Finished, run, runInBackground} from "./support/processes.js";
import type {Verdict} from "./support/verdict.js";

/**
 * npm test: gets what the tests need, then types, lint and tests. With CI=true a part that is missing fails;
 * elsewhere it is skipped, and said. Arguments go to vitest.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const ci = process.env.CI === "true";
const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const failures: string[] = [];
let runs = 0;
let passed = 0;
let skipped = 0;
const flaky: string[] = [];
const seconds: Record<string, number> = {};

let browser: string | undefined;
try {
  browser = findOrInstallChromium(say);
} catch (error) {
  say((error as Error).message);
}
if (browser) say(`browser: ${browser}`);
else {
  say("browser: none found and none could be installed; set LAPBOOK_CHROMIUM to a Chromium, Chrome or Edge");
  if (ci) failures.push("no browser for the page tests (CI=true skips nothing)");
  else say("browser: the page tests are skipped");
}

type Run = (program: string, args: string[], env?: Record<string, string>) => Promise<Finished>;
const options = (env = {}) => ({
  cwd: root,
  env: {...process.env, ...(browser && {LAPBOOK_CHROMIUM: browser}), ...env},
});
const modules = join(root, "node_modules");
/** With what it knows of the last run the compiler checks only what has changed since. */
const TYPES = join(modules, ".cache", "lapbook", "types.tsbuildinfo");
const here: Run = (program, args, env) => run([join(modules, program), ...args], options(env));
const aside: Run = (program, args, env) => runInBackground([join(modules, program), ...args], options(env));

const chosen = process.argv.slice(2);
if (chosen.length > 0) {
  await check(here);
  await test(here, chosen);
} else {
  // types, lint and the tests that only compute take the time in which the others wait for servers, brokers and browsers
  const computing = check(aside).then(() => test(aside, ["--project", "pure"]));
  await test(here, ["--project", "!pure"]);
  await computing;
}
const slowest = Object.entries(seconds).sort(([, a], [, b]) => b - a);
for (const [file, s] of slowest.slice(0, 10)) say(`${s.toFixed(0).padStart(3)} s  ${file}`);
// at the end, where a log that keeps its last lines still has them
for (const name of flaky) say(`passed only when tried again: ${name}`);
for (const failure of failures) say(`failed: ${failure}`);
say(`tests: ${passed} passed, ${failures.length} failed, ${skipped} skipped`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function check(run: Run): Promise<void> {
  // with several threads the compiler resolves the same types in each of them: a third more of processor
  for (const [name, program, ...args] of [
    ["types", "typescript/bin/tsc", "--noEmit", "--singleThreaded", "--incremental", "--tsBuildInfoFile", TYPES],
    ["lint", "@biomejs/biome/bin/biome", "check"],
  ]) {
    // the compiler is a program of Go: collecting garbage is a third of its work and saves a tenth of its memory, 0.1 GB
    const {status, output} = await run(program, args, {GOGC: "off"});
    say(`${output}${name}: ${status === 0 ? "passed" : "failed"}`);
    if (status !== 0) failures.push(name);
  }
}

async function test(run: Run, args: string[]): Promise<void> {
  const report = join(tmpdir(), `lapbook-tests-${process.pid}-${++runs}.json`);
  const {status, output} = await run("vitest/vitest.mjs", ["run", ...args], {LAPBOOK_VERDICT: report});
  say(output);
  if (!existsSync(report)) return void failures.push("vitest");
  const verdict: Verdict = JSON.parse(readFileSync(report, "utf8"));
  rmSync(report);
  passed += verdict.passed;
  skipped += verdict.skipped;
  flaky.push(...verdict.flaky);
  Object.assign(seconds, verdict.seconds);
  failures.push(...verdict.failed);
  if (status !== 0 && verdict.failed.length === 0) failures.push("vitest");
}
