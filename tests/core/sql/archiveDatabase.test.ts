import {fileURLToPath} from "node:url";
import type {DuckDBConnection} from "@duckdb/duckdb-wasm/blocking";
import {beforeAll, beforeEach, describe, expect, it} from "vitest";
import {folderSource} from "../../../loaders/archive/folderSource.js";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {sqlExamples} from "../../../src/components/sql/examples.js";
import {QUALITY_COLUMNS, type QualityName} from "../../../src/core/archive/quality.js";
import type {LibraryEntry} from "../../../src/core/archive/types.js";
import {CHANNELS} from "../../../src/core/channels/catalogue.js";
import {ArchiveDatabase} from "../../../src/core/sql/archiveDatabase.js";
import {type DerivedView, makeDerived} from "../../../src/core/sql/derived.js";
import {duckError, errorHint, errorPlace} from "../../../src/core/sql/duckError.js";
import type {QueryCost} from "../../../src/core/sql/queryCost.js";
import {plainResult} from "../../../src/core/sql/queryResult.js";
import type {QuerySource} from "../../../src/core/sql/querySource.js";
import {VIEWS} from "../../../src/core/sql/views.js";
import {duckDbConnection} from "../../support/duckDb.js";
import {runCommand} from "../../support/runCommand.js";

const recordings = fileURLToPath(new URL("../../../recordings/", import.meta.url));
const [STEADY, CAUTIOUS] = ["20260301-140000-906dfc", "20260301-150000-ea4ca3"];

let connection: DuckDBConnection;
let entries: LibraryEntry[];
/** what was read besides laps.arrows, in order: `samples ID:CAR:LAP columns`, `corners ID`, `findings ID:CAR` */
let read: string[] = [];
const folder = folderSource(recordings);
/** Derived files are the same each time: they are made once. */
const made = new Map<string, ReturnType<typeof makeDerived>>();
function derived(session: string, part: DerivedView) {
  const key = JSON.stringify([session, part]);
  const found = made.get(key) ?? makeDerived(folder.archive, session, part);
  made.set(key, found);
  return found;
}
const source: QuerySource = {
  archive: folder.archive,
  laps: folder.laps,
  async quality(session) {
    read.push(`quality ${session}`);
    const none = Object.fromEntries(QUALITY_COLUMNS.map(({name}) => [name, null])) as Record<QualityName, null>;
    return [1, 2].map((sessionTime) => ({
      ...none,
      sessionTime,
      at: 1e12,
      latencyLogMs: sessionTime / 2,
      framesLost: 3,
    }));
  },
  samples(session, row, columns) {
    read.push(`samples ${session}:${row.car}:${row.lap} ${columns.join(" ")}`);
    return folder.samples(session, row, columns);
  },
  // not kept: the bundled recordings stay as they are
  async corners(session) {
    read.push(`corners ${session}`);
    return (await derived(session, {view: "corners"})).bytes;
  },
  async findings(session, car) {
    read.push(`findings ${session}:${car}`);
    return (await derived(session, {view: "findings", car})).bytes;
  },
};

/** A session that was recorded live. */
const asRecorded = (entry: LibraryEntry) => ({...entry, ...(entry.id === STEADY && {quality: true})});
const open = () => ArchiveDatabase.open(connection as never, entries, source);
let database: ArchiveDatabase;
const ask = async (text: string) => plainResult((await database.ask(text))!).rows;

beforeAll(async () => {
  connection = await duckDbConnection();
  entries = (await libraryIndex(recordings)).sessions.filter(({id}) => [STEADY, CAUTIOUS].includes(id)).map(asRecorded);
  database = await open();
});
beforeEach(() => {
  read = [];
});

describe("laps, sectors, sessions", () => {
  it("are the files' rows, and nothing else is read for them", async () => {
    const files = (await Promise.all([STEADY, CAUTIOUS].map(source.laps))).flat();
    expect(database.lapCount).toBe(files.length);
    const rows = await ask("select * exclude (session, track) from laps order by session, car, lap");
    expect(rows).toEqual(
      files.map((row) => expect.objectContaining({...row, coverage: expect.closeTo(row.coverage, 6)})),
    );
    const timed = files.filter(({lapTimeMs}) => lapTimeMs !== null);
    expect(
      await ask(
        "select sum(timeMs) as ms from sectors where lapTimeMs is not null group by session, car, lap order by session, lap",
      ),
    ).toEqual(timed.map(({lapTimeMs}) => ({ms: lapTimeMs})));
    expect(
      await ask(
        "select fromM, toM from sectors where lap = 1 and session = (select min(session) from sessions) order by sector",
      ),
    ).toEqual([
      {fromM: 0, toM: expect.any(Number)},
      {fromM: expect.any(Number), toM: expect.any(Number)},
      {fromM: expect.any(Number), toM: entries[0].track.lengthM},
    ]);
    expect(read).toEqual([]);
  });

  it("quality is read once, when a query names it, of sessions that were recorded live", async () => {
    const sum = "select session, sum(framesLost) as lost, max(latencyLogMs) as ms from quality group by all";
    for (const _ of [0, 1]) expect(await ask(sum)).toEqual([{session: STEADY, lost: 6, ms: 1}]);
    expect(read).toEqual([`quality ${STEADY}`]);
  });

  it("every table has exactly the columns that are documented, with their types", async () => {
    for (const [name, {columns}] of Object.entries(VIEWS)) {
      const rows = await ask(`describe ${name}`);
      expect(rows.map(({column_name, column_type}) => [column_name, column_type])).toEqual(
        columns.map((column) => [column.name, column.type]),
      );
    }
    expect(VIEWS.samples.columns.map(({name}) => name).sort()).toEqual(
      ["session", ...CHANNELS.map(({name}) => name)].sort(),
    );
    expect(read).toEqual([]);
  });
});

describe("corners and findings", () => {
  it("the pieces of every lap add up to its official time; corners have the official numbers", async () => {
    const laps = await ask(
      `select session, lap, lapTimeMs, sum(timeMs) as ms, max(toM) as endM, count(*) filter (kind = 'corner') as corners, count(distinct number) filter (kind = 'corner') as numbers from corners where session >= '${CAUTIOUS}' group by all order by all`,
    );
    expect(laps).toHaveLength(3);
    for (const {lapTimeMs, ms, endM, corners, numbers} of laps) {
      expect(ms).toBeCloseTo(Number(lapTimeMs), 6);
      expect(endM).toBeGreaterThan(5800);
      expect([corners, numbers]).toEqual([18, 18]);
    }
    // hand-made: the minimum speed of a corner is that of the samples between its places
    const [hairpin] = await ask(
      `select fromM, toM, minimumKmh, minimumM from corners where session = '${CAUTIOUS}' and lap = 2 and number = 3 and kind = 'corner'`,
    );
    const [slowest] = await ask(
      `select min(speedKmh) as kmh from samples where session = '${CAUTIOUS}' and lapNumber = 2 and lapDistance between ${hairpin.fromM} and ${hairpin.toM}`,
    );
    expect(hairpin.minimumKmh).toBeCloseTo(Number(slowest.kmh), 0);
    expect(read.filter((line) => line.startsWith("corners"))).toEqual([`corners ${CAUTIOUS}`]);
  });

  it("findings are those of the command, for the laps and for the driver", async () => {
    const rows = await ask(
      `select id, about, lap, value, text, "name" from findings where session = '${CAUTIOUS}' and car = 0`,
    );
    const claimed = await Promise.all(
      [[], ["--driver"]].map(async (more) => {
        const {stdout} = await runCommand("findings", `${CAUTIOUS}:0`, ...more, "--json", "--recordings", recordings);
        return JSON.parse(stdout).findings as {id: string; value: number | null; text: string; place: {name: string}}[];
      }),
    );
    // the command takes the reference of single laps the same way
    const wanted = claimed.flat().map(({id, value, text, place}) => ({id, value, text, name: place.name}));
    const got = rows.map(({id, value, text, name}) => ({id, value, text, name}));
    const byId = (a: {id: unknown}, b: {id: unknown}) => String(a.id).localeCompare(String(b.id));
    expect(got.sort(byId)).toEqual(wanted.sort(byId));
    expect(wanted.length).toBeGreaterThan(50);
    expect(read).toEqual([`findings ${CAUTIOUS}:0`]);
    // another question about the same car reads nothing
    await ask(`select count(*) from findings where session = '${CAUTIOUS}' and about = 'driver' and lap is null`);
    expect(read).toHaveLength(1);
  });
});

it("traces: laps of one line joined by point end at their official difference", async () => {
  const rows =
    await ask(`select a.distanceM, a.timeS - b.timeS as deltaS, a.speedKmh, b.speedKmh as againstKmh from traces a join traces b using (point)
    where a.session = '${CAUTIOUS}' and a.car = 0 and a.lap = 1 and b.session = '${STEADY}' and b.car = 0 and b.lap = 2 order by point`);
  expect(rows.at(-1)!.deltaS).toBeCloseTo((88_295 - 87_278) / 1000, 9);
  expect(rows[0].deltaS).toBe(0);
  expect(rows.length).toBeGreaterThan(5880);
  expect(rows.every((row, i) => Math.abs(Number(row.distanceM) - i) < 1)).toBe(true);
});

it("every worked query of the page runs, and has an answer", async () => {
  const laps = await source.laps(CAUTIOUS);
  for (const {view, title, text} of sqlExamples({session: CAUTIOUS, car: 0, laps})) {
    expect(text, title).toMatch(new RegExp(`\\b${view}\\b`));
    expect((await ask(text)).length, title).toBeGreaterThan(1);
  }
});

/** Queries that hide what they read; the laps and columns that must be enough for them. */
const HOSTILE: [text: string, laps: string, columns?: string][] = [
  [
    "select count(*) as n from samples where lapNumber = 2 -- and session = 'x'\n /* and car = 9 /* nested */ */",
    "1:2 2:2",
    "lapNumber",
  ],
  [
    `select "SPEEDKMH" as s from "samples" where "Session" = '${STEADY}' and "LAPNUMBER" in (3, 1) order by 1`,
    "1:1 1:3",
    "session lapNumber speedKmh",
  ],
  [
    "select count(*) as n from (select gear as lapNumber, lapNumber as n from samples) where lapNumber = 3 or n = 2",
    "all",
    "lapNumber gear",
  ],
  [
    "with t(lapNumber, n) as (select gear, lapNumber from samples) select count(*) as n from t where lapNumber = 3 or n = 2",
    "all",
  ],
  ["select count(*) as n from samples s(a, b, c) where b = 1 and c = 0", "1:1 2:1"],
  ["select count(*) as n, max(#4) as t from samples where lapNumber = 1", "1:1 2:1"],
  [
    `select count(*) as n from samples where (session = '${STEADY}' and lapNumber = 1) or (session = '${CAUTIOUS}' and lapNumber = 3)`,
    "1:1 2:3",
    "session lapNumber",
  ],
  [`select count(*) as n from samples where (session, lapNumber) in (('${STEADY}', 1), ('${CAUTIOUS}', 3))`, "1:1 2:3"],
  [
    "select max(speedKmh) as v from samples where lapNumber = 1 union all select min(brake) from samples where lapNumber = 3 order by 1",
    "1:1 2:1 1:3 2:3",
  ],
  [
    "select l.lap, max(s.speedKmh) as v from samples s join laps l on l.session = s.session and l.car = s.car and l.lap = s.lapNumber where l.lapTimeMs < 87400 group by all order by all",
    "1:2 1:3",
  ],
  [
    "select count(s.speedKmh) as v from (select session, car, gear as lap from samples) x join laps l using (session, car, lap) join samples s on s.session = l.session and s.lapNumber = l.lap where l.lap = 2",
    "all",
  ],
  [
    "select count(*) as n from samples s anti join laps l on l.lap = s.lapNumber and l.session = s.session and l.lap > 1",
    "all",
  ],
  ["select * from (pivot samples on gear using count(*) group by lapNumber) where lapNumber = 2", "all"],
  ["select count(columns('^speedKmh')) as n from query('select * from samples where lapNumber = 3')", "1:3 2:3"],
  [`select count(*) as n from samples where session = 'it''s -- no' and lapNumber = 1`, ""],
  [
    "select n from (select lapNumber as n from samples union all select gear from samples) where n = 2 or n = 4 order by n limit 5",
    "all",
  ],
];

describe("samples", () => {
  it("a query reads what it needs and no more, however it hides it; the answer is that over every sample", async () => {
    const needed = "session, lapNumber, car, sessionTime, gear, speedKmh, rpm, brake";
    await database.ask(`create or replace table every_sample as select ${needed} from samples`);
    const files = [STEADY, CAUTIOUS].flatMap((id, k) =>
      [1, 2, 3, 4].map((lap) => ({start: `samples ${id}:0:${lap} `, name: `${k + 1}:${lap}`})),
    );
    for (const [text, laps, columns] of HOSTILE) {
      const wanted = await ask(text.replace(/\bsamples\b/g, "every_sample"));
      // forgets what was read before
      await ask("select worldZ from samples where session = 'none'");
      read = [];
      expect(await ask(text), text).toEqual(wanted);
      const names = read.map((line) => files.find(({start}) => line.startsWith(start))!.name);
      expect(names.sort(), text).toEqual(
        laps === "all" ? files.map(({name}) => name).sort() : laps.split(" ").filter(Boolean).sort(),
      );
      if (columns)
        expect(new Set(read.map((line) => line.split(" ").slice(2).join(" "))), text).toEqual(new Set([columns]));
    }
  });

  it("laps that were read are kept; other columns are read again", async () => {
    await ask("select worldZ from samples where session = 'none'");
    read = [];
    const of = (lap: number) => `session = '${STEADY}' and lapNumber = ${lap}`;
    await ask(`select max(speedKmh) from samples where ${of(1)}`);
    await ask(`select min(speedKmh) from samples where ${of(1)} or ${of(2)}`);
    await ask(`select min(speedKmh), max(brake) from samples where ${of(2)}`);
    expect(read.map((line) => line.slice(8))).toEqual([
      `${STEADY}:0:1 session lapNumber speedKmh`,
      `${STEADY}:0:2 session lapNumber speedKmh`,
      `${STEADY}:0:2 session lapNumber brake speedKmh`,
    ]);
  });

  it("asks before much is read, reports what it reads, and can be given up or cancelled", async () => {
    // a library of 300 laps: the same files under other names
    const many = Array.from({length: 100}, (_, i): LibraryEntry => ({...entries[0], id: `${entries[0].id}-${i}`}));
    const real = (id: string) => id.slice(0, entries[0].id.length);
    const wide: QuerySource = {
      ...source,
      laps: (id) => folder.laps(real(id)),
      samples: (id, row, columns) => source.samples(real(id), row, columns),
    };
    database = await ArchiveDatabase.open(connection as never, many, wide);
    read = [];
    const asked: QueryCost[] = [];
    const refuse = (costs: readonly QueryCost[]) => {
      asked.push(...costs);
      return false;
    };
    expect(await database.ask("select max(speedKmh), max(rpm) from samples", {confirm: refuse})).toBeNull();
    expect(asked).toEqual([{view: "samples", laps: 400, sessions: 100, bytes: expect.any(Number), isLarge: true}]);
    expect(read).toEqual([]);
    const loaded = () => ask("select table_name from duckdb_tables() where schema_name = 'loaded' order by 1");
    const before = await loaded();
    const stop = new AbortController();
    const progress: number[] = [];
    const cancelled = database.ask("select max(speedKmh) from samples", {
      signal: stop.signal,
      onProgress: ({done, of}) => {
        progress.push(done);
        expect(of).toBe(400);
        if (done === 10) stop.abort();
      },
    });
    await expect(cancelled).rejects.toThrow(/abort/i);
    expect(read.length).toBeLessThan(30);
    // what was begun has ended and left nothing, and the database answers on
    expect(await loaded()).toEqual(before);
    expect(await ask("select count(*) as n from laps")).toEqual([{n: 400}]);
    database = await open();
  });
});

describe("errors", () => {
  const failed = async (text: string) => {
    const error = await database.ask(text).then(
      () => undefined,
      (reason) => reason,
    );
    const message = duckError(error);
    const place = errorPlace(message, text);
    return {message, hint: errorHint(message, text), marked: place && text.slice(...place)};
  };

  it("say where in the text, and how to mend it", async () => {
    const misspelt = await failed("select 1;\nselect\n  lapNumber, speeed\nfrom samples");
    expect(misspelt.message).toMatch(/^Binder Error: Referenced column "speeed".*\n.*speedKmh/);
    expect(misspelt.message).toContain("LINE 3:");
    expect(misspelt.marked).toBe("speeed");
    expect(await failed("selec 1")).toMatchObject({
      message: expect.stringMatching(/syntax error at or near "selec"\n\nLINE 1: selec 1\n {8}\^$/),
      marked: "selec",
    });
    expect(await failed('select lap from laps where driver = "Ada"')).toMatchObject({
      hint: expect.stringContaining("'Ada'"),
      marked: '"Ada"',
    });
    expect((await failed("from lap")).hint).toContain("laps, sectors");
    expect((await failed("select lap, max(lapTimeMs) from laps")).hint).toContain("GROUP BY ALL");
    const long = `select lap, ${"lapTimeMs + ".repeat(40)} nothing from laps`;
    expect((await failed(long)).marked).toBe("nothing");
  });

  it("no statement changes the library, and none asks the network", async () => {
    expect((await failed("drop table laps")).message).toContain("only read");
    expect((await failed("select * from read_parquet('x.parquet')")).hint).toContain("never");
    for (const text of [
      "from read_csv('/etc/passwd')",
      "from read_text('http://127.0.0.1:9/a')",
      "attach '/tmp/a.duckdb'",
      "copy laps to '/tmp/laps.csv'",
      "set enable_external_access = true",
    ])
      expect((await failed(text)).message, text).toMatch(/only read|Permission Error/);
    // nor does a connection of another page part
    for (const text of ["from read_csv('/etc/passwd')", "attach '/tmp/a.duckdb'", "set enable_external_access = true"])
      expect(() => connection.query(text), text).toThrow(/disabled by configuration|cannot be enabled|Cannot/i);
    await database.ask("create or replace table mine as select lap from laps; insert into mine values (99)");
    expect(await ask("select max(lap) as most from mine; drop table mine; select 1 as one")).toEqual([{one: 1}]);
  });
});

it("plainResult(table): numbers where they are exact, everything else as text that people read", async () => {
  const {rows, columns} = plainResult(
    (await database.ask(`select sum(x) as s, 1.25::decimal(5, 2) as d, -3::hugeint as h, 7::bigint as b, 170141183460469231731687303715884105727 as huge,
      -1234567890123456789.05::decimal(30, 2) as long, [1, 2] as l, {'a': 1, 'b': 'x'} as st, map {'k': [date '2026-03-01']} as m, null as n, true as t,
      interval '1 year 2 months 3 days 04:05:06.5' as i, interval '0 s' as zero, interval '-90 s' as back, date '2026-03-01' as day,
      timestamp '2026-03-01 14:05:12.25' as at, time '04:05:06' as clock, 'a'::enum('a', 'b') as e, [interval '1 day'] as li, 1 as x, 2 as x
      from range(5) r(x)`))!,
  );
  expect(rows).toEqual([
    {
      ...{
        s: 10,
        d: 1.25,
        h: -3,
        b: 7,
        huge: "170141183460469231731687303715884105727",
        long: "-1234567890123456789.05",
      },
      ...{l: "[1, 2]", st: "{a: 1, b: x}", m: "{k: [2026-03-01]}", n: null, t: true},
      ...{i: "1 year 2 months 3 days 04:05:06.5", zero: "00:00:00", back: "-00:01:30", day: "2026-03-01"},
      ...{at: "2026-03-01 14:05:12.250", clock: "04:05:06", e: "a", li: "[1 day]", x: 1, "x (2)": 2},
    },
  ]);
  expect(columns.slice(0, 4).map(({type}) => type)).toEqual(Array(4).fill("number"));
  const units = plainResult(
    (await database.ask(
      "select max(speedKmh), min(lapTimeMs), avg(lapTimeMs) / 1000 as meanS, lapTimeMs / 1000, count(*) as laps, any_value(topSpeedKmh) as v from laps, traces where lap = 99 group by all"
        .replace(", traces", "")
        .replace("max(speedKmh)", "max(topSpeedKmh)")
        .replace("where lap = 99 ", ""),
    ))!,
  );
  expect(units.columns.map(({unit}) => unit)).toEqual(["km/h", "ms", "s", "", "", ""]);
});
