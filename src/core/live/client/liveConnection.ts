import {readSamples} from "../../archive/samples.js";
import {CHANNELS} from "../../channels/catalogue.js";
import {createRow, rowIndex} from "../../channels/telemetryRow.js";
import type {LiveEvent} from "../../messages/events.js";
import {decodeEvent} from "../../messages/protobuf.js";
import {decodeTelemetry} from "../../messages/protobufTelemetry.js";
import {LIVE_TOPICS, type LiveTopic} from "../../messages/topics.js";
import type {LiveArchive} from "../timeline/archivedRows.js";
import {LatencyByHop} from "../timeline/latencyByHop.js";
import type {LiveHealth, LiveState} from "../timeline/liveSource.js";
import type {PageClock} from "../timeline/pageClock.js";
import {TimelineSource} from "../timeline/timelineSource.js";
import {channelName} from "../wire/channelName.js";
import type {RelayedSession, RelayMessage} from "../wire/protocol.js";
import {COLUMNS, type WireMessage, type WireRecord} from "../wire/wireFrames.js";
import {type PageSocket, RelaySocket} from "./relaySocket.js";
import {RunningArchive} from "./runningArchive.js";

/** The channels of the live pages. Each costs about 2 MB of memory with a full grid. */
export const LIVE_CHANNELS: readonly string[] = `
  lapNumber currentLapTimeMs lapDistance sector position deltaToFrontMs deltaToLeaderMs pitStatus
  lapInvalid lastLapTimeMs sector1TimeMs sector2TimeMs throttle brake steering speedKmh gear rpm drs worldX
  worldZ gLateral gLongitudinal tyreCompound tyreAgeLaps fiaFlag fuelMass ersStore pitLimiter driverStatus
`
  .trim()
  .split(/\s+/);

export interface LiveOptions {
  /** an id, or "latest" */
  session?: string;
  topics?: readonly LiveTopic[];
  cars?: readonly number[] | null;
  /** names of the catalogue or aliases; "all" of them */
  channels?: readonly string[] | "all";
  /** "live": each frame at once; "tick": a message every 16 or 33 ms; "adaptive" (default): as fast as page and relay keep up */
  mode?: "live" | "tick" | "adaptive";
  tickMs?: 16 | 33;
  /** s that can be sought without an archive */
  keepS?: number;
  /** s of earlier data requested at the beginning */
  backfillS?: number;
  open: () => PageSocket;
  clock: PageClock;
  /** archive of the same session, for data older than `keepS`; null: none */
  archive?: LiveArchive | null;
}

/** A running session, through the relay. */
export class LiveConnection extends TimelineSource {
  readonly #options: LiveOptions;
  readonly #names: readonly string[];
  readonly #places: readonly number[];
  readonly #row = createRow();
  readonly #link: RelaySocket;
  readonly #positions = new Map<string, number>();
  #connected = false;
  #ever = false;
  #id: string | null = null;
  #number = -1;
  #sessions: RelayedSession[] = [];
  #recording: string | null = null;
  #skipped = 0;
  readonly #hops = new LatencyByHop();
  #chosen: string;
  readonly #archive: RunningArchive;
  #received = Number.NaN;
  /** what arrives is from before the subscription: it waited in the log and does not count for the latency */
  #isLoading = false;

  constructor(options: LiveOptions) {
    const {open, clock, keepS = 120, channels = LIVE_CHANNELS, session = "latest"} = options;
    super(clock, keepS);
    this.#chosen = session;
    this.#options = options;
    this.#archive = new RunningArchive(this, options.archive ?? null, options.cars ?? null);
    this.#names =
      channels === "all" ? CHANNELS.map(({name}) => name) : [...new Set([...channels.map(channelName), "lapNumber"])];
    this.#places = this.#names.map(rowIndex);
    this.#link = new RelaySocket({
      open,
      clock,
      subscription: () => this.#subscription(),
      onState: (connected) => {
        this.#connected = connected;
        this.#ever ||= connected;
        this.changed();
      },
      onControl: (message) => this.#onControl(message),
      onFrames: (message) => this.#onFrames(message),
    });
  }

  get state(): LiveState {
    if (!this.#connected) return this.#ever ? "lost" : "connecting";
    if (this.#isLoading && this.#id !== null) return "loading";
    if (Number.isNaN(this.newest)) return "waiting";
    return this.#sessions.find(({id}) => id === this.#id)?.ended ? "ended" : "live";
  }

  get health(): LiveHealth {
    const found = this.#sessions.find(({id}) => id === this.#id);
    const hops = this.#hops.hops(found?.hops);
    return {
      latencyP50: hops.total.p50,
      latencyP99: hops.total.p99,
      hops,
      skipped: this.#skipped,
      reconnects: this.#link.reconnects,
      ledger: found?.ledger ?? {received: 0, malformed: 0, duplicated: 0, reordered: 0, lostFrames: 0},
      recording: this.#recording,
    };
  }

  override pause(): void {
    this.#archive.read();
    super.pause();
  }

  override seek(time: number | null): void {
    if (time !== null) this.#archive.read();
    super.seek(time);
  }

  /** The relay's sessions, the newest last. */
  get sessions(): readonly RelayedSession[] {
    return this.#sessions;
  }

  /** Switches to another session; "latest": the newest, and each newer one. */
  choose(session: string): void {
    this.#chosen = session;
    this.#positions.clear();
    this.#link.resubscribe();
  }

  override close(): void {
    this.#link.close();
    this.#archive.follow(null);
    super.close();
  }

  #subscription() {
    const {topics = LIVE_TOPICS, cars = null, channels = LIVE_CHANNELS} = this.#options;
    const {mode = "adaptive", tickMs = 33, keepS = 120} = this.#options;
    this.#isLoading = true;
    // after a short break only missed data are requested; after a long one the buffers start again
    const away = (this.clock.now() - this.#received) / 1000;
    const resumes = this.#positions.size > 0 && away < keepS;
    return {
      session: this.#chosen,
      topics: [...topics],
      cars: cars && [...cars],
      channels: channels === "all" ? null : [...this.#names],
      mode,
      tickMs,
      encoding: "binary" as const,
      backfillS: this.#options.backfillS ?? Math.min(60, keepS),
      resumeFrom: resumes ? this.#resumeFrom() : null,
    };
  }

  #resumeFrom() {
    return [...this.#positions].map(([feed, offset]) => {
      const [topic, partition] = feed.split(" ");
      return {topic: topic as LiveTopic, partition: Number(partition), offset};
    });
  }

  #onControl(message: RelayMessage): void {
    if (message.type === "sessions") {
      this.#sessions = message.sessions;
      this.#recording = message.recording;
    } else if (message.type === "subscribed") {
      this.#number = message.number ?? -1;
      if (message.session !== this.#id) this.#begin(message.session);
      this.#isLoading = message.session !== null;
    } else if (message.type === "caughtUp") this.#isLoading = false;
    else if (message.type === "skipped") this.#skipped += message.frames;
    else if (message.type !== "error" && message.type !== "pong") return;
    this.session = this.#sessions.find(({id}) => id === this.#id) ?? null;
    this.changed();
  }

  #begin(id: string | null): void {
    this.#id = id;
    this.#positions.clear();
    this.#hops.clear();
    this.#archive.follow(id);
    this.reset();
  }

  #onFrames(message: WireMessage): void {
    const now = this.clock.now();
    this.#received = now;
    if (message.kind === COLUMNS) {
      if (message.session === this.#number) this.#takeColumns(message.arrow);
      this.#note(message.topic, message.partition, message.offset);
    } else {
      const arrivals: number[] = [];
      for (const record of message.records) {
        if (record.session !== this.#number) continue;
        this.#take(record);
        // one arrival per frame: its cars arrived together; the analyst's events were sent later
        if (record.topic === TELEMETRY && !(record.arrival <= (arrivals.at(-1) ?? Number.NEGATIVE_INFINITY)))
          arrivals.push(record.arrival);
      }
      const {read, sent} = message;
      if (!this.#isLoading) this.#hops.note(arrivals, {read, sent, shown: now + this.#link.offset});
    }
    this.changed();
  }

  #take({topic, partition, offset, payload}: WireRecord): void {
    this.#note(topic, partition, offset);
    const name = LIVE_TOPICS[topic];
    if (!name) return;
    if (name !== "telemetry") {
      this.addEvent(decodeEvent(name, payload) as LiveEvent);
      return;
    }
    const row = decodeTelemetry(payload, this.#row);
    this.append(row[CAR], row[TIME], this.#names, (i) => row[this.#places[i]]);
  }

  #takeColumns(arrow: Uint8Array): void {
    const samples = readSamples(arrow);
    const times = samples.values("sessionTime");
    const cars = samples.values("car");
    const names = this.#names.filter((name) => samples.has(name));
    const columns = names.map((name) => samples.values(name));
    for (let i = 0; i < samples.rows; i++) this.append(cars[i], times[i], names, (c) => columns[c][i]);
  }

  #note(topic: number, partition: number, offset: number): void {
    this.#positions.set(`${LIVE_TOPICS[topic]} ${partition}`, offset);
  }
}

const TIME = rowIndex("sessionTime");
const CAR = rowIndex("car");
const TELEMETRY = LIVE_TOPICS.indexOf("telemetry");
