import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {createDuckDB, type DuckDBConnection, NODE_RUNTIME, VoidLogger} from "@duckdb/duckdb-wasm/blocking";
import {beforeAll, expect, it} from "vitest";
import {joined} from "../../../src/core/export/exportLaps.js";
import {bundledExport} from "../../support/exportInput.js";
import {exportArrow} from "../../support/exportWhole.js";

let connection: DuckDBConnection;

beforeAll(async () => {
  const folder = dirname(createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm"));
  const bundle = (name: string) => ({mainModule: join(folder, `duckdb-${name}.wasm`), mainWorker: ""});
  const db = await createDuckDB({mvp: bundle("mvp"), eh: bundle("eh")}, new VoidLogger(), NODE_RUNTIME);
  await db.instantiate();
  connection = db.connect();
});

it("DuckDB-WASM reads an exported Arrow stream, nulls and all, with the archive's figures", () => {
  const input = bundledExport();
  connection.insertArrowFromIPCStream(exportArrow(input), {name: "exported", create: true} as never);
  const sql = "select count(*)::int as n, max(speedKmh)::double as top, sum(gear)::double as gears from exported";
  const [row] = connection.query(sql).toArray();
  const speed = joined(input.laps, "speedKmh");
  const gears = joined(input.laps, "gear").reduce((sum, g) => sum + g, 0);
  expect({...row}).toEqual({n: speed.length, top: Math.max(...speed), gears});
});
