import {createWriteStream, existsSync, readFileSync} from "node:fs";
import {rename, rm} from "node:fs/promises";
import {basename, extname, join} from "node:path";
import {pipeline} from "node:stream/promises";
import {setImmediate as turn} from "node:timers/promises";
import {readSamples} from "../../src/core/archive/samples.js";
import type {LapRow} from "../../src/core/archive/types.js";
import {PcapWriter, pcapHeader} from "../../src/core/capture/pcapWriter.js";
import {type ExportInput, hasDatagrams} from "../../src/core/export/exportLaps.js";
import type {Piece} from "../../src/core/export/pieces.js";
import {CaptureFile} from "../captures/readCapture.js";
import {companionName} from "./companionName.js";
import {readSession, readSessionLaps} from "./library.js";
import {unpacked} from "./logFile.js";
import {temporaryName} from "./writeWhole.js";

/** Which laps: of these cars, with these numbers; absent: all. */
export interface LapFilter {
  cars?: readonly number[];
  laps?: readonly number[];
}

/** Laps of an archived session, for the writers of src/core/export. Samples are read when they are asked for, each time. */
export async function readForExport(recordings: string, id: string, filter: LapFilter = {}): Promise<ExportInput> {
  const session = await readSession(recordings, id);
  const rows = await readLapRows(recordings, id, filter);
  const laps = rows
    .filter(({file}) => file !== null)
    .map((row) => ({
      row,
      get samples() {
        return readSamples(readFileSync(join(recordings, id, row.file!)));
      },
    }));
  return {session, laps};
}

/** The rows of the chosen laps, also of laps without samples. */
export async function readLapRows(recordings: string, id: string, {cars, laps}: LapFilter = {}): Promise<LapRow[]> {
  const rows = await readSessionLaps(recordings, id);
  return rows.filter(({car, lap}) => (cars?.includes(car) ?? true) && (laps?.includes(lap) ?? true));
}

/**
 * A session's datagrams as a plain pcap, from any container. Arrival times keep their nanoseconds. Throws for a
 * session without datagrams.
 */
export async function* pcapOf(recordings: string, id: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const session = await readSession(recordings, id);
  if (!hasDatagrams(session)) throw new Error(`${id} was imported from ${session.source.file}: it has no datagrams`);
  const pcap = new PcapWriter();
  yield pcapHeader();
  for await (const batch of new CaptureFile(join(recordings, id, session.capture.file), {signal, tolerant: true})) {
    for (let i = 0; i < batch.count; i++) pcap.append(batch, i);
    yield pcap.take();
  }
}

/** A file of the archive and its name in an export. */
export interface Original {
  name: string;
  bytes(signal?: AbortSignal): AsyncGenerator<Uint8Array>;
}

/**
 * The unchanged file that a session was imported from, or its capture. With companion files, all are named for a folder with the
 * session's id, under names by which an import finds them together.
 */
export async function originalsOf(recordings: string, id: string): Promise<Original[]> {
  const {capture, source} = await readSession(recordings, id);
  const original = (entry: string, name: string): Original => ({
    name,
    bytes: (signal) => unpacked(join(recordings, id, entry), signal),
  });
  const inner = capture.file.replace(/\.gz$/, "");
  if (!capture.beside?.length) return [original(capture.file, `${id}${extname(inner)}`)];
  const main = basename(source.file ?? inner).replace(/\.gz$/i, "");
  const stem = main.slice(0, main.length - extname(main).length);
  const beside = capture.beside.map((entry) => {
    const name = companionName(entry);
    return original(entry, join(id, name.replace(/^capture(?=\.)/, stem)));
  });
  return [original(capture.file, join(id, main)), ...beside];
}

/** The bytes of pieces, as they are made. */
export async function* bytesOf(
  pieces: Iterable<Piece>,
  onProgress: (done: number) => void,
): AsyncGenerator<Uint8Array> {
  for (const {bytes, done} of pieces) {
    onProgress(done);
    // yields to other work, so that a Ctrl-C is noticed
    await turn();
    if (bytes.length > 0) yield bytes;
  }
}

export interface WriteOptions {
  /** replaces an existing file; otherwise that is an error, EEXIST */
  force?: boolean;
  signal?: AbortSignal;
}

/** Writes a file whole or not at all: an interrupted write leaves nothing, and an old file stays until the new one is complete. */
export async function writeFileOf(
  bytes: AsyncIterable<Uint8Array>,
  to: string,
  {force = false, signal}: WriteOptions = {},
): Promise<void> {
  if (!force && existsSync(to)) throw Object.assign(new Error(`${to} already exists`), {code: "EEXIST", path: to});
  const beside = temporaryName(to);
  try {
    await pipeline(bytes, createWriteStream(beside), {signal});
    await rename(beside, to);
  } catch (error) {
    await rm(beside, {force: true});
    throw error;
  }
}
