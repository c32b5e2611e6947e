import {parseObject} from "./narrow.js";
import type {RelayMessage} from "./protocol.js";

/** A text message of the relay; null for a type that this version does not know. Throws `invalid message: …` for anything but a JSON object. */
export function parseRelayMessage(text: string): RelayMessage | {type: "frames"; [key: string]: unknown} | null {
  const message = parseObject(text);
  const known = ["hello", "sessions", "subscribed", "caughtUp", "skipped", "pong", "error", "bye", "frames"];
  return known.includes(message.type as string) ? (message as unknown as RelayMessage) : null;
}
