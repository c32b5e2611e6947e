import type {LogEntry} from "../log.js";

/** A message as kafkajs decodes it. */
export interface DecodedMessage {
  offset: string;
  timestamp: string;
  key: Buffer | null;
  value: Buffer | null;
  headers?: Record<string, unknown>;
}

/** Converts a message to a log entry; missing fields are empty. */
export function toEntry(topic: string, partition: number, message: DecodedMessage): LogEntry {
  const headers: Record<string, string> = {};
  for (const name in message.headers) headers[name] = String(message.headers[name] ?? "");
  return {
    topic,
    partition,
    offset: Number(message.offset),
    key: message.key?.toString() ?? "",
    value: message.value ?? new Uint8Array(),
    headers,
    timestamp: Number(message.timestamp),
  };
}
