import {createHash} from "node:crypto";

/** A weak tag of an answer's content: it stays the same when the answer is compressed on the way. */
export function contentTag(content: string | Uint8Array): string {
  return `W/"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`;
}

/** Whether the header If-None-Match names a tag; weak and strong ones are compared alike (RFC 9110, 13.1.2). */
export function namesTag(header: string, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  return header.trim() === "*" || header.split(",").some((tag) => opaque(tag) === opaque(etag));
}
