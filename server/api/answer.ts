import type {Context} from "hono";
import {contentTag, namesTag} from "../entityTag.js";
import {plainJson} from "../plainJson.js";

/** An answer in JSON; of a read it has a tag, and is 304 where the caller has it already. */
export function jsonAnswer(c: Context, value: unknown, status: 200 | 201 = 200): Response {
  return taggedAnswer(c, JSON.stringify(value, plainJson), "application/json", status);
}

/** Content of a media type, with its tag, or 304. */
export function taggedAnswer(
  c: Context,
  content: string | Uint8Array,
  type: string,
  status: 200 | 201 = 200,
): Response {
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  const headers: Record<string, string> = {"Content-Type": type, "Cache-Control": isRead ? "no-cache" : "no-store"};
  if (isRead) {
    headers.ETag = contentTag(content);
    // one address, several media types
    headers.Vary = "Accept";
    const known = c.req.header("If-None-Match");
    if (known !== undefined && namesTag(known, headers.ETag)) return c.body(null, 304, headers);
  }
  return c.body(content as string | Uint8Array<ArrayBuffer>, status, headers);
}
