import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {createDuckDB, type DuckDBConnection, NODE_RUNTIME, VoidLogger} from "@duckdb/duckdb-wasm/blocking";
import {beforeAll, expect, it} from "vitest";
import {insertLaps, prepare, SampleStore} from "../../../src/components/sql/duck.js";
import {LAP_TABLE_COLUMNS} from "../../../src/components/sql/lapColumns.js";
import {streamIntoDuck} from "../../../src/components/sql/liveDuck.js";
import {duckError, plainResult} from "../../../src/components/sql/queryResult.js";
import {toCsv} from "../../../src/components/sql/resultCsv.js";
import {suggestEncoding} from "../../../src/components/sql/resultPlot.js";
import {encodeSamples} from "../../../src/core/archive/encodeSamples.js";
import {encodeLaps, LAP_COLUMNS} from "../../../src/core/archive/laps.js";
import {createColumn} from "../../../src/core/archive/samples.js";
import {CHANNELS} from "../../../src/core/channels/catalogue.js";
import {range, telemetry} from "../../server/relay/fakes.js";
import {relayedPage} from "../../server/relay/relayedPage.js";
import {turns} from "../../support/until.js";
import {lapRow, libraryEntry} from "../fakeSession.js";

let connection: DuckDBConnection;
const ask = (text: string) => plainResult(connection.query(text) as never);

beforeAll(async () => {
  const folder = dirname(createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm"));
  const bundle = (name: string) => ({mainModule: join(folder, `duckdb-${name}.wasm`), mainWorker: ""});
  const db = await createDuckDB({mvp: bundle("mvp"), eh: bundle("eh")}, new VoidLogger(), NODE_RUNTIME);
  await db.instantiate();
  db.open({query: {castBigIntToDouble: true, castTimestampToDate: true}} as never);
  connection = db.connect();
  await prepare(connection as never, [libraryEntry(), libraryEntry({id: "it's", type: "practice"})]);
});

/** Three frames of a lap: speed 100, 101, 102 (the last one lost), and a scaled direction. */
function samples(lap: number, names: string[]): Uint8Array {
  const columns = Object.fromEntries(
    ["sessionTime", "lapNumber", "car", "frame", ...names].map((name) => {
      const {type} = CHANNELS.find((c) => c.name === name)!;
      const column = createColumn(type, 3);
      column.set(
        name === "lapNumber"
          ? [lap, lap, lap]
          : name === "speedKmh"
            ? [100, 101, 102]
            : name === "forwardX"
              ? [0, 32767, -32767]
              : [0, 1, 2],
      );
      return [name, column];
    }),
  );
  return encodeSamples({rows: 3, columns, present: Uint16Array.of(0xffff, 0xffff, 1)});
}

it("describes exactly the columns of laps", () => {
  expect(Object.keys(LAP_TABLE_COLUMNS)).toEqual(["session", "track", ...Object.keys(LAP_COLUMNS)]);
});

it("laps: one table for several sessions, with session and track", async () => {
  await insertLaps(connection as never, libraryEntry(), encodeLaps([lapRow(), lapRow({lap: 2, lapTimeMs: null})]));
  await insertLaps(connection as never, libraryEntry({id: "it's"}), encodeLaps([lapRow({tyreCompound: null})]));
  const {rows} = ask(
    "select session, track, count(*)::int as n, min(lapTimeMs) as best from laps group by all order by n desc",
  );
  expect(rows).toEqual([
    {session: "20250307-140512-a1b2c3", track: "Melbourne", n: 2, best: 90_000},
    {session: "it's", track: "Melbourne", n: 1, best: 90_000},
  ]);
  expect(ask("describe laps").rows.map((row) => row.column_name)).toEqual(Object.keys(LAP_TABLE_COLUMNS));
  expect(ask("select type from sessions join laps using (session) where session = 'it''s'").rows).toEqual([
    {type: "practice"},
  ]);
});

it("samples: empty at first, with every channel", () => {
  const columns = ask("describe samples").rows.map((row) => row.column_name);
  expect(columns.slice(0, 3)).toEqual(["session", "car", "lapNumber"]);
  expect(new Set(columns)).toEqual(new Set(["session", ...CHANNELS.map((c) => c.name)]));
  expect(ask("select count(*)::int as n from samples").rows).toEqual([{n: 0}]);
});

it("samples: joins files of different columns by name, scaled, null where a packet was lost", async () => {
  const store = new SampleStore(connection as never);
  await store.add("a", samples(1, ["speedKmh"]));
  await store.add("a", samples(2, ["speedKmh", "forwardX"]));
  await store.add("b", samples(3, ["speedKmh"]));
  await store.publish();
  const {rows} = ask(
    "select session, lapNumber, count(*)::int as n, count(speedKmh)::int as speeds, max(forwardX) as x from samples group by all order by 2",
  );
  expect(rows).toEqual([
    {session: "a", lapNumber: 1, n: 3, speeds: 2, x: null},
    {session: "a", lapNumber: 2, n: 3, speeds: 2, x: 1},
    {session: "b", lapNumber: 3, n: 3, speeds: 2, x: null},
  ]);
});

it("samples: a truncated file gives its complete batches; dropping frees the tables", async () => {
  const bytes = samples(4, ["speedKmh"]);
  const store = new SampleStore(connection as never);
  await store.add("cut", bytes.subarray(0, bytes.length - 8));
  await store.publish();
  expect(ask("select count(*)::int as n from samples").rows).toEqual([{n: 3}]);
  await new SampleStore(connection as never).publish();
  await store.drop();
  expect(ask("select count(*)::int as n from samples").rows).toEqual([{n: 0}]);
});

it("plainResult(table) converts HUGEINT, DECIMAL and BIGINT to numbers, lists to JSON", () => {
  const {columns, rows} = ask(
    "select sum(x) as s, 1.25::decimal(5, 2) as d, -3::hugeint as h, 7::bigint as b, [1, 2] as l, null as n, true as t from range(5) r(x)",
  );
  expect(rows).toEqual([{s: 10, d: 1.25, h: -3, b: 7, l: "[1,2]", n: null, t: true}]);
  expect(columns.slice(0, 3).map((c) => c.type)).toEqual(["number", "number", "number"]);
});

it("duckError(error) keeps the message, with its position once", () => {
  try {
    ask("selec 1");
    expect.unreachable();
  } catch (error) {
    expect(duckError(error)).toBe('Parser Error: syntax error at or near "selec"\n\nLINE 1: selec 1\n        ^');
  }
});

it("no extension is requested from the network", () => {
  expect(() => ask("select * from read_parquet('x.parquet')")).toThrow(/Catalog Error|does not exist/);
});

it("suggestEncoding(result): text makes bars, rising numbers a line, others dots, few values a colour", () => {
  expect(suggestEncoding(ask("select 'a' as k, 1 as v union all select 'b', 2"))).toMatchObject({
    x: "k",
    y: "v",
    mark: "bar",
  });
  expect(suggestEncoding(ask("select x, x * 2 as y, 'p' as who from range(3) r(x)"))).toEqual({
    x: "x",
    y: "y",
    color: "who",
    mark: "line",
  });
  expect(suggestEncoding(ask("select -x as x, x as y from range(3) r(x)"))?.mark).toBe("dot");
  expect(suggestEncoding(ask("select 'a' as k"))).toBeNull();
});

it("toCsv(result) quotes, and leaves null empty", () => {
  expect(toCsv(ask("select 'a,b' as k, null as n, 1.5::double as v"))).toBe('k,n,v\n"a,b",,1.5');
});

it("streamIntoDuck(source, connection) keeps the last seconds in a table", async () => {
  const {clock, source, page} = relayedPage();
  const one = page();
  const states = streamIntoDuck(one, connection as never, {seconds: 2, channels: ["speed", "rpm"]});
  const first = states.next();
  await turns();
  for (let i = 0; i < 600; i += 30) {
    source.add(range(i, i + 30).map((k) => telemetry(k)));
    clock.forward(500);
    await turns();
  }
  expect((await first).value).toMatchObject({table: "live"});
  const {value} = await states.next();
  expect(value?.rows).toBe(121);
  const {rows} = ask(
    "select count(*)::int as n, min(speedKmh) as least, max(speedKmh) as most, count(rpm)::int as rpm from live",
  );
  expect(rows).toEqual([{n: 121, least: 479, most: 599, rpm: 0}]);
  await states.return();
  one.close();
});
