import {describe, expect, it} from "vitest";
import {encodeSampleRows, encodeSamples, encodeSchema} from "../../../src/core/archive/encodeSamples.js";
import {createColumn, type SampleTable, sampleBatch, sampleSchema} from "../../../src/core/archive/samples.js";
import {Table, tableFromIPC, tableToIPC} from "../../../src/core/arrow.js";
import {CHANNELS, PARTS} from "../../../src/core/channels/catalogue.js";
import {seeded} from "../../support/seeded.js";

/** Arrow's own writer. */
function byArrow(table: SampleTable): Uint8Array {
  const schema = sampleSchema(table);
  return tableToIPC(new Table(schema, [sampleBatch(table, schema)]), "stream");
}

/** A table of some channels with random values, lost parts and single gaps. */
function randomTable(rows: number, seed: number): SampleTable {
  const random = seeded(seed);
  const channels = CHANNELS.filter(({part}) => part === "frame" || random() < 0.4);
  const columns = Object.fromEntries(
    channels.map(({name, type}) => [name, createColumn(type, rows + 3).map(() => Math.floor(random() * 100)) as never]),
  );
  const present = Uint16Array.from({length: rows + 3}, () => Math.floor(random() * 2 ** PARTS.length) | 1);
  const gap = Uint8Array.from({length: rows + 3}, () => Math.floor(random() * 2));
  return {rows, columns, present, ...(seed % 2 && {missing: {[channels.at(-1)!.name]: gap}})};
}

describe("encodeSamples(table)", () => {
  it.each([1, 2, 7, 8, 9, 64, 1000])("gives the bytes of Arrow's own writer for %d rows", (rows) => {
    for (let seed = 0; seed < 6; seed++) {
      const table = randomTable(rows, seed);
      expect(Buffer.compare(encodeSamples(table), byArrow(table))).toBe(0);
    }
  });

  it("keeps apart tables whose columns have the same names and other types", () => {
    const present = Uint16Array.of(0xffff);
    const sessionTime = Float64Array.of(1);
    for (const speedKmh of [Uint16Array.of(200), Float32Array.of(200.5)]) {
      const table = {rows: 1, columns: {sessionTime, speedKmh}, present};
      expect(Buffer.compare(encodeSamples(table), byArrow(table))).toBe(0);
    }
  });

  it("writes an empty table as Arrow does", () => {
    const table = {rows: 0, columns: {sessionTime: new Float64Array(0)}, present: new Uint16Array(0)};
    expect(Buffer.compare(encodeSamples(table), byArrow(table))).toBe(0);
  });
});

it("encodeSchema(table) followed by encodeSampleRows(table) is a stream that Arrow reads", () => {
  const table = randomTable(100, 1);
  const stream = Buffer.concat([encodeSchema(table), encodeSampleRows(table), encodeSampleRows(table)]);
  const read = tableFromIPC(stream);
  expect(read.numRows).toBe(200);
  expect([...read.getChild("sessionTime")!].slice(100)).toEqual([...table.columns.sessionTime.subarray(0, 100)]);
});
