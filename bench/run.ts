import {readdir} from "node:fs/promises";
import {cpus, totalmem} from "node:os";
import {type BenchRow, table} from "./support.js";

// npm run bench [-- NAME…]: every benchmark of this folder in turn, or those named; exit 1 where a need was not met
// or a benchmark gave a wrong answer.

const wanted = process.argv.slice(2);
const files = (await readdir(new URL(".", import.meta.url)))
  .filter(
    (file) =>
      file.endsWith(".ts") &&
      !["run.ts", "support.ts", "duckPage.ts", "ask.ts", "feed.ts", "priority.ts", "accuracy.ts"].includes(file),
  )
  .map((file) => file.replace(".ts", ""))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

console.log(
  `${cpus().length} × ${cpus()[0]?.model.trim()}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}\n`,
);
let met = true;
for (const name of files) {
  try {
    const {run} = (await import(`./${name}.js`)) as {run: () => Promise<BenchRow[]>};
    const rows = await run();
    if (rows.length) console.log(`${table(rows)}\n`);
    met &&= rows.every(({ok}) => ok);
  } catch (error) {
    console.log(`${name}: no result: ${(error as Error).message}\n`);
    met = false;
  }
}
if (!met) process.exitCode = 1;
