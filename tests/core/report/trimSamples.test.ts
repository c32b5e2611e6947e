import {expect, it} from "vitest";
import {encodeSamples} from "../../../src/core/archive/encodeSamples.js";
import {createColumn, readSamples, readWholeBatches, type SampleTable} from "../../../src/core/archive/samples.js";
import {channelOf, PARTS} from "../../../src/core/channels/catalogue.js";
import {trimSamples} from "../../../src/core/report/trimSamples.js";

const ROWS = 11;
const NAMES = ["sessionTime", "speedKmh", "brake", "gear", "worldX"];

function table(): SampleTable {
  const columns = Object.fromEntries(
    NAMES.map((name, k) => [name, createColumn(channelOf(name).type, ROWS).map((_, i) => (i + 1) * (k + 1) * 0.37)]),
  ) as SampleTable["columns"];
  const parts = NAMES.reduce((bits, name) => bits | (1 << PARTS.indexOf(channelOf(name).part)), 0);
  const present = new Uint16Array(ROWS).fill(parts);
  present[4] = 0;
  return {rows: ROWS, columns, present, missing: {brake: Uint8Array.from({length: ROWS}, (_, i) => Number(i === 7))}};
}

it("trimSamples(bytes, columns) keeps every value, gap, type and unit of the columns, in the file's order, and nothing else", () => {
  const whole = encodeSamples(table());
  const trimmed = trimSamples(whole, new Set(["brake", "speedKmh", "sessionTime", "toString"]));
  const [before, after] = [readSamples(whole), readSamples(trimmed)];
  expect(after.names).toEqual(before.names.filter((name) => ["sessionTime", "speedKmh", "brake"].includes(name)));
  expect(after.rows).toBe(ROWS);
  for (const name of after.names) expect(after.values(name)).toEqual(before.values(name));
  expect(Number.isNaN(after.values("brake")[7]) && Number.isNaN(after.values("speedKmh")[4])).toBe(true);
  const fields = (bytes: Uint8Array) =>
    readWholeBatches(bytes)
      .schema.fields.filter(({name}) => after.has(name))
      .map(String);
  expect(fields(trimmed)).toEqual(fields(whole));
  expect(trimmed.length).toBeLessThan(whole.length);
});
