import {parquetMetadata, parquetReadObjects} from "hyparquet";
import {expect, it} from "vitest";
import {channelNames, joined} from "../../../src/core/export/exportLaps.js";
import {bundledExport} from "../../support/exportInput.js";
import {exportParquet} from "../../support/exportWhole.js";

it("exportParquet(laps) holds every value, read back by hyparquet", async () => {
  const input = bundledExport(600);
  const {buffer} = exportParquet(input);
  const file = buffer as ArrayBuffer;
  const rows = await parquetReadObjects({file});
  for (const name of channelNames(input.laps)) {
    const values = joined(input.laps, name);
    expect(rows).toHaveLength(values.length);
    const wrong = rows.findIndex((row, i) =>
      Number.isNaN(values[i]) ? row[name] !== null : Number(row[name]) !== values[i],
    );
    expect(wrong, name).toBe(-1);
  }
  const metadata = parquetMetadata(file).key_value_metadata ?? [];
  expect(metadata.find(({key}) => key === "session")?.value).toBe(input.session.id);
});
