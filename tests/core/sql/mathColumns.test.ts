import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {beforeAll, describe, expect, it} from "vitest";
import {folderSource} from "../../../loaders/archive/folderSource.js";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {afterStartLine, readSamples} from "../../../src/core/archive/samples.js";
import {evaluateProgram} from "../../../src/core/expressions/evaluate.js";
import {EXAMPLES} from "../../../src/core/expressions/examples.js";
import {compileExpressions} from "../../../src/core/expressions/program.js";
import {ArchiveDatabase} from "../../../src/core/sql/archiveDatabase.js";
import {plainResult} from "../../../src/core/sql/queryResult.js";
import {duckDbConnection} from "../../support/duckDb.js";

const recordings = fileURLToPath(new URL("../../../recordings/", import.meta.url));
const SESSION = "20260301-150000-ea4ca3";
const MATH = [
  ...EXAMPLES,
  {name: "Twice", expression: "speed * 2"},
  {name: "Speed squared", expression: "(speed / (1 km/h))²"},
  {name: "Full", expression: "throttle > 90 %"},
  {name: "Slip", expression: "tyreSurfaceTemp - tyreInnerTemp"},
  {name: "Lever", expression: "handbrake * 2"},
  {name: "Broken", expression: "speed + 1 m"},
  {name: "THROTTLE", expression: "throttle"},
];
const LAP = `session = '${SESSION}' and car = 0`;

describe("math channels in SQL", () => {
  let database: ArchiveDatabase;
  let read: string[] = [];
  const ask = async (text: string) => plainResult((await database.ask(text))!, {views: database.math.views});

  beforeAll(async () => {
    const folder = folderSource(recordings);
    const entries = (await libraryIndex(recordings)).sessions.filter(({id}) => id === SESSION);
    const samples: typeof folder.samples = (session, row, columns) => {
      read = [...columns];
      return folder.samples(session, row, columns);
    };
    const connection = (await duckDbConnection()) as never;
    database = await ArchiveDatabase.open(connection, entries, {...folder, samples}, {mathChannels: MATH});
  });

  it("samples: every value is the archive's, from the columns that it needs, with the unit in the head", async () => {
    const {program} = compileExpressions(MATH.filter(({name}) => name !== "Lever"));
    const lap = afterStartLine(readSamples(readFileSync(`${recordings}${SESSION}/samples/car-0/lap-2.arrows`)));
    const wanted = evaluateProgram(program, lap);
    const names = program.outputs.map(({name}) => name).filter((name) => name !== "THROTTLE");
    const list = names.map((name) => `"${name}"`).join(", ");
    const table = (await database.ask(
      `select ${list} from samples where ${LAP} and lapNumber = 2 order by sessionTime`,
    ))!;
    expect(table.numRows).toBeGreaterThanOrEqual(lap.rows);
    for (const [k, {name}] of program.outputs.entries()) {
      if (!names.includes(name)) continue;
      const column = table.getChild(name)!;
      const before = table.numRows - lap.rows;
      const values = Float64Array.from({length: lap.rows}, (_, i) => column.get(before + i) ?? Number.NaN);
      expect(values, name).toEqual(wanted[k]);
    }
    const {columns} = await ask(
      `select max("Combined g"), any_value("Slip FL") as "Slip FL" from samples where ${LAP} and lapNumber = 3`,
    );
    expect(columns.map(({unit}) => unit)).toEqual(["g", "°C"]);
    expect(read.sort()).toEqual(
      [
        "gLateral",
        "gLongitudinal",
        "lapDistance",
        "sessionTime",
        "car",
        "lapNumber",
        "session",
        "tyreInnerTempFlC",
        "tyreSurfaceTempFlC",
      ].sort(),
    );
    // a condition reads what it is computed from
    const {
      rows: [counted],
    } = await ask(
      `select count(*) filter ("Full" = 1) as opened, count(*) as n from (from samples where ${LAP} and lapNumber = 3 and "Speed squared" > 40000)`,
    );
    const {
      rows: [plain],
    } = await ask(
      `select count(*) filter (throttle > 0.9) as opened, count(*) as n from samples where ${LAP} and lapNumber = 3 and speedKmh > 200`,
    );
    expect(counted).toEqual(plain);
    expect(Number(plain.opened)).toBeGreaterThan(100);
  });

  it("traces: computed on the samples, then put on the grid as recorded channels are", async () => {
    const {rows} = await ask(
      `select count(*) as n, max(abs("Twice" - 2 * speedKmh)) as twice, min("Speed squared" - speedKmh * speedKmh) as low,
        max("Speed squared" - speedKmh * speedKmh) as high, list_sort(list(distinct "Full"))::varchar as "full", count("Lever") as lever
      from traces where ${LAP} and lap = 2 and speedKmh is not null`,
    );
    const [{n, twice, low, high, lever, full}] = rows;
    expect([Number(n) > 5000, Number(twice) < 1e-9, full]).toEqual([true, true, "[0.0, 1.0]"]);
    // between two samples a straight line of squares lies above the square of a straight line, at most a quarter of the step's square
    expect([Number(low) > -1e-6, Number(high) > 0.01, Number(high) < 100]).toEqual([true, true, true]);
    // no lap has a hand brake: not known, not zero
    expect(lever).toBe(0);
  });

  it("are found by every way to name all columns, and those that are none are named with the reason", async () => {
    const {columns, rows} = await ask(
      `select columns('^(Combined g|Coasting|gear)$') from traces where ${LAP} and lap = 2 and distanceM between 100 and 110`,
    );
    expect(columns.map(({name}) => name)).toEqual(["gear", "Combined g", "Coasting"]);
    expect(rows.every((row) => Number(row["Combined g"]) > 0)).toBe(true);
    const {rows: described} = await ask("describe traces");
    expect(described.map((row) => row.column_name)).toEqual(database.math.views.traces.columns.map(({name}) => name));
    expect(database.math.leftOut).toEqual([
      {name: "Broken", because: "character 9: m can't be added to km/h"},
      {name: "THROTTLE", because: "another column has this name: SQL does not tell capitals from small letters"},
    ]);
  });
});
