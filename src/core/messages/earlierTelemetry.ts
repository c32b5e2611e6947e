import type {TelemetryRow} from "../channels/telemetryRow.js";
import {keyOf} from "./protobufCode.js";
import {damaged, readInt64, readVarint, type WireCursor} from "./protobufWire.js";
import {TELEMETRY_FIELDS, type TelemetryField} from "./schema.js";

/** Fields as they were before the frame became a message of its own. */
const EARLIER: Readonly<Record<string, Pick<TelemetryField, "type"> & {tag?: number}>> = {
  sessionTime: {tag: 1, type: "double"},
  currentLapTimeMs: {type: "uint32"},
  speedKmh: {type: "uint32"},
  gear: {type: "sint32"},
  rpm: {type: "uint32"},
  lapNumber: {type: "uint32"},
};

const BY_KEY = new Map(
  TELEMETRY_FIELDS.filter(({name}) => name !== "timestamp")
    .map((field) => ({...field, ...EARLIER[field.name]}))
    .map((field) => [keyOf(field), field]),
);

/**
 * The field of that key in a message of an earlier Lapbook, whose fields stand in the TelemetryMessage itself: its field 1 is a double,
 * where today's is the frame. Logs and recordings have such messages.
 */
export function earlierField(key: number): TelemetryField | undefined {
  return BY_KEY.get(key);
}

/** Reads the value of a field at the cursor into the row. Throws `damaged message: …`. */
export function readField(
  bytes: Uint8Array,
  view: DataView,
  at: WireCursor,
  {type, index}: TelemetryField,
  row: TelemetryRow,
): void {
  const size = type === "double" ? 8 : type === "float" ? 4 : 0;
  if (at.p + size > bytes.length) throw damaged(bytes, at.p);
  if (size === 8) row[index] = view.getFloat64(at.p, true);
  else if (size === 4) row[index] = view.getFloat32(at.p, true);
  else if (type === "int64") row[index] = readInt64(bytes, at);
  else {
    const n = readVarint(bytes, at);
    row[index] = type === "sint32" ? (n >>> 1) ^ -(n & 1) : type === "int32" ? n | 0 : n;
  }
  at.p += size;
}
