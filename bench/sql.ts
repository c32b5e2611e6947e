import {spawnSync} from "node:child_process";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {Field, Float32, makeData, RecordBatch, Schema, Struct, Table, tableToIPC, Uint16} from "apache-arrow";
import {random} from "../src/core/signal/random.js";
import {openDuckPage} from "./duckPage.js";
import {type BenchRow, main, median} from "./support.js";

// How long does the first question over a million samples take in a page, against native DuckDB reading the same file?

const ROWS = 1_000_000;
const CHANNELS = 20;
const PER_LAP = 5376;
const ROUNDS = 5;
const NEED = 3;
const QUESTION = `${ROWS.toLocaleString("en")} rows × ${CHANNELS} float32 channels: first group-by, by lap`;
const names = Array.from({length: CHANNELS}, (_, i) => `c${i}`);
const SQL = `SELECT lap, ${names.map((n) => `avg(${n})::DOUBLE, max(${n})::DOUBLE`).join(", ")} FROM samples GROUP BY lap ORDER BY lap`;

interface Answer {
  loadMs: number;
  queryMs: number;
  /** avg(c0), max(c19) of a lap, row by row */
  rows: [number, number][];
}

/** Seeded noise on a sine, a record batch a lap, as an archive's streams put together. */
function archive(): Uint8Array {
  const fields: Field[] = [
    new Field("lap", new Uint16(), false),
    ...names.map((n) => new Field(n, new Float32(), false)),
  ];
  const schema = new Schema(fields);
  const chance = random(1);
  const next = () => chance.next();
  const batches: RecordBatch[] = [];
  for (let start = 0, lap = 1; start < ROWS; start += PER_LAP, lap++) {
    const length = Math.min(PER_LAP, ROWS - start);
    const children = fields.map(({type}, c) => {
      if (c === 0) return makeData({type, length, data: new Uint16Array(length).fill(lap)});
      const data = Float32Array.from({length}, (_, i) => 100 * Math.sin((i * c) / 300) + next());
      return makeData({type, length, data});
    });
    batches.push(new RecordBatch(schema, makeData({type: new Struct(fields), length, nullCount: 0, children})));
  }
  return tableToIPC(new Table(schema, batches), "stream");
}

const CLIENT = `
import * as duckdb from "@duckdb/duckdb-wasm";
import {warmUp} from ${JSON.stringify(fileURLToPath(new URL("../src/components/sql/duckWarmUp.ts", import.meta.url)))};
window.ask = async (sql) => {
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker("worker.js"));
  await db.instantiate(new URL("duckdb.wasm", location.href).href);
  const connection = await db.connect();
  await warmUp(connection); // as the SQL page does when it opens
  const t0 = performance.now();
  const bytes = new Uint8Array(await (await fetch("samples.arrows")).arrayBuffer());
  await connection.insertArrowFromIPCStream(bytes, {name: "samples", create: true});
  const t1 = performance.now();
  const table = await connection.query(sql);
  const t2 = performance.now();
  const rows = table.toArray().map((row) => { const v = [...row].map(([, x]) => x); return [v[1], v.at(-1)]; });
  await db.terminate();
  return {loadMs: t1 - t0, queryMs: t2 - t1, rows};
};`;

const NATIVE = `
import duckdb, pyarrow as pa, time, sys, json
con = duckdb.connect()
t0 = time.perf_counter()
with pa.OSFile(sys.argv[1]) as f: samples = pa.ipc.open_stream(f).read_all()
con.execute("CREATE TABLE t AS SELECT * FROM samples") if sys.argv[3] == "table" else con.register("t", samples)
t1 = time.perf_counter()
rows = con.execute(sys.argv[2].replace("FROM samples", "FROM t")).fetchall()
t2 = time.perf_counter()
print(json.dumps({"loadMs": (t1 - t0) * 1000, "queryMs": (t2 - t1) * 1000, "rows": [[r[1], r[-1]] for r in rows]}))`;

/** Native DuckDB through Python, the only build of it that reads Arrow streams with no download. */
function native(python: string, file: string): Answer {
  const {stdout, stderr, status} = spawnSync(python, ["-c", NATIVE, file, SQL, "table"], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`native DuckDB failed: ${stderr.trim().split("\n").at(-1)}`);
  return JSON.parse(stdout);
}

function same(a: Answer, b: Answer): boolean {
  const close = (x: number, y: number) => Math.abs(x - y) <= 1e-6 * Math.max(1, Math.abs(y));
  return (
    a.rows.length === b.rows.length && a.rows.every(([x, y], i) => close(x, b.rows[i][0]) && close(y, b.rows[i][1]))
  );
}

export async function run(): Promise<BenchRow[]> {
  const python = process.env.PYTHON ?? "python3";
  if (spawnSync(python, ["-c", "import duckdb, pyarrow"]).status !== 0) {
    console.error(
      `${QUESTION}: left out: ${python} has no duckdb and pyarrow (pip install duckdb pyarrow, or set PYTHON)`,
    );
    return [];
  }
  const folder = await mkdtemp(join(tmpdir(), "lapbook-bench-"));
  const file = join(folder, "samples.arrows");
  await writeFile(file, archive());
  const page = await openDuckPage(CLIENT, {"/samples.arrows": file});
  try {
    const rounds: {page: Answer; native: Answer}[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const answer = {
        page: (await page.run(`ask(${JSON.stringify(SQL)})`)) as Answer,
        native: native(python, file),
      };
      if (!same(answer.page, answer.native)) throw new Error("the page's answer differs from the native one");
      if (round > 0) rounds.push(answer); // the first one warms the disk cache up
    }
    const row = (candidate: string, of: (a: Answer) => number, need: number): BenchRow[] => {
      const ratio = median(rounds.map((r) => of(r.page) / of(r.native)));
      const inPage = median(rounds.map((r) => of(r.page)));
      return [
        {
          question: QUESTION,
          candidate: `native DuckDB: ${candidate}`,
          value: median(rounds.map((r) => of(r.native))),
          unit: "ms",
          need: "",
          ok: true,
        },
        {
          question: QUESTION,
          candidate: `in the page: ${candidate}`,
          value: inPage,
          unit: "ms",
          ratio,
          need: need ? `≤ ${need}×` : "",
          ok: !need || ratio <= need,
        },
      ];
    };
    return [
      ...row("first query", (a) => a.queryMs, NEED),
      ...row("reading the file", (a) => a.loadMs, 0),
      ...row("both", (a) => a.loadMs + a.queryMs, 0),
    ];
  } finally {
    await page.close();
    await rm(folder, {recursive: true});
  }
}

await main(import.meta.url, run);
