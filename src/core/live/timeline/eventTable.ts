import {readWholeBatches} from "../../archive/samples.js";
import type {LiveEvent} from "../../messages/events.js";
import {TOPICS} from "../../messages/topics.js";
import {encodeViewRows, type SqlType, type ViewColumn, viewColumn} from "../../sql/viewColumn.js";

/** Topics whose events are kept in a file beside a session. */
export type KeptTopic = "strategy-alerts" | "predictions";
export type KeptEvent<T extends KeptTopic> = Extract<LiveEvent, {topic: T}>;

const TYPES: Record<string, SqlType> = {double: "DOUBLE", uint32: "UINTEGER", string: "VARCHAR", bool: "BOOLEAN"};

/** The fields of a topic's events as columns. */
function columnsOf(topic: KeptTopic): ViewColumn[] {
  return TOPICS[topic].message.fields.map(({name, type, about}) => viewColumn(name, TYPES[type], "", about));
}

/** Events as an Arrow IPC stream: a column for each field of their message, numbers that are not known as null. The same events give the same bytes. */
export function encodeEventTable<T extends KeptTopic>(topic: T, events: readonly KeptEvent<T>[]): Uint8Array {
  return encodeViewRows(columnsOf(topic), events as readonly object[] as readonly Record<string, never>[]);
}

/** The events of such a file. Fields that it lacks, as one of an earlier version does, are unknown: NaN, "", false. Throws for what is no Arrow stream. */
export function decodeEventTable<T extends KeptTopic>(topic: T, bytes: Uint8Array): KeptEvent<T>[] {
  const table = readWholeBatches(bytes);
  const columns = columnsOf(topic).map(({name, type}) => ({
    name,
    values: table.getChild(name),
    unknown: type === "VARCHAR" ? "" : type === "BOOLEAN" ? false : Number.NaN,
  }));
  return Array.from({length: table.numRows}, (_, i) => {
    const event: Record<string, unknown> = {topic};
    for (const {name, values, unknown} of columns) event[name] = values?.get(i) ?? unknown;
    return event as unknown as KeptEvent<T>;
  });
}
