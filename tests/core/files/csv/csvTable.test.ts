import {readFileSync} from "node:fs";
import {gunzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {readCsvTable} from "../../../../src/core/files/csv/csvTable.js";
import {specialValue} from "../../../../src/core/files/csv/csvText.js";
import {longNumber} from "../../../../src/core/files/csv/longNumber.js";
import {LogFileError} from "../../../../src/core/files/importedLog.js";
import {random} from "../../../../src/core/signal/random.js";
import {sharedData} from "../../../support/sharedData.js";

const {NaN: none} = Number;
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readCsvTable(bytes(text));
const columns = (text: string) => read(text).columns.map(({name, unit, values}) => [name, unit, [...values]]);

describe("readCsvTable(bytes)", () => {
  it("finds names, units and numbers", () => {
    expect(columns('"Time","Speed"\r\n"s","km/h"\r\n0.0,"12.5"\r\n0.1,-1e2\r\n')).toEqual([
      ["Time", "s", [0, 0.1]],
      ["Speed", "km/h", [12.5, -100]],
    ]);
  });

  it("finds the table under a preamble and blank lines", () => {
    const table = read(
      '"Format","MoTeC CSV File",,\n"Sample Rate","10.0","Hz"\n\n"Time","A"\n"s","m"\n\n\n0,1\n0.1,2\n',
    );
    expect(table.preamble).toEqual([
      ["Format", "MoTeC CSV File", "", ""],
      ["Sample Rate", "10.0", "Hz"],
    ]);
    expect(table.columns.map(({name, unit}) => `${name} ${unit}`)).toEqual(["Time s", "A m"]);
    expect(table.firstLine).toBe(8);
  });

  it("takes semicolons with decimal commas, tabs, and a byte order mark", () => {
    expect(columns("\ufeffTime;Speed [m/s]\n0,5;1,25\n1,0;-3\n")).toEqual([
      ["Time", "", [0.5, 1]],
      ["Speed [m/s]", "m/s", [1.25, -3]],
    ]);
    expect(columns("a\tb\n1\t2\n3\t4\n")[1]).toEqual(["b", "", [2, 4]]);
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(new Uint16Array([..."a,b\n1,2\n3,4\n"].map((c) => c.charCodeAt(0))).buffer),
    ]);
    expect([...readCsvTable(utf16).columns[1].values]).toEqual([2, 4]);
  });

  it("takes bars, and lines that end as on old Macs", () => {
    expect(columns("a|b\n1|2,5\n3|4\n")[1]).toEqual(["b", "", [2.5, 4]]);
    expect(columns("a,b\r1,2\r3,4\r")[1]).toEqual(["b", "", [2, 4]]);
  });

  it("takes quoted numbers with decimal commas between commas", () => {
    expect(columns('a,b\n"1,5","2,25"\n"3,5",4\n')).toEqual([
      ["a", "", [1.5, 3.5]],
      ["b", "", [2.25, 4]],
    ]);
  });

  it("gives NaN for what is empty or no number, and keeps words", () => {
    const table = read("t,lap,x\n0,Lap 1,\n1,Lap 1,nan\n2,Lap 2,inf\n3,,5\n");
    expect([...table.columns[2].values]).toEqual([none, none, none, 5]);
    expect(table.columns[1].kind).toBe("text");
    expect(table.columns[1].words).toEqual({words: ["Lap 1", "Lap 2"], codes: Uint32Array.of(1, 1, 2, 0)});
  });

  it("tells words among numbers", () => {
    expect(read("t,x\n0,1\n1,oops\n2,3\n").notes).toEqual([
      '1 fields of x are not numbers ("oops") and count as empty',
    ]);
  });

  it("reads lap times and dates as seconds", () => {
    const [, lap, when] = read(
      "n,lap,when\n1,1:02.500,2024-05-06T07:08:09.5Z\n2,59.9,2024-05-06 07:08:10\n3,1:00:01,\n",
    ).columns;
    expect([...lap.values]).toEqual([62.5, 59.9, 3601]);
    expect(lap.kind).toBe("time");
    expect([...when.values]).toEqual([
      Date.UTC(2024, 4, 6, 7, 8, 9) / 1000 + 0.5,
      Date.UTC(2024, 4, 6, 7, 8, 10) / 1000,
      none,
    ]);
    expect(when.kind).toBe("date");
  });

  it("reads durations as pandas writes them, before and after zero", () => {
    expect(columns("n,t\n1,0 days 00:01:23.456000\n2,-1 days +23:59:59.500000\n3,NaT\n4,2 days\n")[1]).toEqual([
      "t",
      "",
      [83.456, -0.5, none, 172_800],
    ]);
  });

  it("tells repeated names, short rows and a cut end", () => {
    const table = read("t,x,x\n0,1,2\n1,2\n2,3,4\n3,4");
    expect(table.columns.map((c) => c.name)).toEqual(["t", "x", "x (2)"]);
    expect(table.rows).toBe(3);
    expect(table.notes).toEqual([
      'there are 2 columns named "x"',
      "1 of 3 rows have fewer fields than columns, the first on line 3",
      "the last line is cut and was left out",
    ]);
  });

  it("says nothing of repeated names with a source each", () => {
    const rows = "0,1,2,3\n1,2,3,4\n2,3,4,5\n";
    const table = read(`time,speed,speed,speed\ns,m/s,m/s,m/s\n,100: gps,calc,100: gps\n${rows}`);
    expect(table.columns.map((c) => [c.name, c.source ?? ""])).toEqual([
      ["time", ""],
      ["speed", "100: gps"],
      ["speed (2)", "calc"],
      ["speed (3)", "100: gps"],
    ]);
    // of one source, twice
    expect(table.notes).toEqual(['there are 3 columns named "speed"']);
  });

  it("refuses what is no table, by its line", () => {
    expect(() => read("t;a;b\n0;1;2\n1;2;3\n2;3;4\n3,4,5\n")).toThrow('line 5: mixed separators: "," found');
    expect(() => read("t,a\n0,1\n1,2\n2,3,4\n")).toThrow("line 4: too many fields: 3 in a table of 2 columns");
    expect(() => read('t,a\n0,1\n1,2\n2,"3\n')).toThrow("line 4: unclosed quote");
    expect(() => read("a;b\n1,5;2.5\n1,5;3.5\n")).toThrow("decimal commas and decimal points are mixed");
    expect(() => read("")).toThrow(LogFileError);
    expect(() => read("only words\nand more\n")).toThrow(
      "no table found: expected rows of numbers under a row of names",
    );
    expect(() => readCsvTable(Uint8Array.of(65, 0, 66))).toThrow("byte 1: not a text file: it contains a NUL byte");
  });

  it("refuses columns that would cost more memory than the file is worth", () => {
    const head = Array.from({length: 5000}, (_, i) => `c${i}`).join(",");
    const row = Array.from({length: 5000}, () => "1").join(",");
    expect(() => read(`${head}\n${row}\n${row}\n${"1\n".repeat(100_000)}`)).toThrow("5000 columns in");
  });

  it("is whole or throws a LogFileError wherever the text is cut", () => {
    const text = '"Time","Speed","Lap"\n"s","km/h",""\n0.0,12.5,"Lap ""1"""\n0.1,-1e2,Lap 2\n0.2,3,Lap 2\n';
    for (let end = 0; end < text.length; end++) {
      try {
        expect(read(text.slice(0, end)).rows).toBeLessThanOrEqual(3);
      } catch (error) {
        expect(error).toBeInstanceOf(LogFileError);
      }
    }
  });
});

describe("numbers of a text", () => {
  it("are the nearest doubles, however many digits they have", () => {
    const chance = random(7);
    const next = () => chance.next();
    for (let i = 0; i < 50_000; i++) {
      const x = (next() - 0.5) * 10 ** Math.floor(next() * 9 - 2);
      const text = i % 2 ? String(x) : x.toFixed(Math.floor(next() * 16) + 2);
      if (text.includes("e")) continue;
      const at = bytes(text);
      if (longNumber(at, 0, at.length, 46) !== Number(text)) throw new Error(text);
    }
  });
  it("are left to the engine when they have an exponent or very many digits", () => {
    const [a] = read("a,b\n123456789012345678901234567890,1\n1.234567890123456789e-30,2\n1e400,3\n").columns;
    expect([...a.values]).toEqual([1.2345678901234568e29, 1.2345678901234568e-30, Number.POSITIVE_INFINITY]);
  });
  it("have no other words than these", () => {
    expect(specialValue("1:02")?.value).toBe(62);
    expect(specialValue("TRUE")?.value).toBe(1);
    expect(specialValue("Lap 1")).toBeUndefined();
  });
});

const files = ["acc/motec-csv/acc_gt3_20hz_two_laps.csv.gz", "acc/laguna-seca-study/P010.csv.gz"];
describe.each(files)("%s", (file) => {
  const path = sharedData(file);
  it.skipIf(!path)("has the rows and columns that others count", () => {
    const truth = JSON.parse(readFileSync(sharedData("ground-truth.json")!, "utf8"))[file];
    const table = readCsvTable(gunzipSync(readFileSync(path!)));
    expect(table.rows).toBe(truth.rows);
    expect(table.columns).toHaveLength(truth.columns);
  });
});
