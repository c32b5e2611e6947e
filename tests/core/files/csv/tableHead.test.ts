import {describe, expect, it} from "vitest";
import {csvReader} from "../../../../src/core/files/csv/csvReader.js";
import {readCsvTable} from "../../../../src/core/files/csv/csvTable.js";
import {previewCsv} from "../../../../src/core/files/csv/previewCsv.js";
import type {TableChoices} from "../../../../src/core/files/csv/tableHead.js";
import {findReader} from "../../../../src/core/files/readers.js";
import {sharedBytes, utf8} from "../../../support/logFiles.js";
import {sharedData} from "../../../support/sharedData.js";

const read = (lines: string[], choices?: TableChoices) =>
  readCsvTable(utf8(`${lines.join("\n")}\n`), undefined, choices);
const heads = (lines: string[], choices?: TableChoices) =>
  read(lines, choices).columns.map(({name, unit}) => [name, unit]);
const rows = (n: number, cells: (i: number) => string) => Array.from({length: n}, (_, i) => cells(i));
const drive = rows(30, (i) => `${i / 10},${120 + i},${5000 + i}`);
const NAMED = [
  ["Time", "s"],
  ["Speed", "km/h"],
  ["RPM", "rpm"],
];

describe("the head of a table", () => {
  it("is under keys with numbers, which are no rows", () => {
    const preamble = ["Logger,X1", "Sample Rate,10", "Duration,80.0"];
    const table = read([...preamble, "Time,Speed,RPM", "s,km/h,rpm", ...drive]);
    expect(table.columns.map(({name, unit}) => [name, unit])).toEqual(NAMED);
    expect([table.headerRow, table.firstLine, table.rows]).toEqual([4, 6, 30]);
    expect(table.preamble).toEqual(preamble.map((line) => line.split(",")));
    // without units, and with more keys than rows
    const keys = rows(40, (i) => `key ${i},${i}`);
    expect(heads([...keys, "Time,Speed,RPM", ...drive.slice(0, 20)])).toEqual(NAMED.map(([name]) => [name, ""]));
  });

  it("may be padded to one width, with rows of separators only", () => {
    const padded = [
      "Format,Any,,,",
      "Sample Rate,10,,,",
      "Markers,1.0,2.0,3.0,",
      ",,,,",
      "Time,Speed,RPM,,",
      "s,km/h,rpm,,",
      ",,,,",
      ...drive.map((row) => `${row},,`),
      ",,,,",
    ];
    const table = read(padded);
    expect(table.columns.map(({name, unit}) => [name, unit])).toEqual(NAMED);
    expect([table.rows, table.notes]).toEqual([30, []]);
  });

  it("has names, units and sources in three rows", () => {
    const table = read([
      "Format,3",
      "",
      "timestamp,lap,speed,speed,rpm",
      "unix time,,m/s,m/s,rpm",
      ",,100: gps,200: obd,200: obd",
      ...rows(20, (i) => `${1.7e9 + i},1,30.5,30,5000`),
    ]);
    expect(table.columns.map(({name, unit, source}) => [name, unit, source])).toEqual([
      ["timestamp", "unix time", undefined],
      ["lap", "", undefined],
      ["speed", "m/s", "100: gps"],
      ["speed (2)", "m/s", "200: obd"],
      ["rpm", "rpm", "200: obd"],
    ]);
  });

  it("may have names twice and the numbers of the channels under its units", () => {
    const names = "Time,Distance,FBP,Steering,GPS_Speed";
    const lines = ["Venue,Oval,,,", ",,,,", names, names, "sec,km,psi,deg,mph", ",,1,2,3", ",,,,"];
    expect(heads([...lines, ...rows(20, (i) => `${i / 10},0.${i},3.5,1.2,80`)])).toEqual(
      names.split(",").map((name, c) => [name, ["sec", "km", "psi", "deg", "mph"][c]]),
    );
  });

  it("follows the separator that the file names, and no other", () => {
    expect(heads(["sep=;", "Time;Speed", "s;km/h", "0;1,5", "1;2,5"])).toEqual([
      ["Time", "s"],
      ["Speed", "km/h"],
    ]);
  });

  it("does not count comments, which are kept with the row that follows", () => {
    const table = read([
      "# Vehicle: Kart 7",
      "Time,Speed,RPM",
      ...drive.slice(0, 10),
      "# Lap 1: 00:00:30.200",
      ...drive.slice(10),
      "// end",
    ]);
    expect(table.rows).toBe(30);
    expect(table.comments).toEqual([
      {text: "Vehicle: Kart 7", row: 0},
      {text: "Lap 1: 00:00:30.200", row: 10},
      {text: "end", row: 30},
    ]);
    expect(table.preamble).toEqual([["Vehicle", "Kart 7"]]);
    expect(heads(["# time,speed", "0,1", "1,2"])).toEqual([
      ["time", ""],
      ["speed", ""],
    ]);
    expect(read(["#,Time,Speed", "1,0,5", "2,1,6"]).columns.map(({name}) => name)).toEqual(["#", "Time", "Speed"]);
  });
});

describe("choices of separator, decimal mark and header row", () => {
  const odd = ["a;b", "1,5;2.5", "1,5;3.5"];

  it("come before anything that would refuse the table", () => {
    expect(() => read(odd)).toThrow("decimal commas and decimal points are mixed; choose the decimal mark");
    expect([...read(odd, {decimal: ","}).columns[0].values]).toEqual([1.5, 1.5]);
    expect([...read(odd, {decimal: "."}).columns[1].values]).toEqual([2.5, 3.5]);
    // a text with more commas than semicolons
    const lines = ["Time;Where;Speed", "0;a,b,c,d,e;1", "1;a,b,c,d,e;2"];
    expect(read(lines, {separator: ";"}).columns.map(({name}) => name)).toEqual(["Time", "Where", "Speed"]);
  });

  it("name the line of the names, or that there are none", () => {
    const lines = ["foo,bar,baz", "t,v,n", "0,10,1", "1,11,1"];
    expect(heads(lines, {headerRow: 1}).map(([name]) => name)).toEqual(["foo", "bar", "baz"]);
    expect(heads(lines, {headerRow: 2}).map(([name]) => name)).toEqual(["t", "v", "n"]);
    const bare = rows(20, (i) => `${100 + i / 60}\t${3286 + i}\t85.4`);
    expect(() => read(bare)).toThrow("no table found");
    const table = read(bare, {headerRow: 0});
    expect(table.columns.map(({name}) => name)).toEqual(["column 1", "column 2", "column 3"]);
    expect([table.rows, table.headerRow]).toEqual([20, 0]);
    expect(() => read(lines, {headerRow: 9})).toThrow("line 9: no names");
    expect(() => read(lines, {headerRow: 4})).toThrow("line 4: no rows under the names");
  });

  it("make a table of a text that no reader knows, and are kept in its import", async () => {
    const bytes = utf8(`${rows(40, (i) => `${100 + i / 10}\t${i * 4}\t144`).join("\n")}\n`);
    const choices = {
      headerRow: 0,
      columns: {
        "column 1": {channel: "sessionTime", unit: "s"},
        "column 2": {channel: "lapDistance", unit: "m"},
        "column 3": {channel: "speedKmh", unit: "km/h"},
      },
    };
    const head = () => Promise.resolve(bytes);
    expect(await findReader(head, "a.csv")).toBeUndefined();
    expect((await findReader(head, "a.csv", choices))?.format).toBe("csv");
    expect(await findReader(() => Promise.resolve(new Uint8Array(99)), "a.csv", choices)).toBeUndefined();
    const log = csvReader.read({name: "a.csv", bytes, companions: []}, {choices});
    expect(log.cars[0].columns.speedKmh[7]).toBe(144);
    expect(previewCsv(bytes, choices)).toMatchObject({headerRow: 0, separator: "\t", rows: 40, timeBase: "time"});
    expect(() => csvReader.read({name: "a", bytes, companions: []}, {choices: {headerRow: -1}})).toThrow(
      "invalid headerRow: -1",
    );
  });
});

it.skipIf(!sharedData("../cases/preamble-with-numbers.csv"))("a preamble with numbers, of another's making", () => {
  const table = readCsvTable(sharedBytes("../cases/preamble-with-numbers.csv"));
  expect(table.columns.map(({name, unit}) => [name, unit])).toEqual(NAMED);
});
