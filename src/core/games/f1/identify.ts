import {HEADER_BYTES, isFormat} from "./formats.js";
import {layoutOf} from "./layout.js";

/** The port that the games send to unless set otherwise. */
export const F1_PORT = 20777;

/** The kind of a datagram, checked before anything in it is used. */
export const Verdict = {
  /** a packet of a supported format, of exactly the right length: safe to decode */
  ok: "ok",
  /** shorter than its header */
  short: "short",
  /** not a packet of an F1 game */
  foreign: "foreign",
  /** format 2018 to 2022: known, not read here */
  older: "older",
  /** a format after the last one read here */
  newer: "newer",
  /** a packet id this format does not have */
  unknownId: "unknownId",
  wrongLength: "wrongLength",
} as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

const FIRST_KNOWN = 2018;
// only the year in the first two bytes marks an F1 packet: a narrow range keeps other data out
const LAST_PLAUSIBLE = 2035;

/** Names the datagram of `length` bytes at `offset`. Nothing is allocated. */
export function identify(view: DataView, offset: number, length: number): Verdict {
  const found = available(view, offset, length);
  if (found < 2) return Verdict.short;
  const format = view.getUint16(offset, true);
  if (format < FIRST_KNOWN || format > LAST_PLAUSIBLE) return Verdict.foreign;
  if (!isFormat(format)) return format < 2023 ? Verdict.older : Verdict.newer;
  if (found < HEADER_BYTES) return Verdict.short;
  const layout = layoutOf(format, view.getUint8(offset + 6));
  if (!layout) return Verdict.unknownId;
  return found === layout.bytes ? Verdict.ok : Verdict.wrongLength;
}

/** The last packet id that a format may have. */
const MAX_PACKET_ID = 31;

/**
 * Explains a datagram of any port that is not readable, if its head is that of an F1 game: year, the game's year after it, and a
 * packet id. The year alone would take other data for it. Undefined for all others.
 */
export function explainUnread(view: DataView, offset: number, length: number): string | undefined {
  if (length < 21 || identify(view, offset, length) === Verdict.foreign) return undefined;
  const format = view.getUint16(offset, true);
  // before 2023 the head has no year of the game: format, major, minor (2018: none), packet version, packet id
  const [version, id] = format === 2018 ? [2, 3] : format < 2023 ? [4, 5] : [5, 6];
  const isYear = format < 2023 || Math.abs(view.getUint8(offset + 2) - (format - 2000)) <= 1;
  const isPacket = view.getUint8(offset + version) === 1 && view.getUint8(offset + id) <= MAX_PACKET_ID;
  return isYear && isPacket ? explain(view, offset, length) : undefined;
}

/** The verdict as one line for the user, with the values and, where the player can change it, the setting. */
export function explain(view: DataView, offset: number, length: number): string {
  const verdict = identify(view, offset, length);
  const found = available(view, offset, length);
  const format = found >= 2 ? view.getUint16(offset, true) : 0;
  switch (verdict) {
    case "short":
      return found < 2
        ? `not an F1 packet: ${found} of the 2 bytes that name the format`
        : `F1 packet cut short (${format}): ${found} of ${HEADER_BYTES} header bytes`;
    case "foreign":
      return `not an F1 packet: begins with format ${format}`;
    case "older":
      return `F1 packets of format ${format} are not supported: set UDP format to 2023 or later in the game's telemetry settings`;
    case "newer":
      return `F1 packets of format ${format} are not supported: set UDP format to 2026 or earlier in the game's telemetry settings`;
    case "unknownId":
      return `F1 packet with the unknown id ${view.getUint8(offset + 6)} in format ${format}, ${found} bytes`;
    default: {
      const {name, bytes} = layoutOf(format, view.getUint8(offset + 6))!;
      return `F1 packet ${inWords(name)} (${format}): ${verdict === "ok" ? `${found} bytes` : `expected ${bytes} bytes, found ${found}`}`;
    }
  }
}

/** The claimed length, limited to the bytes that exist. */
function available(view: DataView, offset: number, length: number): number {
  return Math.max(0, Math.min(length, view.byteLength - offset));
}

/** carTelemetry2 → car telemetry 2 */
function inWords(name: string): string {
  return name.replace(/[A-Z]|\d+/g, (part) => ` ${part.toLowerCase()}`);
}
