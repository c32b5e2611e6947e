import type {LogChoices} from "../../core/archive/types.js";
import {apiUrl} from "../ui/api/callApi.js";
import {bytes} from "../ui/format.js";

/** The server's answer to an import. */
export interface Imported {
  sessions: {id: string; status?: string; track?: {name: string} | string; type?: string; startedAt?: string}[];
  /** what the file lacks although it is not damaged */
  warning?: string;
}

export interface ImportRequestOptions {
  /** 0–1 over upload and reading, and the current step */
  onProgress?: (fraction: number, text: string) => void;
  signal?: AbortSignal;
  /** files that belong to it */
  companions?: readonly File[];
  /** imports the intact part of a damaged capture */
  salvage?: boolean;
  /** the user's choices for the columns */
  choices?: LogChoices;
}

/** The upload's share of the progress: on the same machine, reading a capture takes longer than sending it. */
const UPLOAD = 0.2;

/**
 * Sends a file to the server and follows the import: first the upload, then a line of JSON per step. Rejects with one line
 * that names the remedy, or with an AbortError when `signal` aborts.
 */
export function sendImport(
  file: File,
  {companions = [], salvage = false, choices, ...watch}: ImportRequestOptions = {},
): Promise<Imported> {
  const query = {name: file.name, modified: file.lastModified, salvage};
  if (companions.length === 0 && !choices)
    return request(apiUrl("POST /imports", {query}), file, "application/octet-stream", watch);
  // one body of several parts
  const chosen = choices ? [new File([JSON.stringify(choices)], "choices.json")] : [];
  const parts = [
    ...chosen.map((part) => ({kind: "choices", name: part.name, size: part.size})),
    ...companions.map(({name, size}) => ({kind: "companion", name, size})),
    {kind: "file", name: file.name, size: file.size},
  ];
  const url = apiUrl("POST /imports", {query: {...query, parts: JSON.stringify(parts)}});
  return request(url, new Blob([...chosen, ...companions, file]), "application/octet-stream", watch);
}

/** Rebuilds an imported session with other choices, from its file in the archive. */
export function rebuildSession(id: string, choices: LogChoices, watch: ImportRequestOptions = {}): Promise<Imported> {
  const url = apiUrl("POST /sessions/{session}/remake", {params: {session: id}});
  return request(url, JSON.stringify({choices}), "application/json", watch);
}

/** XMLHttpRequest, because fetch does not report an upload's progress. */
function request(
  url: URL,
  body: Blob | string,
  type: string,
  {onProgress = () => {}, signal}: Pick<ImportRequestOptions, "onProgress" | "signal">,
): Promise<Imported> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let last: Line = {};
    const lines = lineReader((text) => {
      last = parseLine(text);
      if (last.progress !== undefined) onProgress(UPLOAD + (1 - UPLOAD) * last.progress, last.text ?? "reading");
    });
    request.open("POST", url);
    request.setRequestHeader("Content-Type", type);
    request.upload.onprogress = ({loaded, total}) =>
      onProgress((UPLOAD * loaded) / (total || 1), `sending ${bytes(loaded)} of ${bytes(total)}`);
    request.upload.onload = () => onProgress(UPLOAD, "the server reads it");
    request.onprogress = () => lines(request.responseText);
    request.onload = () => {
      lines(`${request.responseText}\n`);
      if (last.sessions) resolve({sessions: last.sessions});
      else reject(new Error(last.error ?? refusal(request.status)));
    };
    request.onerror = () =>
      reject(new Error("cannot reach the server: start it with npm start, then drop the file again"));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    signal?.addEventListener("abort", () => request.abort(), {once: true});
    if (signal?.aborted) reject(new DOMException("cancelled", "AbortError"));
    else request.send(body);
  });
}

interface Line {
  progress?: number;
  text?: string;
  error?: string;
  sessions?: Imported["sessions"];
}

/** Passes on each complete line of a growing text once. */
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
    return {error: `the server's answer is not JSON: ${text.slice(0, 80)}`};
  }
}

function refusal(status: number): string {
  if (status === 404 || status === 405) return "this is a read-only copy: import where Lapbook runs (npm start)";
  return `the import ended without a result (HTTP ${status}): see the server's log, then drop the file again`;
}
