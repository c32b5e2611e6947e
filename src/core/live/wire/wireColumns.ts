import {makeVector, Table, tableToIPC, type Vector} from "../../arrow.js";
import {CHANNELS, channelOf} from "../../channels/catalogue.js";
import {createRow, rowIndex} from "../../channels/telemetryRow.js";
import {decodeTelemetry} from "../../messages/protobufTelemetry.js";

/** Channels that every row has, in addition to those subscribed to. */
export const IDENTITY_CHANNELS = ["sessionTime", "lapNumber", "car", "frame"];

/**
 * TelemetryMessages as an Arrow IPC stream: one row per message, one column per channel in its unit, NaN where unknown; channels
 * that no message has are left out. Worthwhile from 60 rows on: the schema alone is 2.7 KB.
 */
export function encodeRows(values: readonly Uint8Array[], channels: readonly string[] | null): Uint8Array {
  const names = [...new Set([...IDENTITY_CHANNELS, ...(channels ?? CHANNELS.map(({name}) => name))])];
  const columns: (Float32Array | Float64Array | undefined)[] = names.map(() => undefined);
  const places = names.map(rowIndex);
  const row = createRow();
  values.forEach((bytes, i) => {
    decodeTelemetry(bytes, row);
    for (let c = 0; c < places.length; c++) {
      const value = row[places[c]];
      if (!Number.isNaN(value)) (columns[c] ??= createColumn(names[c], values.length))[i] = value;
    }
  });
  const vectors: Record<string, Vector> = {};
  names.forEach((name, c) => {
    if (columns[c]) vectors[name] = makeVector(columns[c]);
  });
  return tableToIPC(new Table(vectors), "stream");
}

/** A column of NaN; 64-bit for integers, because 32-bit floats are exact only up to 2^24. */
function createColumn(name: string, rows: number): Float32Array | Float64Array {
  const wide = ["float64", "int32", "uint32"].includes(channelOf(name).type);
  return (wide ? new Float64Array(rows) : new Float32Array(rows)).fill(Number.NaN);
}
