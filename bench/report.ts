import {spawnSync} from "node:child_process";
import {mkdtemp, rm, stat} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {reportProgram} from "../loaders/report/reportProgram.js";
import {launch} from "../tests/support/browser.js";
import {type BenchRow, main, median} from "./support.js";

// How large is the report of a debrief of two drivers, how long does the command take to make it, and a browser to show it from the file, without
// a network? The bundled recordings, or LAPBOOK_BENCH_RECORDINGS with LAPBOOK_BENCH_SESSION.

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const {LAPBOOK_BENCH_RECORDINGS: recordings = join(ROOT, "recordings"), LAPBOOK_BENCH_SESSION: asked} = process.env;
const ABOUT = asked ? [asked] : ["20260301-150000-ea4ca3", "--reference", "20260301-140000-906dfc:0"];
const ROUNDS = 3;

export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "lapbook-bench-"));
  try {
    const program = await reportProgram(); // built before, as after an installation
    const rows: BenchRow[] = [];
    for (const template of ["debrief", "compare", "race", "track", "driver"]) {
      const made: number[] = [];
      const file = join(folder, `${template}.html`);
      for (let round = 0; round < ROUNDS; round++) {
        const start = performance.now();
        const args = ["report", ...ABOUT, "--template", template, "--recordings", recordings, "--out", file, "--force"];
        const {status, stderr} = spawnSync(process.execPath, ["--import", "tsx", "server/main.ts", ...args], {
          cwd: ROOT,
        });
        if (status !== 0) throw new Error(String(stderr));
        made.push(performance.now() - start);
      }
      const {size} = await stat(file);
      const isMain = template === "debrief";
      const need = (text: string) => (isMain ? text : "");
      const ready = await readyMs(file);
      const question = isMain
        ? `report of a debrief, two drivers (program ${kilobytes(program.script.length)})`
        : template;
      rows.push(
        {question, candidate: "file", value: size / 1e6, unit: "MB", need: need("≤ 2 MB"), ok: !isMain || size <= 2e6},
        row("made, with the start of the command", median(made), need("≤ 3 s"), 3000),
        row("ready, from the file", ready, need("≤ 2 s"), 2000),
      );
    }
    return rows;
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

function row(candidate: string, value: number, need: string, most: number): BenchRow {
  return {question: "", candidate, value, unit: "ms", need, ok: !need || value <= most};
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB packed`;

/** Median time from opening a file until all of its views are drawn, ms. */
async function readyMs(file: string): Promise<number> {
  const browser = await launch();
  try {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const context = await browser.newContext({offline: true});
      const page = await context.newPage();
      const start = performance.now();
      await page.goto(pathToFileURL(file).href);
      await page.waitForFunction(
        () => document.querySelector(".lb-report-foot") && !document.querySelector("[aria-busy]"),
      );
      times.push(performance.now() - start);
      await context.close();
    }
    return median(times);
  } finally {
    await browser.close();
  }
}

main(import.meta.url, run);
