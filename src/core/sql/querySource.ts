import type {QualityRow} from "../archive/quality.js";
import type {LapRow} from "../archive/types.js";
import type {LapArchive} from "../laps/open/lapArchive.js";

/** Where SQL reads laps from: the archive's folder, or the files that a page fetches. Each function rejects with a message for the user. */
export interface QuerySource {
  archive: LapArchive;
  /** the laps of a session */
  laps(session: string): Promise<readonly LapRow[]>;
  /** latency and losses of a session by the second, of one that was recorded live */
  quality(session: string): Promise<readonly QualityRow[]>;
  /** the samples of a lap as an Arrow stream, with at least these columns where the lap has them */
  samples(session: string, row: LapRow, columns: readonly string[]): Promise<Uint8Array>;
  /** the rows of `corners` of a session as an Arrow stream, kept or made */
  corners(session: string): Promise<Uint8Array>;
  /** the rows of `findings` of a car, kept or made */
  findings(session: string, car: number): Promise<Uint8Array>;
}

/** How far reading has come. */
export interface ReadProgress {
  /** in words: "samples of laps" */
  what: string;
  done: number;
  of: number;
}

export interface ReadWatch {
  onProgress?: (progress: ReadProgress) => void;
  signal?: AbortSignal;
}
