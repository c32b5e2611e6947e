import {readFileSync} from "node:fs";
import {basename} from "node:path";
import {gunzipSync} from "node:zlib";
import type {ImportedLog} from "../../src/core/files/importedLog.js";
import {type ImportedSession, importedSession} from "../../src/core/files/importedSession.js";
import {HEAD_BYTES, readerOf} from "../../src/core/files/readers.js";
import {sharedData} from "./sharedData.js";

const UTF8 = new TextEncoder();

/** A file of the real recordings, unpacked. */
export function sharedBytes(path: string): Uint8Array {
  const bytes = readFileSync(sharedData(path)!);
  return new Uint8Array(path.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}

/** Its entry in ground-truth.json. */
export function groundTruth(path: string) {
  truth ??= JSON.parse(readFileSync(sharedData("ground-truth.json")!, "utf8"));
  return truth[path];
}
// biome-ignore lint/suspicious/noExplicitAny: each kind of file has truths of its own
let truth: any;

/** Reads bytes by the reader that recognises them, as an import does. */
export function readLogBytes(
  name: string,
  bytes: Uint8Array,
  companions: {name: string; bytes: Uint8Array}[] = [],
  choices: Record<string, unknown> = {},
): ImportedLog {
  const reader = readerOf(bytes.subarray(0, HEAD_BYTES), name);
  if (!reader) throw new Error(`no reader for ${name}`);
  return reader.read({name, bytes, companions}, {choices});
}

interface Read {
  log: ImportedLog;
  session: ImportedSession;
}
/** Those read without companions and choices, as long as there is memory. */
const alreadyRead = new Map<string, WeakRef<Read>>();

/** A file of the real recordings as its reader and the archive understand it. It is shared with other tests: nothing of it may be changed. */
export function readShared(path: string, companions: string[] = [], choices: Record<string, unknown> = {}): Read {
  const isPlain = companions.length === 0 && Object.keys(choices).length === 0;
  const before = isPlain && alreadyRead.get(path)?.deref();
  if (before) return before;
  const inner = (file: string) => basename(file).replace(/\.gz$/, "");
  const log = readLogBytes(
    inner(path),
    sharedBytes(path),
    companions.map((file) => ({name: inner(file), bytes: sharedBytes(file)})),
    choices,
  );
  const read = {log, session: sessionOf(log)};
  if (isPlain) alreadyRead.set(path, new WeakRef(read));
  return read;
}

export function sessionOf(log: ImportedLog): ImportedSession {
  return importedSession(log, {id: "x", file: "x", capture: {file: "x", digest: "0"}});
}

export const utf8 = (text: string): Uint8Array => UTF8.encode(text);
