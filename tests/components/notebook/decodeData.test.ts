import {gzipSync} from "node:zlib";
import {tableFromArrays, tableToIPC} from "apache-arrow";
import {parquetWriteBuffer} from "hyparquet-writer";
import {expect, it} from "vitest";
import {decodeData} from "../../../src/components/notebook/decodeData.js";
import {dataKind} from "../../../src/core/notebook/dataFile.js";

const utf8 = (text: string) => new TextEncoder().encode(text);

it("csv and tsv: typed rows, or texts; a byte order mark, CRLF, quotes, semicolons", async () => {
  const rows = await decodeData(
    utf8('\uFEFFdriver,lap,at,note\r\n"Ada, A.",3,2026-03-01,\r\nBen,4.5,,"a ""b"""\r\n'),
    "csv",
  );
  expect([...(rows as object[])]).toEqual([
    {driver: "Ada, A.", lap: 3, at: new Date("2026-03-01"), note: null},
    {driver: "Ben", lap: 4.5, at: null, note: 'a "b"'},
  ]);
  expect([...((await decodeData(utf8("a;b\n1;2,5\n"), "csv", {typed: false})) as object[])]).toEqual([
    {a: "1", b: "2,5"},
  ]);
  expect([...((await decodeData(utf8("a\tb\n1\tx, y\n"), "tsv")) as object[])]).toEqual([{a: 1, b: "x, y"}]);
  expect([...((await decodeData(utf8(""), "csv")) as object[])]).toEqual([]);
});

it("json and text", async () => {
  expect(await decodeData(utf8('\uFEFF{"a": [1]}'), "json")).toEqual({a: [1]});
  expect(await decodeData(utf8("a\nb"), "text")).toBe("a\nb");
  await expect(decodeData(utf8("{"), "json")).rejects.toThrow(/JSON/);
});

it("arrow, as stream and as file", async () => {
  const table = tableFromArrays({lap: Int32Array.of(1, 2), driver: ["Ada", null]});
  for (const format of ["stream", "file"] as const)
    expect(await decodeData(tableToIPC(table, format), "arrow")).toEqual([
      {lap: 1, driver: "Ada"},
      {lap: 2, driver: null},
    ]);
});

it("parquet, packed by snappy, gzip or not; another packing is named", async () => {
  const columnData = [
    {name: "lap", data: [1n, 2n], type: "INT64" as const},
    {name: "fuelKg", data: [1.5, null], type: "DOUBLE" as const, nullable: true},
    {name: "driver", data: ["Ada", "Ben"], type: "STRING" as const},
  ];
  const wanted = [
    {lap: 1, fuelKg: 1.5, driver: "Ada"},
    {lap: 2, fuelKg: null, driver: "Ben"},
  ];
  for (const codec of ["SNAPPY", "UNCOMPRESSED", "GZIP"] as const) {
    const compressors = {GZIP: (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes))};
    const bytes = new Uint8Array(parquetWriteBuffer({columnData, codec, compressors}));
    // bytes within others, as those of a response may be
    const within = new Uint8Array(bytes.length + 7).subarray(7);
    within.set(bytes);
    expect(await decodeData(within, "parquet"), codec).toEqual(wanted);
  }
  const compressors = {ZSTD: (bytes: Uint8Array) => bytes};
  const bytes = new Uint8Array(parquetWriteBuffer({columnData, codec: "ZSTD", compressors}));
  await expect(decodeData(bytes, "parquet")).rejects.toMatchObject({
    message: expect.stringMatching(/ZSTD/),
    mend: expect.stringMatching(/snappy/),
  });
  await expect(decodeData(utf8("no parquet at all"), "parquet")).rejects.toThrow();
});

it("the kind of a file is that of its ending, in any case", () => {
  expect(
    ["a.csv", "a.CSV", "a.b.feather", "a.geojson", "csv", "a.html", "a.toString", "a.csv.md"].map(dataKind),
  ).toEqual([...["csv", "csv", "arrow", "json", undefined, undefined, undefined, undefined]]);
});
