import {createWriteStream} from "node:fs";
import {open, readFile, rm} from "node:fs/promises";
import {join} from "node:path";
import {pipeline} from "node:stream/promises";
import {readLaps} from "../../src/core/archive/laps.js";
import {readSamples} from "../../src/core/archive/samples.js";
import type {LapRow, SessionFile} from "../../src/core/archive/types.js";
import {PcapWriter, pcapHeader} from "../../src/core/capture/pcapWriter.js";
import type {ExportInput} from "../../src/core/export/exportLaps.js";
import {readBlocks} from "../captures/blocks.js";
import {gunzipBlocks} from "../captures/gunzip.js";
import {CaptureFile} from "../captures/readCapture.js";
import {readSession} from "./library.js";

/** Which laps: of these cars, with these numbers; absent: all. */
export interface LapFilter {
  cars?: readonly number[];
  laps?: readonly number[];
}

/** Laps of an archived session with their samples, for the writers of src/core/export. */
export async function readForExport(recordings: string, id: string, filter: LapFilter = {}): Promise<ExportInput> {
  const session = await readSession(recordings, id);
  const rows = readLaps(await readFile(join(recordings, id, "laps.arrows"))).filter(
    ({car, lap, file}) => file !== null && (filter.cars?.includes(car) ?? true) && (filter.laps?.includes(lap) ?? true),
  );
  return {session, laps: await Promise.all(rows.map((row) => withSamples(recordings, session, row)))};
}

/** The rows of the chosen laps, those that the game only told of too. */
export async function readLapRows(recordings: string, id: string, {cars, laps}: LapFilter = {}): Promise<LapRow[]> {
  const rows = readLaps(await readFile(join(recordings, id, "laps.arrows")));
  return rows.filter(({car, lap}) => (cars?.includes(car) ?? true) && (laps?.includes(lap) ?? true));
}

async function withSamples(recordings: string, {id}: SessionFile, row: LapRow): Promise<ExportInput["laps"][number]> {
  return {row, samples: readSamples(await readFile(join(recordings, id, row.file!)))};
}

/** Whether a session's capture holds datagrams; else it is the file that was imported. */
export function hasDatagrams({capture}: SessionFile): boolean {
  return /\.(pcap|pcapng)\.gz$/.test(capture.file);
}

/**
 * Writes a session's datagrams as a plain pcap, whatever container they are archived in. Arrival times keep their
 * nanoseconds. Throws for a session without datagrams.
 */
export async function exportPcap(recordings: string, id: string, to: string, signal?: AbortSignal): Promise<void> {
  const session = await readSession(recordings, id);
  if (!hasDatagrams(session)) throw new Error(`${id} was imported from ${session.source.file}: it has no datagrams`);
  const path = join(recordings, id, session.capture.file);
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const pcap = new PcapWriter();
    yield pcapHeader();
    for await (const batch of new CaptureFile(path, {signal, tolerant: true})) {
      for (let i = 0; i < batch.count; i++) pcap.append(batch, i);
      yield pcap.take();
    }
  }
  await writeNew(bytes, to, signal);
}

/** Writes the file that a session was imported from, or its capture, as it was. */
export async function exportOriginal(recordings: string, id: string, to: string, signal?: AbortSignal): Promise<void> {
  const {capture} = await readSession(recordings, id);
  const handle = await open(join(recordings, id, capture.file), "r");
  try {
    await writeNew(() => gunzipBlocks(() => readBlocks(handle, {signal})), to, signal);
  } finally {
    await handle.close();
  }
}

/** A new file, whole or not at all. One that is there stays as it is: EEXIST. */
async function writeNew(bytes: () => AsyncIterable<Uint8Array>, to: string, signal?: AbortSignal): Promise<void> {
  try {
    await pipeline(bytes, createWriteStream(to, {flags: "wx"}), {signal});
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") await rm(to, {force: true});
    throw error;
  }
}
