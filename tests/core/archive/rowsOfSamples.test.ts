import {expect, it} from "vitest";
import {encodeSamples} from "../../../src/core/archive/encodeSamples.js";
import {rowsOfSamples} from "../../../src/core/archive/rowsOfSamples.js";
import {readSamples} from "../../../src/core/archive/samples.js";
import {rowIndex} from "../../../src/core/channels/telemetryRow.js";
import {assemble, f1Stream} from "../../support/f1Stream.js";

it("rowsOfSamples(samples) gives every channel of every row", () => {
  const [{samples}] = assemble(f1Stream({cars: [{car: 0, lapTimesMs: [2003]}], seconds: 3}));
  const read = readSamples(encodeSamples(samples.get("0/1")!));
  const rows = Array.from(rowsOfSamples(read), (row) => row.slice());
  expect(rows).toHaveLength(read.rows);
  for (const name of read.names)
    expect(
      rows.map((row) => row[rowIndex(name)]),
      name,
    ).toEqual([...read.values(name)]);
});
