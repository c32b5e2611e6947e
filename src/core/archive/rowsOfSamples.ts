import {createRow, rowIndex, type TelemetryRow} from "../channels/telemetryRow.js";
import type {Samples} from "./samples.js";

/** The samples of an archive file as rows, in order, without the overall frame. The row is reused for the next. */
export function* rowsOfSamples(samples: Samples, from = 0, to = samples.rows): Generator<TelemetryRow> {
  const row = createRow();
  const columns = samples.names.map((name) => ({index: rowIndex(name), values: samples.values(name)}));
  for (let i = from; i < to; i++) {
    for (const {index, values} of columns) row[index] = values[i];
    yield row;
  }
}
