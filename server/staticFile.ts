import {createReadStream} from "node:fs";
import {stat} from "node:fs/promises";
import {join} from "node:path";
import {Readable} from "node:stream";
import {getMimeType} from "hono/utils/mime";
import {namesTag} from "./entityTag.js";

const MIME: Record<string, string> = {
  arrow: "application/vnd.apache.arrow.stream",
  arrows: "application/vnd.apache.arrow.stream",
  pcap: "application/vnd.tcpdump.pcap",
};

/**
 * The path of a file under a folder, or null when the request path points outside it or at a hidden entry.
 * `path` is the percent-encoded path of a URL.
 */
export function pathUnder(folder: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  const parts = decoded.split("/").filter((part) => part !== "");
  // A leading dot excludes "..", ".incoming" and ".trash"; the other characters separate paths, or name drives and streams on Windows.
  if (parts.some((part) => part.startsWith(".") || /[\\:\0]/.test(part))) return null;
  return join(folder, ...parts);
}

/** A response with a file, supporting validators, conditional requests and a byte range. Null when the file does not exist. */
export async function staticFile(request: Request, file: string, headers: Record<string, string>) {
  if (request.method !== "GET" && request.method !== "HEAD") return null;
  const status = await stat(file).catch(() => null);
  if (!status?.isFile()) return null;
  const {size, mtime, mtimeMs} = status;
  const etag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`;
  const type = MIME[file.slice(file.lastIndexOf(".") + 1)] ?? getMimeType(file) ?? "application/octet-stream";
  const head = new Headers({
    "Content-Type": type,
    "Last-Modified": mtime.toUTCString(),
    "Accept-Ranges": "bytes",
    ETag: etag,
    ...headers,
  });
  if (isUnchanged(request.headers, etag, mtimeMs)) return new Response(null, {status: 304, headers: head});

  const range = rangeOf(request.headers, etag, size);
  if (range === "unsatisfiable") {
    head.set("Content-Range", `bytes */${size}`);
    return new Response(null, {status: 416, headers: head});
  }
  const {start, end} = range ?? {start: 0, end: size - 1};
  head.set("Content-Length", String(end - start + 1));
  if (range) head.set("Content-Range", `bytes ${start}-${end}/${size}`);
  // Of a file that grows while it is read, only the announced length is sent.
  const empty = request.method === "HEAD" || end < start;
  const body = empty ? null : (Readable.toWeb(createReadStream(file, {start, end})) as ReadableStream<Uint8Array>);
  return new Response(body, {status: range ? 206 : 200, headers: head});
}

function isUnchanged(headers: Headers, etag: string, mtimeMs: number): boolean {
  const tags = headers.get("If-None-Match");
  if (tags !== null) return namesTag(tags, etag);
  const since = Date.parse(headers.get("If-Modified-Since") ?? "");
  return Math.floor(mtimeMs / 1000) * 1000 <= since;
}

/** RFC 9110, section 14: anything but one well-formed byte range is ignored, and the whole file is sent. */
function rangeOf(headers: Headers, etag: string, size: number): {start: number; end: number} | "unsatisfiable" | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(headers.get("Range")?.trim() ?? "");
  const condition = headers.get("If-Range");
  if (!found || (found[1] === "" && found[2] === "") || (condition !== null && condition !== etag)) return null;
  const last = size - 1;
  if (found[1] === "") {
    const length = Number(found[2]);
    return length === 0 || size === 0 ? "unsatisfiable" : {start: Math.max(0, size - length), end: last};
  }
  const start = Number(found[1]);
  const end = found[2] === "" ? last : Math.min(last, Number(found[2]));
  if (found[2] !== "" && Number(found[2]) < start) return null;
  return start > last ? "unsatisfiable" : {start, end};
}
