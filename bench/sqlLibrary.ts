import {encodeLaps} from "../src/core/archive/laps.js";
import type {LapRow, LibraryEntry} from "../src/core/archive/types.js";
import {random} from "../src/core/signal/random.js";
import {lapRow, libraryEntry} from "../tests/components/fakeSession.js";
import {openDuckPage} from "./duckPage.js";
import {type BenchRow, main, median} from "./support.js";

// How long do questions over a library of 10,000 laps take in a page, and how much memory?

const SESSIONS = 200;
const CARS = 5;
const LAPS = 10;
const ROUNDS = 7;
const NEED_MS = 1000;
const NEED_BYTES = 1e9;
const QUESTION = `${(SESSIONS * CARS * LAPS).toLocaleString("en")} laps in ${SESSIONS} sessions`;

const ASKED: Record<string, string> = {
  "laps: fastest by driver and track":
    "select track, driver, min(lapTimeMs) / 1000 as bestS, count(*) as laps from laps where valid and lapTimeMs is not null group by all order by track, bestS",
  "laps: every row": "select * from laps",
  "sectors: theoretical best by driver and track":
    "select track, driver, sum(ms) / 1000 as s from (select track, driver, sector, min(timeMs) as ms from sectors where valid group by all) group by all order by s",
};

/** The library's sessions and their laps, seeded. */
function library(): {entries: LibraryEntry[]; laps: Map<string, LapRow[]>} {
  const chance = random(1);
  const entries = Array.from({length: SESSIONS}, (_, i) =>
    libraryEntry({
      id: `2026${String(1 + (i % 12)).padStart(2, "0")}01-${String(i).padStart(6, "0")}-a1b2c3`,
      track: {id: i % 24, name: `Circuit ${i % 24}`, lengthM: 5000, sectorStartsM: [1600, 3300]},
    }),
  );
  const laps = entries.map(({id}): [string, LapRow[]] => {
    const rows = Array.from({length: CARS * LAPS}, (_, k) => {
      const sectors = [29_000, 31_000, 30_000].map((ms) => Math.round(ms + 2000 * chance.next()));
      const [sector1Ms, sector2Ms, sector3Ms] = sectors;
      const lapTimeMs = sector1Ms + sector2Ms + sector3Ms;
      const [car, lap] = [Math.floor(k / LAPS), 1 + (k % LAPS)];
      return lapRow({car, driver: `Driver ${car}`, lap, lapTimeMs, sector1Ms, sector2Ms, sector3Ms});
    });
    return [id, rows];
  });
  return {entries, laps: new Map(laps)};
}

const CLIENT = `
import * as duckdb from "@duckdb/duckdb-wasm";
import {readLaps} from "./core/archive/laps.js";
import {ArchiveDatabase} from "./core/sql/archiveDatabase.js";
import {plainResult} from "./core/sql/queryResult.js";
let database;
window.open10k = async (entries) => {
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker("worker.js"));
  await db.instantiate(new URL("duckdb.wasm", location.href).href);
  const connection = await db.connect();
  const started = performance.now();
  const read = [];
  const none = (what) => () => { throw new Error("read " + what); };
  database = await ArchiveDatabase.open(connection, entries, {
    archive: {session: none("session"), samples: none("samples"), tracks: none("tracks")},
    laps: async (id) => readLaps(new Uint8Array(await (await fetch("laps/" + id)).arrayBuffer())),
    samples: none("samples"), corners: none("corners"), findings: none("findings"),
  });
  return {ms: performance.now() - started, laps: database.lapCount};
};
window.ask = async (sql) => {
  const started = performance.now();
  const {rows} = plainResult(await database.ask(sql));
  return {ms: performance.now() - started, rows: rows.length, first: rows[0]};
};`;

export async function run(): Promise<BenchRow[]> {
  const {entries, laps} = library();
  const files = new Map([...laps].map(([id, rows]) => [`/laps/${id}`, encodeLaps(rows)]));
  const page = await openDuckPage(CLIENT, (url) => files.get(url));
  try {
    const row = (candidate: string, value: number, unit: string, need = "", ok = true): BenchRow => ({
      ...{question: QUESTION, candidate, value, unit, need, ok},
    });
    const opened = (await page.run(`open10k(${JSON.stringify(entries)})`)) as {ms: number; laps: number};
    if (opened.laps !== SESSIONS * CARS * LAPS) throw new Error(`${opened.laps} laps were read`);
    const answers: BenchRow[] = [];
    for (const [name, sql] of Object.entries(ASKED)) {
      const times: number[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const {ms, rows} = (await page.run(`ask(${JSON.stringify(sql)})`)) as {ms: number; rows: number};
        if (rows === 0) throw new Error(`no rows: ${sql}`);
        if (round > 0) times.push(ms);
      }
      const ms = median(times);
      answers.push(row(name, ms, "ms", "≤ 1 s", ms <= NEED_MS));
    }
    const bytes = await page.memory();
    return [
      row("first use: laps read and inserted", opened.ms, "ms"),
      ...answers,
      row("memory of the page", bytes / 1e6, "MB", "≤ 1 GB", bytes <= NEED_BYTES),
    ];
  } finally {
    await page.close();
  }
}

await main(import.meta.url, run);
