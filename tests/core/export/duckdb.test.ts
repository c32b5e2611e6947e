import type {DuckDBConnection} from "@duckdb/duckdb-wasm/blocking";
import {afterAll, beforeAll, expect, it} from "vitest";
import {startDuckDb} from "../../../loaders/archive/duckDb.js";
import {joined} from "../../../src/core/export/exportLaps.js";
import {bundledExport} from "../../support/exportInput.js";
import {exportArrow} from "../../support/exportWhole.js";

let connection: DuckDBConnection;

beforeAll(async () => {
  connection = (await startDuckDb()).connect();
});
// other test files of this worker use the same DuckDB
afterAll(() => {
  connection.query("DROP TABLE exported");
  connection.close();
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
