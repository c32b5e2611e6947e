import {createHash} from "node:crypto";
import {existsSync, statSync} from "node:fs";
import {open} from "node:fs/promises";
import {basename, join} from "node:path";
import {setImmediate as turn} from "node:timers/promises";
import {captureName} from "../../loaders/archive/captureName.js";
import {readCapture} from "../../loaders/captures/readCapture.js";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {UserError} from "../userError.js";
import {ArrivalClock} from "./arrivalClock.js";
import {type Collector, type CollectorStats, emptyStats} from "./collector.js";
import {Pace} from "./pace.js";

/** Largest batch: at full speed the rest of the process runs between two of them. */
const MOST = 256;
/** Bytes of a capture's beginning and end in its digest. */
const ENDS = 4 * 2 ** 20;

export interface ReplayCollectorOptions {
  /** times real time, 0.1 to 100; Infinity as fast as it is taken */
  speed?: number;
  /** repeats until closed; each pass of a capture with a session start is another session */
  loop?: boolean;
  /** the archive, for replaying a session by its id */
  recordings?: string;
  name?: string;
  clock?: ArrivalClock;
}

/**
 * Replays a capture, or that of an archived session, at its own pace × speed; the datagrams arrive now. They are a series, which
 * `resume` continues after an interruption. Throws a UserError when there is no such capture or session.
 */
export async function replayCollector(pathOrSession: string, options: ReplayCollectorOptions = {}): Promise<Collector> {
  const {speed = 1, loop = false, recordings, clock = new ArrivalClock()} = options;
  const path = await captureOf(pathOrSession, recordings);
  const counts: CollectorStats = emptyStats();
  const stopping = new AbortController();
  let pace = new Pace(speed);
  const series = {key: `replay:${basename(pathOrSession)}:${await digestOf(path)}`, first: 0, startAt};
  /** number of the next datagram of the file, over all passes */
  let next = 0;
  let start = 0;

  function startAt(number: number) {
    start = number;
  }

  async function* pass(): AsyncGenerator<DatagramBatch, void, void> {
    pace = new Pace(speed);
    let first: {seconds: number; nanos: number} | undefined;
    for await (const batch of readCapture(path, {tolerant: true})) {
      const skipped = Math.max(0, Math.min(batch.count, start - next));
      next += skipped;
      for (let from = skipped; from < batch.count && !stopping.signal.aborted; ) {
        first ??= {seconds: batch.seconds[from], nanos: batch.nanos[from]};
        const at = (i: number) => batch.seconds[i] - first!.seconds + (batch.nanos[i] - first!.nanos) / 1e9;
        await pace.until(at(from));
        const {elapsed} = pace;
        let to = from + 1;
        while (to < batch.count && to - from < MOST && at(to) <= elapsed) to++;
        const due = slice(batch, from, to);
        clock.stamp(due);
        counts.received += due.count;
        for (let i = 0; i < due.count; i++) counts.bytes += due.length[i];
        if (stopping.signal.aborted) return;
        series.first = next;
        next += due.count;
        yield due;
        from = to;
        await turn();
      }
      if (stopping.signal.aborted) return;
    }
  }

  return {
    name: options.name ?? `replay:${basename(pathOrSession)}`,
    patient: true,
    series,
    stats: () => ({...counts}),
    async *[Symbol.asyncIterator]() {
      do {
        yield* pass();
        if (next === 0 && !stopping.signal.aborted) throw new UserError(`no datagrams in ${pathOrSession}`);
      } while (loop && !stopping.signal.aborted);
    },
    async close() {
      stopping.abort();
      pace.stop();
    },
  };
}

/** SHA-256 of the length, the first and the last 4 MiB: reading all of a long capture would take seconds. */
async function digestOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const {size} = await file.stat();
    const hash = createHash("sha256").update(String(size));
    for (const position of size > ENDS ? [0, size - ENDS] : [0]) {
      const {buffer, bytesRead} = await file.read({buffer: Buffer.alloc(Math.min(ENDS, size)), position});
      hash.update(buffer.subarray(0, bytesRead));
    }
    return hash.digest("hex").slice(0, 16);
  } finally {
    await file.close();
  }
}

/** Views of a part of a batch. */
function slice({bytes, view, flows, ...batch}: DatagramBatch, from: number, to: number): DatagramBatch {
  return {
    count: to - from,
    bytes,
    view,
    flows,
    offset: batch.offset.subarray(from, to),
    length: batch.length.subarray(from, to),
    seconds: batch.seconds.subarray(from, to),
    nanos: batch.nanos.subarray(from, to),
    flow: batch.flow.subarray(from, to),
  };
}

/** A file of that name takes precedence over a session of that id. */
export async function captureOf(text: string, recordings: string | undefined): Promise<string> {
  if (existsSync(text) && statSync(text).isFile()) return text;
  if (recordings !== undefined && /^[\w-][\w.-]*$/.test(text) && existsSync(join(recordings, text))) {
    return join(recordings, text, await captureName(recordings, text));
  }
  throw new UserError(`no such capture or session: ${text}`);
}
