import {spawn} from "node:child_process";
import {existsSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {findOrInstallChromium} from "./support/chromium.js";

/**
 * npm test: gets what the tests need, then types, lint and tests. With CI=true a part that is missing fails;
 * elsewhere it is skipped, and said.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const ci = process.env.CI === "true";
const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const failures: string[] = [];

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

for (const [name, program, ...args] of [
  ["types", "typescript/bin/tsc", "--noEmit"],
  ["lint", "@biomejs/biome/bin/biome", "check"],
]) {
  say(`${name} …`);
  if ((await run(program, args)) !== 0) failures.push(name);
}

const report = join(tmpdir(), `lapbook-tests-${process.pid}.json`);
const status = await run(
  "vitest/vitest.mjs",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...process.argv.slice(2)],
  browser ? {LAPBOOK_CHROMIUM: browser} : {},
);
const counts = {passed: 0, failed: 0, skipped: 0};
if (existsSync(report)) {
  const {numPassedTests, numFailedTests, numPendingTests, numTodoTests} = JSON.parse(readFileSync(report, "utf8"));
  counts.passed = numPassedTests;
  counts.failed = numFailedTests;
  counts.skipped = numPendingTests + numTodoTests;
  rmSync(report);
}
// A file that does not load fails without a test that does.
if (status !== 0 && counts.failed === 0) failures.push("vitest");
for (const failure of failures) say(`failed: ${failure}`);
say(`tests: ${counts.passed} passed, ${counts.failed + failures.length} failed, ${counts.skipped} skipped`);
process.exitCode = status === 0 && failures.length === 0 ? 0 : 1;

/** Runs a package's program with this Node; resolves to its exit code. */
function run(program: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, "node_modules", program), ...args], {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: {...process.env, ...env},
    });
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}
