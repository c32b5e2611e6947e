import {readFileSync} from "node:fs";
import {expect, it} from "vitest";
import {columnRanges} from "../../../src/core/archive/columnRanges.js";
import {readSamples} from "../../../src/core/archive/samples.js";

const file = new Uint8Array(
  readFileSync(new URL("../../../recordings/20260301-140000-906dfc/samples/car-0/lap-2.arrows", import.meta.url)),
);
const {rows} = readSamples(file);
const HEAD = 64 * 1024;

/** The file as far as it was read. */
function sparse(length = HEAD): Uint8Array {
  const bytes = new Uint8Array(file.length);
  bytes.set(file.subarray(0, length));
  return bytes;
}

it("columnRanges(sparse, columns, rows): the parts of a file that hold columns, and little more", () => {
  const names = ["lapNumber", "speedKmh", "worldX"];
  const bytes = sparse();
  const ranges = columnRanges(bytes, names, rows)!;
  for (const {from, to} of ranges) bytes.set(file.subarray(from, to), from);
  for (const name of names) expect(readSamples(bytes).values(name)).toEqual(readSamples(file).values(name));
  const read = ranges.reduce((sum, {from, to}) => sum + to - from, 0);
  expect(read).toBeLessThan(file.length / 10);
  expect(columnRanges(bytes, ["noSuchColumn"], rows)).toEqual([]);
});

it("columnRanges(sparse, columns, rows) is null where the beginning does not describe the file", () => {
  // cut within the description, or followed by further parts
  expect(columnRanges(sparse(20_000), ["speedKmh"], rows)).toBeNull();
  expect(columnRanges(sparse(), ["speedKmh"], rows + 1)).toBeNull();
});
