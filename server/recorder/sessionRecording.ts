import {existsSync} from "node:fs";
import {appendFile, mkdir, open, readdir, rename, rm, stat, truncate, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {sessionText} from "../../loaders/archive/sessionText.js";
import {writeWhole} from "../../loaders/archive/writeWhole.js";
import {GzipBlocks} from "../../loaders/captures/gzipBlocks.js";
import {settleTrack} from "../../loaders/tracks/settleTrack.js";
import {encodeSamples, encodeSchema} from "../../src/core/archive/encodeSamples.js";
import {encodeLaps} from "../../src/core/archive/laps.js";
import {appendSamples, columnKey} from "../../src/core/archive/sampleStream.js";
import type {SampleTable} from "../../src/core/archive/samples.js";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {PcapWriter, pcapHeader} from "../../src/core/capture/pcapWriter.js";
import type {OpenLap} from "../../src/core/games/game.js";
import {samplesFile, supersededFile} from "../../src/core/session/lapRow.js";
import {CAPTURE_FILE, capturedSession} from "../../src/core/session/sessionFile.js";
import type {FoundSession} from "../../src/core/session/sessionSplitter.js";

/** Exists in the folder of a session while it is recorded. */
export const MARKER = ".recording";
/** Interval of writing session.json and laps.arrows while only counters change. */
const DESCRIBE_MS = 2000;
/** Interval at which the file of a running lap grows when many cars drive, in turns: all at once would delay the relay. */
const GROW_MS = 2000;

/** A full grid fills such a block in a tenth of a second; packing it takes a millisecond. */
const PACKING = {blockBytes: 64 * 1024};

/** The file of a running lap, and how much of the lap it holds. */
interface Running {
  path: string;
  /** see columnKey */
  columns: string;
  rows: number;
  revision: number;
  /** when it grew last, by the recorder's clock */
  grownAt: number;
}

/** A session that is being recorded: its folder in the archive, readable at every moment. */
export class SessionRecording {
  readonly folder: string;
  private readonly pcap = new PcapWriter();
  private blocks: GzipBlocks | undefined;
  /** bytes of the capture before this process wrote to it */
  private base = 0;
  /** the capture is being read back: its datagrams must not be written again */
  private reading = false;
  private readonly running = new Map<string, Running>();
  private finished: {path: string; bytes: Uint8Array}[] = [];
  /** samples files that belong to the session when it is over */
  private readonly wanted = new Set<string>();
  private describedAt = Number.NEGATIVE_INFINITY;
  private flushedAt = Number.NEGATIVE_INFINITY;
  ended = false;
  /** when its last datagram was taken, by the recorder's clock */
  heardAt = 0;
  /** the archive has this session already */
  ignored = false;

  constructor(
    private readonly recordings: string,
    readonly found: FoundSession,
  ) {
    this.folder = join(recordings, found.id);
  }

  /**
   * A new session. If the archive has a session of that id it is left alone, unless it is a recording whose first checkpoint was never
   * written: that one is replaced.
   */
  async create(): Promise<void> {
    const marker = join(this.folder, MARKER);
    await mkdir(dirname(this.folder), {recursive: true});
    if (existsSync(marker)) await rm(this.folder, {recursive: true});
    if (existsSync(this.folder)) {
      this.ignored = true;
      return;
    }
    // marker and folder appear together: after a kill between the two, the folder would look like an imported session
    const begun = join(dirname(this.folder), `.begun-${this.found.id}`);
    await rm(begun, {recursive: true, force: true});
    await mkdir(begun);
    await writeFile(join(begun, MARKER), "");
    await rename(begun, this.folder);
    this.blocks = new GzipBlocks(await open(this.capture, "ax"), PACKING);
    await this.blocks.write(pcapHeader());
  }

  /** A session that was being recorded before: its capture, cut to the checkpoint, is read back until `resumed`. */
  reopen(captureBytes: number): void {
    this.base = captureBytes;
    this.reading = true;
  }

  async resumed(): Promise<void> {
    this.reading = false;
    this.blocks = new GzipBlocks(await open(this.capture, "a"), PACKING);
  }

  get capture(): string {
    return join(this.folder, CAPTURE_FILE);
  }

  get captureBytes(): number {
    return this.base + (this.blocks?.bytesOut ?? 0);
  }

  datagram(batch: DatagramBatch, i: number, now: number): void {
    this.heardAt = now;
    if (!this.reading && !this.ignored) this.pcap.append(batch, i);
  }

  /** A finished lap: replaces the file of the running one. */
  samples(car: number, lap: number, table: SampleTable, superseded: readonly SampleTable[]): void {
    if (this.ignored) return;
    const path = samplesFile(car, lap);
    this.running.delete(path);
    if (table.rows > 0) this.finished.push({path, bytes: encodeSamples(table)});
    superseded.forEach((taken, n) => {
      const aside = supersededFile(car, lap, n);
      this.finished.push({path: aside, bytes: encodeSamples(taken)});
      this.wanted.add(aside);
    });
  }

  /** Compresses the datagrams since the last call; small portions do not delay the relay. */
  async pack(): Promise<void> {
    const bytes = this.pcap.take();
    if (bytes.length > 0) await this.blocks?.write(bytes);
  }

  /** Writes everything so far: first the capture, synced to disk, then the files that can be rebuilt from it. */
  async flush(now: number): Promise<void> {
    if (this.ignored) return;
    await this.pack();
    await this.blocks?.flush({sync: true});
    const news = this.finished.length > 0 || this.ended || now - this.describedAt >= DESCRIBE_MS;
    await this.writeFinished();
    if (!this.ended) for (const open of this.dueLaps(now)) await this.grow(open, now);
    this.flushedAt = now;
    if (!news) return;
    this.describedAt = now;
    await this.describe(now);
  }

  async writeFinished(): Promise<void> {
    for (const {path, bytes} of this.finished.splice(0)) await writeWhole(join(this.folder, path), bytes);
  }

  /** The session is over: the folder now equals an import of the capture. */
  async close(now: number): Promise<void> {
    if (this.ignored) return;
    await this.flush(now);
    await this.blocks?.close({sync: true});
    for (const entry of await readdir(this.folder, {recursive: true, withFileTypes: true})) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(this.folder.length + 1).replaceAll("\\", "/");
      // a kill during a write leaves a partial file under another name
      if (/\.\d+\.tmp$/.test(name) || (name.startsWith("samples/") && !this.wanted.has(name))) await rm(path);
    }
    await rm(join(this.folder, MARKER), {force: true});
  }

  /** Closes the files without writing: after a failure. */
  async abandon(): Promise<void> {
    await this.blocks?.close().catch(() => {});
  }

  /** The running laps whose files are extended now: those that have waited longest. */
  private dueLaps(now: number): OpenLap[] {
    const laps = [...this.found.builder.openLaps()];
    const share = Math.min(1, (now - this.flushedAt) / GROW_MS);
    const grownAt = ({car, lap}: OpenLap) => this.running.get(samplesFile(car, lap))?.grownAt ?? 0;
    return laps.sort((a, b) => grownAt(a) - grownAt(b)).slice(0, Math.ceil(laps.length * share));
  }

  private async grow({car, lap, revision, ...open}: OpenLap, now: number): Promise<void> {
    const table = open.table();
    const path = samplesFile(car, lap);
    let running = this.running.get(path);
    if (
      !running ||
      running.revision !== revision ||
      running.columns !== columnKey(table) ||
      running.rows > table.rows
    ) {
      running = {path, columns: columnKey(table), rows: 0, revision, grownAt: now};
      this.running.set(path, running);
      await writeWhole(join(this.folder, path), encodeSchema(table));
    }
    running.grownAt = now;
    if (table.rows === running.rows) return;
    await appendFile(join(this.folder, path), appendSamples(table, running.rows));
    running.rows = table.rows;
  }

  private async describe(now: number): Promise<void> {
    const {session, laps} = capturedSession(this.found, null);
    // a finished lap that may still be rewound is listed with all its samples
    for (const open of this.found.builder.openLaps())
      if (laps.some(({car, lap, file}) => file && car === open.car && lap === open.lap)) await this.grow(open, now);
    // an unnamed track is recognised when all of its line is known
    if (this.ended) await settleTrack(this.recordings, session);
    for (const {file} of laps) if (file) this.wanted.add(file);
    await writeWhole(join(this.folder, "laps.arrows"), encodeLaps(laps));
    await writeWhole(join(this.folder, "session.json"), sessionText(session));
  }
}

/** Cuts a session's capture to this length; false when it is missing or shorter. */
export async function cutCapture(recordings: string, id: string, bytes: number): Promise<boolean> {
  const path = join(recordings, id, CAPTURE_FILE);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.size < bytes) return false;
  await truncate(path, bytes);
  return true;
}
