import {decodeText} from "./csvText.js";

const LF = 10;
const HASH = 35;
const SLASH = 47;

/** Whether a line that is no row of the table begins here: `# Lap 1: 00:01:23.4`. */
export function isCommentAt(bytes: Uint8Array, at: number, separator: number): boolean {
  return (bytes[at] === HASH && bytes[at + 1] !== separator) || (bytes[at] === SLASH && bytes[at + 1] === SLASH);
}

/** Text of a comment without its mark. */
export function commentText(bytes: Uint8Array, at: number): {text: string; next: number} {
  const end = bytes.indexOf(LF, at);
  const stop = end < 0 ? bytes.length : end;
  const text = decodeText(bytes.subarray(at, stop))
    .replace(/^(#+|\/\/+)/, "")
    .trim();
  return {text, next: Math.min(stop + 1, bytes.length)};
}
