import {WIRE_LIMITS} from "./protocol.js";

/** An invalid message, and what its sender should do instead. */
export class WireError extends Error {
  constructor(
    message: string,
    readonly mend: string,
  ) {
    super(message);
  }
}

/** A JSON object. Throws `invalid message: …` when the text is anything else. */
export function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new WireError(`invalid message: ${shorten(text)}`, "send JSON");
  }
  return asObject(value, "message");
}

export function asObject(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalidField(field, value, "an object");
  return value as Record<string, unknown>;
}

export function asList<T>(value: unknown, field: string, limit: number, each: (item: unknown) => T): T[] {
  if (!Array.isArray(value)) throw invalidField(field, value, "a list");
  if (value.length > limit) throw new WireError(`too many ${field}: ${value.length}`, `send at most ${limit}`);
  return value.map(each);
}

export function orNull<T>(value: unknown, narrow: (value: unknown) => T): T | null {
  return value === undefined || value === null ? null : narrow(value);
}

export function asId(value: unknown, field: string): string {
  if (typeof value !== "string" || !/^[\w.:-]+$/.test(value) || value.length > WIRE_LIMITS.id)
    throw invalidField(field, value, `1 to ${WIRE_LIMITS.id} letters, digits, or . : _ -`);
  return value;
}

export function asInteger(value: unknown, field: string, min: number, max: number): number {
  if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max)
    throw invalidField(field, value, `a whole number from ${min} to ${max}`);
  return value as number;
}

export function invalidField(field: string, value: unknown, expected: string): WireError {
  return new WireError(`invalid ${field}: ${shorten(value)}`, `send ${expected}`);
}

/** A received value for an error message, cut so that the answer is never longer than the request. */
export function shorten(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
