import {spawnSync} from "node:child_process";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {readCsvTable} from "../src/core/files/csv/csvTable.js";
import {type BenchRow, main, median} from "./support.js";

// How fast does a telemetry CSV become columns of numbers, against DuckDB's own CSV reader on as many threads (one)?

const ROWS = 300_000;
const COLUMNS = 20;
const ROUNDS = 7;
const NEED = 2;

/** A logger's columns: whole numbers, three decimals, and 32-bit floats printed as doubles. */
function csv(): Uint8Array {
  const parts = [`Time,${Array.from({length: COLUMNS - 1}, (_, c) => `c${c}`).join(",")}\n`];
  for (let row = 0; row < ROWS; row++) {
    const cells = Array.from({length: COLUMNS - 1}, (_, c) =>
      c % 3 === 0
        ? Math.round(Math.sin(row / 300) * 100)
        : c % 3 === 1
          ? (Math.sin((row * c) / 300) * 100).toFixed(3)
          : Math.fround(Math.cos((row * c) / 500) * 10),
    );
    parts.push(`${(row / 100).toFixed(2)},${cells.join(",")}\n`);
  }
  return new TextEncoder().encode(parts.join(""));
}

const NATIVE = `
import duckdb, sys, time, json
out = []
for _ in range(int(sys.argv[2])):
    con = duckdb.connect()
    con.execute("SET threads = 1")
    t = time.perf_counter()
    con.execute("CREATE TABLE t AS SELECT * FROM read_csv(?)", [sys.argv[1]])
    out.append((time.perf_counter() - t) * 1000)
    total = con.execute("SELECT sum(c1) FROM t").fetchone()[0]
print(json.dumps({"times": out, "total": total}))`;

export async function run(): Promise<BenchRow[]> {
  const bytes = csv();
  const question = `${ROWS.toLocaleString("en")} rows × ${COLUMNS} columns, ${(bytes.length / 1e6).toFixed(0)} MB of CSV → numbers`;
  const ours: number[] = [];
  let total = 0;
  for (let round = 0; round < ROUNDS + 2; round++) {
    const start = performance.now();
    const {columns} = readCsvTable(bytes);
    if (round >= 2) ours.push(performance.now() - start);
    total = columns[2].values.reduce((sum, v) => sum + v, 0);
  }
  const row = (candidate: string, value: number, ratio?: number): BenchRow => ({
    ...{question, candidate, value, unit: "ms", ...(ratio !== undefined && {ratio})},
    ...{need: ratio === undefined ? "" : `≥ ${1 / NEED}×`, ok: ratio === undefined || ratio >= 1 / NEED},
  });
  const python = process.env.PYTHON ?? "python3";
  if (spawnSync(python, ["-c", "import duckdb"]).status !== 0) {
    console.error(`${question}: compared with nothing: ${python} has no duckdb (set PYTHON)`);
    return [row("readCsvTable", median(ours))];
  }
  const folder = await mkdtemp(join(tmpdir(), "lapbook-bench-"));
  try {
    const file = join(folder, "a.csv");
    await writeFile(file, bytes);
    const {stdout, stderr, status} = spawnSync(python, ["-c", NATIVE, file, String(ROUNDS)], {encoding: "utf8"});
    if (status !== 0) throw new Error(`DuckDB failed: ${stderr.trim().split("\n").at(-1)}`);
    const answer = JSON.parse(stdout) as {times: number[]; total: number};
    if (Math.abs(answer.total - total) > 1e-6 * Math.abs(total) + 1e-6) throw new Error("the sums differ");
    const native = median(answer.times);
    return [row("readCsvTable", median(ours)), row("DuckDB's read_csv, one thread", native, native / median(ours))];
  } finally {
    await rm(folder, {recursive: true});
  }
}

await main(import.meta.url, run);
