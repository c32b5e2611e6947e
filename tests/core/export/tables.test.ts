import {tableFromIPC} from "apache-arrow";
import {parquetMetadata} from "hyparquet";
import {describe, expect, it} from "vitest";
import {noNotes} from "../../../src/core/archive/sessionNotes.js";
import type {LapRow} from "../../../src/core/archive/types.js";
import {arrowPieces} from "../../../src/core/export/arrowExport.js";
import {csvPieces, exportLapsCsv} from "../../../src/core/export/csvExport.js";
import {channelNames, type ExportInput, exportName, joined} from "../../../src/core/export/exportLaps.js";
import {notesAsMarkdown} from "../../../src/core/export/notesExport.js";
import {parquetPieces} from "../../../src/core/export/parquetExport.js";
import {readCsvTable} from "../../../src/core/files/csv/csvTable.js";
import {bundledExport} from "../../support/exportInput.js";
import {exportArrow, exportCsv, exportParquet} from "../../support/exportWhole.js";

/** The bundled laps, the first with a hole in its speed and gear. */
function holey(): ExportInput {
  const input = bundledExport(600);
  const [{row, samples}, ...rest] = input.laps;
  const values = (name: string) => {
    const all = samples.values(name).slice();
    if (name === "speedKmh" || name === "gear") all[3] = Number.NaN;
    return all;
  };
  return {...input, laps: [{row, samples: {...samples, values}}, ...rest]};
}

describe("exports of laps", () => {
  const input = holey();
  const names = channelNames(input.laps);
  const same = (
    name: string,
    read: ArrayLike<number | bigint | null>,
    close = (a: number, b: number) => Object.is(a, b),
  ) => {
    const values = joined(input.laps, name);
    expect(read).toHaveLength(values.length);
    for (let i = 0; i < values.length; i++) {
      const v = read[i];
      if (Number.isNaN(values[i]) ? v !== null : v === null || !close(Number(v), values[i]))
        throw new Error(`${name} row ${i}: ${v} instead of ${values[i]}`);
    }
  };

  it("as an Arrow stream and file hold every value, with nulls, units and types of their own", () => {
    for (const format of ["stream", "file"] as const) {
      const table = tableFromIPC(exportArrow(input, {format}));
      expect(table.schema.fields.map((f) => f.name)).toEqual(names);
      for (const name of names) same(name, Array.from(table.getChild(name)!));
      const types = Object.fromEntries(table.schema.fields.map((f) => [f.name, String(f.type)]));
      expect([types.sessionTime, types.gear, types.frame, types.forwardX]).toEqual([
        "Float64",
        "Int8",
        "Uint32",
        "Float64",
      ]);
      expect(table.schema.fields.find((f) => f.name === "speedKmh")!.metadata.get("unit")).toBe("km/h");
      expect(table.schema.metadata.get("simulated")).toBe("true");
    }
  });

  it("as CSV read back to the same stored values", () => {
    const bytes = exportCsv(input);
    const table = readCsvTable(bytes);
    // behind the channels: what the samples do not carry
    const own = new Map(table.columns.splice(names.length).map((column) => [column.name, column]));
    expect(table.columns.map((c) => c.name)).toEqual(names);
    const ofLaps = (of: (row: LapRow) => number) =>
      input.laps.flatMap(({row, samples}) => new Array(samples.rows).fill(of(row)));
    expect([...own.get("lapWhole")!.values]).toEqual(ofLaps(({complete}) => Number(complete)));
    expect([...own.get("lapTimeMs")!.values]).toEqual(ofLaps(({lapTimeMs}) => lapTimeMs ?? Number.NaN));
    expect(own.get("lapTimeMs")!.unit).toBe("ms");
    expect(own.get("session")!.words!.words).toEqual([input.session.type]);
    expect(table.columns.find((c) => c.name === "brakeTempFlC")!.unit).toBe("°C");
    for (const {name, values} of table.columns) {
      // the shortest text of a 32-bit float is that float again
      same(
        name,
        Array.from(values, (v) => (Number.isNaN(v) ? null : v)),
        (a, b) => a === b || Math.fround(a) === b,
      );
    }
    expect([...csvPieces(input)].length).toBeGreaterThan(2);
    expect(new TextDecoder().decode(exportCsv({...input, laps: []}))).toBe("\n\n");
  });

  it("as Parquet has types of its own, 32 unsigned bits as 64, and its units", () => {
    const {schema, row_groups, key_value_metadata = []} = parquetMetadata(exportParquet(input).buffer as ArrayBuffer);
    const typeOf = (name: string) => schema.find((column) => column.name === name)!.type;
    expect(["frame", "gear", "sessionTime", "speedKmh"].map(typeOf)).toEqual(["INT64", "INT32", "DOUBLE", "FLOAT"]);
    expect(row_groups.map(({num_rows}) => Number(num_rows))).toEqual(input.laps.map(({samples}) => samples.rows));
    expect(JSON.parse(key_value_metadata.find(({key}) => key === "units")!.value!).speedKmh).toBe("km/h");
  });

  it("come in pieces that say how far they are, a lap in memory at a time", () => {
    for (const pieces of [csvPieces, arrowPieces, parquetPieces]) {
      let read = 0;
      let held = 0;
      const laps = input.laps.map(({row, samples}) => ({
        row,
        get samples() {
          read++;
          held = row.lap;
          return samples;
        },
      }));
      const done: number[] = [];
      const laid: number[] = [];
      for (const piece of pieces({...input, laps})) {
        done.push(piece.done);
        if (piece.bytes.length > 0) laid.push(held);
      }
      expect(done).toEqual(done.toSorted((a, b) => a - b));
      expect(done.at(-1)).toBe(1);
      // once to see what there is, once to write it
      expect(read).toBeLessThanOrEqual(3 * laps.length);
      expect(new Set(laid)).toEqual(new Set(laps.map(({row}) => row.lap)));
    }
  });

  it("have a name fit for a file", () => {
    expect(exportName(input)).toBe(`${input.session.id}-Silverstone-Simulated-steady`);
    expect(exportName({...input, laps: input.laps.slice(1, 2)})).toMatch(/-lap-2$/);
    const odd = {...input, session: {...input.session, track: {...input.session.track, name: "../Zürich: a/b"}}};
    expect(exportName(odd)).toMatch(/^[\p{L}\p{N}-]+$/u);
  });
});

describe("exportLapsCsv(rows)", () => {
  it("has names, units, empty cells and quoted texts", () => {
    const [{row}] = bundledExport(600).laps;
    const [names, units, first] = new TextDecoder()
      .decode(exportLapsCsv([{...row, driver: 'A "B", C', sector1Ms: null}]))
      .split("\n");
    expect(names).toMatch(/^car,driver,lap,lapTimeMs,sector1Ms,/);
    expect(units).toMatch(/^,,,ms,ms,ms,ms,/);
    expect(first).toMatch(new RegExp(`^0,"A ""B"", C",1,${row.lapTimeMs},,`));
  });

  it("has the user's notes of laps, where there are any, and notes alone as Markdown", () => {
    const {session, laps} = bundledExport(600);
    const rows = laps.map(({row}) => row);
    const noted = {[`0:${rows[1].lap}`]: {favourite: true, note: 'lock-up, "T4"'}};
    const lines = new TextDecoder().decode(exportLapsCsv(rows, noted)).split("\n");
    expect(lines[0]).toMatch(/,favourite,note$/);
    expect(lines[2]).toMatch(/,false,$/);
    expect(lines[3]).toMatch(/,true,"lock-up, ""T4"""$/);
    const text = notesAsMarkdown(session, rows, {...noNotes(), note: "Wet.", tags: ["wet", "new tyres"], laps: noted});
    expect(text).toContain("Tags: wet, new tyres\n\nWet.\n\n## ");
    expect(text).toMatch(/, lap 2, 1:\d\d\.\d{3} ★\n\nlock-up, "T4"\n$/);
  });
});
