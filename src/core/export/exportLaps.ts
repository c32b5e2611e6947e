import type {Samples} from "../archive/samples.js";
import type {LapRow, SessionFile} from "../archive/types.js";

/** A lap as it is exported: its row, and its samples as the archive keeps them. */
export interface ExportLap {
  row: LapRow;
  /** may be read again at each access, so that a whole race need not be in memory */
  readonly samples: Samples;
}

/** Whether a session's capture holds datagrams; else it is the file that was imported. */
export function hasDatagrams({capture}: SessionFile): boolean {
  return /\.(pcap|pcapng)\.gz$/.test(capture.file);
}

/** Some laps of one session: the input of every writer. */
export interface ExportInput {
  session: SessionFile;
  /** in order of driving; of one car where the format allows one only */
  laps: readonly ExportLap[];
}

/** Channel names of all laps, in the order of the catalogue's files. */
export function channelNames(laps: readonly ExportLap[]): string[] {
  return [...new Set(laps.flatMap(({samples}) => samples.names))];
}

/** The values of a channel over all laps, concatenated; NaN in laps without it. */
export function joined(laps: readonly ExportLap[], name: string): Float64Array {
  const rows = laps.reduce((sum, {samples}) => sum + samples.rows, 0);
  const out = new Float64Array(rows).fill(Number.NaN);
  let at = 0;
  for (const {samples} of laps) {
    if (samples.has(name)) out.set(samples.values(name), at);
    at += samples.rows;
  }
  return out;
}

/** `Silverstone 2026-03-01 14:00 A. Driver`, fit for a file's name. */
export function exportName({session, laps}: ExportInput): string {
  const drivers = [...new Set(laps.map(({row}) => row.driver))];
  const numbers = [...new Set(laps.map(({row}) => row.lap))];
  const parts = [
    session.id,
    session.track.name,
    drivers.length === 1 ? drivers[0] : "",
    numbers.length === 1 ? `lap ${numbers[0]}` : "",
  ];
  return parts
    .filter((p) => p !== "")
    .join("-")
    .replace(/[^\p{L}\p{N}-]+/gu, "-")
    .replace(/-+/g, "-");
}
