import {spawn} from "node:child_process";
import {readFile, writeFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {MUTANTS, type Mutant} from "./support/mutants.js";
import {copyTree, ROOT} from "./support/treeCopy.js";

/**
 * npm run mutants [-- NAME…]: puts deliberate faults into a copy of the tree, one at a time, and runs the tests that should
 * notice each. Prints a line a fault. Exits with 1 when a fault was missed, when its text is not in its file exactly once, or
 * when its tests fail without it.
 */
type Result = "caught" | "missed" | "no text" | "red";

const names = process.argv.slice(2);
const chosen = names.length > 0 ? MUTANTS.filter(({name}) => names.includes(name)) : MUTANTS;
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

const copy = await copyTree();
const results: Result[] = [];
try {
  const green = await greenFiles([...new Set(chosen.flatMap(({tests}) => tests))]);
  for (const mutant of chosen) {
    const result = await judge(mutant, green);
    results.push(result);
    say(`${result.padEnd(8)} ${mutant.name}`);
  }
} finally {
  await copy.remove();
}
const many = (wanted: Result) => results.filter((result) => result === wanted).length;
say(
  `${results.length} faults: ${many("caught")} caught, ${many("missed")} missed, ${many("no text")} not in their files, ${many("red")} with tests that fail anyway`,
);
process.exitCode = many("caught") === results.length ? 0 : 1;

/** Applies the fault, runs its tests and puts the file back. */
async function judge({file, find, replace, tests}: Mutant, green: ReadonlySet<string>): Promise<Result> {
  const path = join(copy.path, file);
  const text = await readFile(path, "utf8").catch(() => "");
  if (text.split(find).length !== 2) return "no text";
  if (!tests.every((test) => green.has(test))) return "red";
  await writeFile(
    path,
    text.replace(find, () => replace),
  );
  const code = await run(["--bail=1", "--reporter=dot", ...tests]);
  await writeFile(path, text);
  return code === 0 ? "missed" : "caught";
}

/** The test files that pass as they are. */
async function greenFiles(tests: string[]): Promise<ReadonlySet<string>> {
  const report = join(copy.path, "report.json");
  await run(["--reporter=json", `--outputFile=${report}`, ...tests]);
  const {testResults} = JSON.parse(await readFile(report, "utf8")) as {testResults: {name: string; status: string}[]};
  return new Set(testResults.filter(({status}) => status === "passed").map(({name}) => relative(copy.path, name)));
}

/** The exit code of vitest in the copy. */
function run(args: readonly string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
    // its modules are kept by the folder they lie in, and the copy's is another each time
    const once = "--experimental.fsModuleCache=false";
    const child = spawn(process.execPath, [vitest, "run", once, ...args], {cwd: copy.path, stdio: "ignore"});
    child.on("error", reject).on("close", resolve);
  });
}
