import {fnv1a} from "../signal/fnv1a.js";

/**
 * Names a session by its first datagram: arrival (UTC, whole seconds) and a hash of the datagram's bytes, which hold the
 * session UID. The same capture gives the same name from any file; a live session is named at once.
 * `20260112-160000-3fa2c1`
 */
export function sessionId(seconds: number, view: DataView, offset: number, length: number): string {
  const hash = fnv1a(new Uint8Array(view.buffer, view.byteOffset + offset, length));
  // FNV's last byte reaches the low bits only: fold
  const folded = ((hash >>> 24) ^ hash) & 0xffffff;
  // a damaged capture may claim an arrival that no calendar has
  const when = new Date(seconds >= 0 && seconds < 253_402_300_800 ? seconds * 1000 : 0).toISOString();
  const stamp = `${when.slice(0, 10).replaceAll("-", "")}-${when.slice(11, 19).replaceAll(":", "")}`;
  return `${stamp}-${folded.toString(16).padStart(6, "0")}`;
}

/** The pattern of session ids, which are the names of the archive's folders. */
export const SESSION_ID = /^\d{8}-\d{6}-[0-9a-f]{6}$/;
