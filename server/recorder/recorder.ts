import {join} from "node:path";
import {CaptureFile} from "../../loaders/captures/readCapture.js";
import type {Ledger} from "../../src/core/archive/types.js";
import {decodeBundle, encodeBundle} from "../../src/core/capture/datagramBundle.js";
import {CAPTURE_FILE} from "../../src/core/session/sessionFile.js";
import {type FoundSession, SessionSplitter} from "../../src/core/session/sessionSplitter.js";
import {atMost} from "../atMost.js";
import {failureLine} from "../failureLine.js";
import type {Log, LogEntry} from "../log/log.js";
import {retry} from "../retry.js";
import {ENDED_MS, SILENT_MS} from "../silence.js";
import {type Checkpoint, readCheckpoint, writeCheckpoint} from "./checkpoint.js";
import {paced} from "./paced.js";
import {cutCapture, SessionRecording} from "./sessionRecording.js";

/** Most bytes taken from the log between two flushes: catching up must not fill the memory. */
const MOST_AT_ONCE = 16 * 2 ** 20;

/** How long the log may take to report its end offsets. */
const DESCRIBE_MS = 2000;

export interface RecorderOptions {
  log: Log;
  /** name of the topic with the datagram bundles */
  topic: string;
  /** the archive's folder */
  recordings: string;
  /** called when all of a session is in the archive and nothing more will come */
  recorded?: (id: string) => void;
  /** how long the samples on disk may lag behind, ms */
  flushMs?: number;
  /** after the game reported the end of the session, and after its last datagram, ms: by this process's clock, not by arrivals */
  endedMs?: number;
  silentMs?: number;
  /** pause after a failure (disk full), ms */
  retryMs?: number;
  /** monotonic, ms: a wall clock that is set, here or at the collector, must end no session */
  clock?: () => number;
  report?: (line: string) => void;
}

export interface RecorderStatus {
  /** why nothing is recorded now; null while all is well */
  error: string | null;
  sessions: {id: string; datagrams: number; lastSeen: number}[];
}

/**
 * Records the datagrams of the log in the archive, as a consumer with its own position. Killed at any moment and started again, it
 * writes the same files as without the kill. A full disk stops it with an error and without loss, as long as the log keeps the
 * datagrams; it continues by itself once there is room.
 */
export class Recorder {
  private error: string | null = null;
  private readonly live = new Map<FoundSession, SessionRecording>();
  private readonly positions = new Map<string, Checkpoint["positions"][number]>();
  private closing: SessionRecording[] = [];
  /** the session whose capture is being read back */
  private reading: string | undefined;
  /** of the tick in hand, by the clock */
  private now = 0;

  constructor(private readonly options: RecorderOptions) {}

  get status(): RecorderStatus {
    // a session that is over is listed until its last file is written
    const sessions = [...this.live.values(), ...this.closing].map(({found}) => ({
      id: found.id,
      datagrams: found.builder.ledger.received,
      lastSeen: arrivalMs(found.last),
    }));
    return {error: this.error, sessions};
  }

  /**
   * The counts of a session that is being recorded, since its first datagram, over restarts too. Undefined for any other, while captures
   * are read back, and while nothing can be recorded.
   */
  ledgerOf(id: string): Ledger | undefined {
    if (this.reading !== undefined || this.error !== null) return undefined;
    for (const {found, ignored} of [...this.live.values(), ...this.closing])
      if (found.id === id && !ignored) return found.builder.counts();
    return undefined;
  }

  /** Records until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const {retryMs = 5000, report = () => {}, recordings} = this.options;
    await retry(signal, () => this.record(signal).finally(() => this.abandon()), {
      retryMs,
      onFailure: (error) => {
        // the user need not import anything: the log is recorded as soon as there is room
        this.error = failureLine(error, recordings).replace(
          "make room and import again",
          "recording continues when there is room",
        );
        report(`recording stopped: ${this.error}; trying again`);
      },
    });
  }

  private async abandon(): Promise<void> {
    for (const session of this.live.values()) await session.abandon();
  }

  private async record(signal: AbortSignal): Promise<void> {
    const {log, topic, recordings, flushMs = 300, clock = () => performance.now()} = this.options;
    this.live.clear();
    this.positions.clear();
    this.closing = [];
    const checkpoint = await readCheckpoint(recordings);
    for (const position of checkpoint?.positions ?? [])
      this.positions.set(`${position.topic} ${position.partition}`, position);
    const opening: Promise<void>[] = [];
    const reopened = new Map(checkpoint?.sessions.map(({id, captureBytes}) => [id, captureBytes]));
    const splitter = new SessionSplitter({
      begin: (found) => {
        // a capture that is read back holds one session, which keeps its id
        if (this.reading !== undefined) found.id = this.reading;
        const session = new SessionRecording(recordings, found);
        this.live.set(found, session);
        const bytes = reopened.get(found.id);
        if (bytes === undefined) opening.push(session.create());
        else session.reopen(bytes);
        return session;
      },
      datagram: (found, batch, i) => this.live.get(found)?.datagram(batch, i, this.now),
      end: (found) => {
        const session = this.live.get(found);
        if (!session) return;
        session.ended = true;
        this.live.delete(found);
        this.closing.push(session);
      },
    });
    await this.resume(splitter, checkpoint, opening);
    // reading captures back takes time, which does not count as silence
    for (const session of this.live.values()) session.heardAt = clock();
    reopened.clear();
    const consumer = await log.consume({topics: [topic], from: this.start(checkpoint), signal});
    this.error = null;
    try {
      for await (const {entries, due} of paced(consumer, {ms: flushMs, bytes: MOST_AT_ONCE}, signal)) {
        this.now = clock();
        for (const entry of entries) this.take(splitter, entry);
        await Promise.all(opening.splice(0));
        if (due) await this.save(splitter, this.now);
        else for (const session of this.live.values()) await session.pack();
      }
      await this.save(splitter, clock());
    } finally {
      await consumer.close();
    }
  }

  /** Reads the captures of the sessions that were being recorded, which restores their state. */
  private async resume(
    splitter: SessionSplitter,
    checkpoint: Checkpoint | undefined,
    opening: Promise<void>[],
  ): Promise<void> {
    const {recordings, report = () => {}} = this.options;
    this.reading = undefined;
    for (const {id, captureBytes} of checkpoint?.sessions ?? []) {
      // deleted by the user, or lost in a power cut: its next datagrams begin another session
      if (!(await cutCapture(recordings, id, captureBytes))) {
        report(`session ${id} cannot be continued: its capture no longer exists`);
        continue;
      }
      this.reading = id;
      const file = new CaptureFile(join(recordings, id, CAPTURE_FILE), {tolerant: true});
      for await (const batch of file.batches()) {
        splitter.accept(batch);
        await Promise.all(opening.splice(0));
        for (const session of this.live.values()) await session.writeFinished();
      }
      for (const session of this.live.values()) if (session.found.id === id) await session.resumed();
      this.reading = undefined;
    }
    for (const text of checkpoint?.pending ?? []) splitter.accept(decodeBundle(Buffer.from(text, "base64")));
  }

  private start(checkpoint: Checkpoint | undefined): "earliest" | Checkpoint["positions"] {
    return checkpoint?.positions.length ? checkpoint.positions : "earliest";
  }

  private take(splitter: SessionSplitter, {topic, partition, offset, value}: LogEntry): void {
    try {
      splitter.accept(decodeBundle(value));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.options.report?.(`${topic} ${partition}@${offset}: ${error.message}`);
    }
    this.positions.set(`${topic} ${partition}`, {topic, partition, offset: offset + 1});
  }

  /**
   * Whether everything in the log was read. While the log is unreachable or far ahead, a session is not known to be silent: if it were
   * ended then, its remaining datagrams would begin another one.
   */
  private async isCaughtUp(): Promise<boolean> {
    const {log, topic} = this.options;
    const described = await atMost(DESCRIBE_MS, log.describeTopics()).catch(() => undefined);
    const found = described?.find(({name}) => name === topic);
    const isRead = ({first, next}: {first: number; next: number}, partition: number) =>
      next === first || next <= (this.positions.get(`${topic} ${partition}`)?.offset ?? 0);
    return found?.offsets.every(isRead) ?? false;
  }

  /** Writes everything taken so far to disk, closes the sessions that are over, and then writes the checkpoint. */
  private async save(splitter: SessionSplitter, now: number): Promise<void> {
    const {recordings, recorded = () => {}, endedMs = ENDED_MS, silentMs = SILENT_MS} = this.options;
    const isSilent = (found: FoundSession) =>
      now - (this.live.get(found)?.heardAt ?? now) > (found.decoder.over ? endedMs : silentMs);
    if ([...this.live.keys()].some(isSilent)) {
      if (await this.isCaughtUp()) splitter.endWhere(isSilent);
      else for (const session of this.live.values()) session.heardAt = now;
    }
    for (const session of this.live.values()) await session.flush(now);
    for (const session of this.closing) {
      await session.close(now);
      if (!session.ignored) recorded(session.found.id);
    }
    this.closing = [];
    await writeCheckpoint(recordings, {
      version: 1,
      positions: [...this.positions.values()],
      sessions: [...this.live.values()]
        .filter(({ignored}) => !ignored)
        .map((s) => ({id: s.found.id, captureBytes: s.captureBytes})),
      pending: splitter.pending().map((batch) => Buffer.from(encodeBundle(batch)).toString("base64")),
    });
  }
}

function arrivalMs({seconds, nanos}: FoundSession["last"]): number {
  return seconds * 1000 + nanos / 1e6;
}
