import type {Sync} from "./appender.js";

export interface EmbeddedLogOptions {
  /**
   * When a message is acknowledged. `never` and `interval`: when the operating system has it, so that it survives any end of
   * this process; a power loss loses at most `syncIntervalMs` with `interval`, and everything that the system had not written
   * with `never`. `batch`: when it is on the disk (after fdatasync).
   */
  sync?: Sync;
  syncIntervalMs?: number;
  /** size at which a new segment file begins; a larger batch gets its own segment */
  segmentBytes?: number;
  /** interval of enforcing retention, ms */
  retentionIntervalMs?: number;
  /** ms since 1970-01-01 UTC */
  clock?: () => number;
  /** follows a log that another process writes; only consumers without a group are possible */
  readOnly?: boolean;
  /** receives a line for each damage found and each failure in the background */
  log?: (line: string) => void;
}

export const EMBEDDED_DEFAULTS: Required<EmbeddedLogOptions> = {
  sync: "interval",
  syncIntervalMs: 100,
  segmentBytes: 64 << 20,
  retentionIntervalMs: 30_000,
  clock: Date.now,
  readOnly: false,
  log: () => {},
};
