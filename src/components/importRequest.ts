import {root} from "./archive.js";
import {bytes} from "./format.js";

export interface Imported {
  sessions: {id: string; track?: {name: string} | string; type?: string}[];
}

export interface ImportOptions {
  /** 0–1 over upload and reading together, and what is going on */
  onProgress?: (fraction: number, text: string) => void;
  signal?: AbortSignal;
}

/** Of the whole bar, the part that the upload fills: reading a capture takes longer than sending it to the same machine. */
const UPLOAD = 0.2;

/**
 * Sends a capture to the server and follows its reading: first the upload, then a line of JSON a step. Rejects with one
 * line that says how to mend it; with an AbortError when `signal` says so. XMLHttpRequest, because fetch tells nothing of
 * an upload's progress.
 */
export function importCapture(file: File, {onProgress = () => {}, signal}: ImportOptions = {}): Promise<Imported> {
  return new Promise((resolve, reject) => {
    const url = new URL("api/import", root);
    url.searchParams.set("name", file.name);
    const request = new XMLHttpRequest();
    let last: Line = {};
    const lines = lineReader((text) => {
      last = parseLine(text);
      if (last.progress !== undefined) onProgress(UPLOAD + (1 - UPLOAD) * last.progress, last.text ?? "reading");
    });
    request.open("POST", url);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({loaded, total}) =>
      onProgress((UPLOAD * loaded) / (total || 1), `sending ${bytes(loaded)} of ${bytes(total)}`);
    request.onprogress = () => lines(request.responseText);
    request.onload = () => {
      lines(`${request.responseText}\n`);
      if (last.sessions) resolve({sessions: last.sessions});
      else reject(new Error(last.error ?? refusal(request.status)));
    };
    request.onerror = () => reject(new Error("the server is gone: start it with npm start, then drop the file again"));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    signal?.addEventListener("abort", () => request.abort(), {once: true});
    if (signal?.aborted) reject(new DOMException("cancelled", "AbortError"));
    else request.send(file);
  });
}

interface Line {
  progress?: number;
  text?: string;
  error?: string;
  sessions?: Imported["sessions"];
}

/** Gives each whole line of a text that grows, once. */
export function lineReader(onLine: (line: string) => void): (text: string) => void {
  let start = 0;
  return (text) => {
    for (let end = text.indexOf("\n", start); end >= 0; end = text.indexOf("\n", start)) {
      const line = text.slice(start, end).trim();
      start = end + 1;
      if (line) onLine(line);
    }
  };
}

function parseLine(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return {error: `the server answered something else than JSON: ${text.slice(0, 80)}`};
  }
}

function refusal(status: number): string {
  if (status === 404 || status === 405) return "this is a read-only copy: import where Lapbook runs (npm start)";
  return `the import ended without a result (HTTP ${status}): see the server's messages, then drop the file again`;
}
