import {existsSync} from "node:fs";
import {appendFile} from "node:fs/promises";
import {join} from "node:path";
import {QUALITY_FILE, type QualityRow} from "../../src/core/archive/quality.js";
import type {Ledger} from "../../src/core/archive/types.js";

/** ms between two rows */
const EVERY_MS = 1000;

/** A session as it is now, with counts since its beginning. */
export interface MeasuredSession {
  id: string;
  /** s */
  sessionTime: number;
  ledger: Pick<Ledger, "received" | "lostFrames" | "duplicated" | "reordered" | "malformed">;
  /** ms, of what was relayed since the last call */
  latencies: {log: readonly number[]; stream: readonly number[]; relay: readonly number[]};
}

export interface QualityLogOptions {
  /** the archive's folder */
  recordings: string;
  /** running sessions; called once a second */
  sessions: () => readonly MeasuredSession[];
  /** frames that slow pages did not get, since the start */
  skipped: () => number;
  /** ms since 1970 */
  now?: () => number;
}

/** Writes a row a second beside each session that is being recorded: its latency by hop, and what was received and lost. */
export class QualityLog {
  readonly #before = new Map<string, MeasuredSession["ledger"]>();
  #skipped: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly options: QualityLogOptions) {
    this.#skipped = options.skipped();
  }

  start(): void {
    // a full disk is reported by the recorder
    this.#timer = setInterval(() => void this.write().catch(() => {}), EVERY_MS);
    this.#timer.unref();
  }
  stop(): void {
    clearInterval(this.#timer);
  }

  /** Writes the row of each session that went on since the last call. */
  async write(): Promise<void> {
    const {recordings, sessions, now = Date.now} = this.options;
    const skipped = this.options.skipped();
    const framesSkipped = skipped - this.#skipped;
    this.#skipped = skipped;
    const running = sessions();
    for (const id of this.#before.keys()) if (!running.some((one) => one.id === id)) this.#before.delete(id);
    for (const {id, sessionTime, ledger, latencies} of running) {
      const before = this.#before.get(id);
      this.#before.set(id, {...ledger});
      // nothing has come: a pause, or a session that has ended; before its second call there is no difference
      if (!before || before.received === ledger.received || !Number.isFinite(sessionTime)) continue;
      const folder = join(recordings, id);
      if (!existsSync(folder)) continue;
      const row: QualityRow = {
        sessionTime: Number(sessionTime.toFixed(3)),
        at: now(),
        ...{latencyLogMs: median(latencies.log), latencyLogMaxMs: most(latencies.log)},
        ...{latencyStreamMs: median(latencies.stream), latencyStreamMaxMs: most(latencies.stream)},
        ...{latencyRelayMs: median(latencies.relay), latencyRelayMaxMs: most(latencies.relay)},
        datagramsReceived: ledger.received - before.received,
        framesLost: ledger.lostFrames - before.lostFrames,
        datagramsDuplicated: ledger.duplicated - before.duplicated,
        datagramsReordered: ledger.reordered - before.reordered,
        datagramsMalformed: ledger.malformed - before.malformed,
        framesSkipped,
      };
      await appendFile(join(folder, QUALITY_FILE), `${JSON.stringify(row)}\n`);
    }
  }
}

const hundredths = (ms: number) => Math.round(ms * 100) / 100;

function median(values: readonly number[]): number | null {
  if (!values.length) return null;
  return hundredths(values.toSorted((a, b) => a - b)[values.length >> 1]);
}

function most(values: readonly number[]): number | null {
  return values.length ? hundredths(values.reduce((max, value) => Math.max(max, value))) : null;
}
