import {makeVector, Table, tableToIPC, type Vector} from "../arrow.js";
import {CHANNELS, channelOf} from "../channels.js";
import {createRow, rowIndex} from "./messages.js";
import {decodeTelemetry} from "./protobufTelemetry.js";

/** What every row carries whatever was asked for. */
export const IDENTITY = ["sessionTime", "lapNumber", "car", "frame"];

/**
 * TelemetryMessages as an Arrow IPC stream: a row each, a column a channel in its unit, NaN where it is not known; a
 * channel that no message has is left out. For 60 rows and more: the schema costs 2.7 KB.
 */
export function encodeRows(values: readonly Uint8Array[], channels: readonly string[] | null): Uint8Array {
  const names = [...new Set([...IDENTITY, ...(channels ?? CHANNELS.map(({name}) => name))])];
  // counters beyond 2^24 are not exact in 32 bits
  const columns = names.map((name) =>
    ["float64", "int32", "uint32"].includes(channelOf(name).type)
      ? new Float64Array(values.length)
      : new Float32Array(values.length),
  );
  const places = names.map(rowIndex);
  const known = names.map(() => false);
  const row = createRow();
  values.forEach((bytes, i) => {
    decodeTelemetry(bytes, row);
    for (let c = 0; c < places.length; c++) {
      const value = row[places[c]];
      columns[c][i] = value;
      if (!Number.isNaN(value)) known[c] = true;
    }
  });
  const vectors: Record<string, Vector> = {};
  names.forEach((name, c) => {
    if (known[c]) vectors[name] = makeVector(columns[c]);
  });
  return tableToIPC(new Table(vectors), "stream");
}
