import type {DatagramBatch} from "../../src/core/capture/batch.js";

/**
 * Where datagrams come from. A batch holds what arrived within a tick and stays as it is until the next one is asked for. One
 * loop may run over a collector; leaving it, or `close`, ends it.
 */
export interface Collector extends AsyncIterable<DatagramBatch> {
  /** names the source in the log: no two collectors of one log share it */
  readonly name: string;
  /** true when the source waits while nobody asks (a file); false when what is not taken is lost (a socket) */
  readonly patient: boolean;
  /** of a source that can go on where it stopped */
  readonly series?: DatagramSeries;
  stats(): CollectorStats;
  /** Ends the iteration; resolves when sockets and files are closed. */
  close(): Promise<void>;
}

/** Datagrams that can be had again, numbered from 0: with the numbers in the log a restart goes on behind the last that is there. */
export interface DatagramSeries {
  /** names them in the log: the same whenever the same are sent again */
  readonly key: string;
  /** number of the first datagram of the batch in hand */
  readonly first: number;
  /** Leaves out what comes before that number; to be called before the iteration. */
  startAt(number: number): void;
}

export interface CollectorStats {
  /** datagrams taken in, and their bytes */
  received: number;
  bytes: number;
  /** datagrams thrown away because nobody took the batches: 64 MiB waited already */
  dropped: number;
  /** failures of the source itself (socket errors) */
  errors: number;
  /** what the kernel granted; null where there is no socket */
  receiveBufferBytes: number | null;
  /** what should be mended, and how; null while all is well */
  warning: string | null;
  /** of a source that is looked for: "live", "waiting for …", why the game refuses; absent where there is nothing to say */
  state?: string;
}

/** Nothing has come yet. */
export function emptyStats(): CollectorStats {
  return {received: 0, bytes: 0, dropped: 0, errors: 0, receiveBufferBytes: null, warning: null};
}
