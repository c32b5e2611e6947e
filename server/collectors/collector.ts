import type {DatagramBatch} from "../../src/core/capture/batch.js";

/**
 * A source of datagrams. A batch holds what arrived within a tick and is valid until the next one is asked for. One loop may run over
 * a collector; leaving the loop, or `close`, ends it.
 */
export interface Collector extends AsyncIterable<DatagramBatch> {
  /** name of the source in the log, unique there */
  readonly name: string;
  /** true: the source waits for its reader (a file); false: datagrams that are not read in time are lost (a socket) */
  readonly patient: boolean;
  /** of a source that can continue where it stopped */
  readonly series?: DatagramSeries;
  stats(): CollectorStats;
  /** Ends the iteration; resolves when sockets and files are closed. */
  close(): Promise<void>;
}

/** Repeatable datagrams, numbered from 0. The numbers are in the log, so a restart continues behind the last one there. */
export interface DatagramSeries {
  /** names the series in the log: the same each time it is sent */
  readonly key: string;
  /** number of the first datagram of the batch in hand */
  readonly first: number;
  /** Leaves out the datagrams before that number. To be called before the iteration. */
  startAt(number: number): void;
}

export interface CollectorStats {
  /** datagrams received, and their bytes */
  received: number;
  bytes: number;
  /** datagrams dropped because the reader was too slow: 64 MiB waited already */
  dropped: number;
  /** failures of the source itself (socket errors) */
  errors: number;
  /** as granted by the kernel; null where there is no socket */
  receiveBufferBytes: number | null;
  /** a problem of the setup and its remedy; null while all is well */
  warning: string | null;
  /** of a source that must be found first: "live", "waiting for …", or the reason of a refusal; absent for others */
  state?: string;
}

/** Before the first datagram. */
export function emptyStats(): CollectorStats {
  return {received: 0, bytes: 0, dropped: 0, errors: 0, receiveBufferBytes: null, warning: null};
}
