import {readFileSync} from "node:fs";
import {basename} from "node:path";
import {gunzipSync} from "node:zlib";
import type {ForeignLog} from "../../src/core/files/foreignLog.js";
import {type ForeignSession, foreignSession} from "../../src/core/files/foreignSession.js";
import {HEAD_BYTES, readerOf} from "../../src/core/files/readers.js";
import {sharedData} from "./sharedData.js";

const UTF8 = new TextEncoder();

/** A file of the real recordings, unpacked. */
export function sharedBytes(path: string): Uint8Array {
  const bytes = readFileSync(sharedData(path)!);
  return new Uint8Array(path.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}

/** What is told of it in ground-truth.json. */
export function groundTruth(path: string) {
  truth ??= JSON.parse(readFileSync(sharedData("ground-truth.json")!, "utf8"));
  return truth[path];
}
// biome-ignore lint/suspicious/noExplicitAny: each kind of file has truths of its own
let truth: any;

/** Reads bytes by the reader that recognises them, as an import does. */
export function readForeignBytes(
  name: string,
  bytes: Uint8Array,
  companions: {name: string; bytes: Uint8Array}[] = [],
  choices: Record<string, unknown> = {},
): ForeignLog {
  const reader = readerOf(bytes.subarray(0, HEAD_BYTES), name);
  if (!reader) throw new Error(`no reader for ${name}`);
  return reader.read({name, bytes, companions}, {choices});
}

/** A file of the real recordings as its reader and the archive understand it. */
export function readShared(
  path: string,
  companions: string[] = [],
  choices: Record<string, unknown> = {},
): {log: ForeignLog; session: ForeignSession} {
  const inner = (file: string) => basename(file).replace(/\.gz$/, "");
  const log = readForeignBytes(
    inner(path),
    sharedBytes(path),
    companions.map((file) => ({name: inner(file), bytes: sharedBytes(file)})),
    choices,
  );
  return {log, session: sessionOf(log)};
}

export function sessionOf(log: ForeignLog): ForeignSession {
  return foreignSession(log, {id: "x", file: "x", capture: {file: "x", digest: "0"}});
}

export const utf8 = (text: string): Uint8Array => UTF8.encode(text);
