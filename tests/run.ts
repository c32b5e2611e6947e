import {existsSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {findOrInstallChromium} from "./support/chromium.js";
import {type Finished, run, runInBackground} from "./support/processes.js";

/**
 * npm test: gets what the tests need, then types, lint and tests. With CI=true a part that is missing fails;
 * elsewhere it is skipped, and said. Arguments go to vitest.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const ci = process.env.CI === "true";
const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const failures: string[] = [];
let runs = 0;
const counts = {passed: 0, failed: 0, skipped: 0};

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

type Run = (program: string, args: string[]) => Promise<Finished>;
const options = {cwd: root, env: {...process.env, ...(browser && {LAPBOOK_CHROMIUM: browser})}};
const modules = join(root, "node_modules");
/** With what it knows of the last run the compiler checks only what has changed since. */
const TYPES = join(modules, ".cache", "lapbook", "types.tsbuildinfo");
const here: Run = (program, args) => run([join(modules, program), ...args], options);
const aside: Run = (program, args) => runInBackground([join(modules, program), ...args], options);

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
for (const failure of failures) say(`failed: ${failure}`);
say(`tests: ${counts.passed} passed, ${counts.failed + failures.length} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed + failures.length > 0 ? 1 : 0;

async function check(run: Run): Promise<void> {
  // with several threads the compiler resolves the same types in each of them: a third more of processor
  for (const [name, program, ...args] of [
    ["types", "typescript/bin/tsc", "--noEmit", "--singleThreaded", "--incremental", "--tsBuildInfoFile", TYPES],
    ["lint", "@biomejs/biome/bin/biome", "check"],
  ]) {
    const {status, output} = await run(program, args);
    say(`${output}${name}: ${status === 0 ? "passed" : "failed"}`);
    if (status !== 0) failures.push(name);
  }
}

async function test(run: Run, args: string[]): Promise<void> {
  const report = join(tmpdir(), `lapbook-tests-${process.pid}-${++runs}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const {status, output} = await run("vitest/vitest.mjs", ["run", ...reporters, ...args]);
  say(output);
  let failed = 0;
  if (existsSync(report)) {
    const {numPassedTests, numFailedTests, numPendingTests, numTodoTests} = JSON.parse(readFileSync(report, "utf8"));
    counts.passed += numPassedTests;
    counts.skipped += numPendingTests + numTodoTests;
    failed = numFailedTests;
    rmSync(report);
  }
  counts.failed += failed;
  // A file that does not load fails without a test that does.
  if (status !== 0 && failed === 0) failures.push("vitest");
}
