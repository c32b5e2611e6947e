import {packet, u8} from "./table.js";

/**
 * An event. The meaning of the 12 bytes depends on code and format, see `../events.ts`; the game does not clear the
 * bytes it does not use, so they are kept raw here and an event survives decoding and encoding byte for byte.
 */
export const event = packet({id: 3, name: "event"}, [
  u8("eventCode", {count: 4}), // ASCII
  u8("details", {count: 12}),
]);
