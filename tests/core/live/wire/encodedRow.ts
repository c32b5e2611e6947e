import {createRow, rowIndex} from "../../../../src/core/channels/telemetryRow.js";
import {encodeTelemetry} from "../../../../src/core/messages/protobufTelemetry.js";

/** A TelemetryMessage of these channels. */
export function encodedRow(values: Record<string, number>): Uint8Array {
  const row = createRow();
  for (const [name, value] of Object.entries(values)) row[rowIndex(name)] = value;
  return encodeTelemetry(row);
}
