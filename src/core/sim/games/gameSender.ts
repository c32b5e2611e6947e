import type {Flow} from "../../capture/batch.js";
import {BatchBuilder} from "../../capture/batchBuilder.js";
import {PageReader} from "../../games/ac/pageReader.js";
import {type PageName, pagesFlow} from "../../games/ac/pages.js";
import {AcUdpClient} from "../../games/ac/udpClient.js";
import {AC_UDP_PORT} from "../../games/ac/udpMessages.js";
import {AccClient} from "../../games/acc/client.js";
import {ACC_UDP_PORT} from "../../games/acc/messages.js";
import type {SimSender} from "../sender.js";
import type {LapTiming} from "../timing.js";
import type {AccBroadcaster} from "./accBroadcaster.js";
import {AcPages, type AcPagesOptions} from "./acPages.js";
import type {AcUdpGame} from "./acUdpGame.js";
import type {GameRun, Moment} from "./gameRun.js";
import type {SimSession} from "./simSession.js";
import type {Told, UdpGame} from "./udpGame.js";

export interface GameSenderOptions {
  /** arrival of the first datagram, seconds since 1970-01-01 UTC */
  start?: number;
  /** frames a batch holds at most */
  frames?: number;
}

/** gap between the datagrams of one frame, as a network card would show it */
const SPACING_NS = 20_000;
/** rounds of asking and answering in one frame, at most */
const GREETING = 8;
const CLIENT = "collector";
const HERE = "127.0.0.1";
const CLIENT_PORT = 50_960;

/** What a frame of a session is heard as, by whoever listens. `now`: s since the first frame. */
export type Hear = (moment: Moment, session: SimSession, now: number) => Uint8Array[];

/** A simulated session as our collectors hear it from a game: what they would have captured, arrival times included. */
export class GameSender implements SimSender {
  readonly batch: BatchBuilder;
  datagrams = 0;
  bytes = 0;
  private over = false;

  constructor(
    readonly run: GameRun,
    flow: Flow,
    private readonly hear: Hear,
    private readonly options: GameSenderOptions = {},
  ) {
    this.batch = new BatchBuilder([flow]);
  }

  get timings(): readonly LapTiming[] {
    return this.run.session.cars.map(({timing}) => timing);
  }

  get progress(): SimSession["progress"] {
    return this.run.session.progress;
  }

  fill(frames = this.options.frames ?? this.run.rate): boolean {
    if (this.over) return false;
    const heard: {payload: Uint8Array; seconds: number; nanos: number}[] = [];
    for (let k = 0; k < frames; k++) {
      const {run} = this;
      const {frame, rate} = run;
      const moment = run.next();
      if (moment === undefined) {
        this.over = true;
        break;
      }
      // whole nanoseconds from whole numbers: a fraction of seconds since 1970 keeps only about 200 ns
      const {start = 0} = this.options;
      const whole = Math.floor(start);
      const nanos = Math.round((start - whole) * 1e9) + Math.round(((frame % rate) * 1e9) / rate);
      for (const [i, payload] of this.hear(moment, run.session, frame / rate).entries()) {
        const sum = nanos + i * SPACING_NS;
        const seconds = whole + Math.floor(frame / rate) + Math.floor(sum / 1e9);
        heard.push({payload, seconds, nanos: sum % 1e9});
      }
    }
    this.pile(heard);
    return heard.length > 0 || !this.over;
  }

  private pile(heard: readonly {payload: Uint8Array; seconds: number; nanos: number}[]): void {
    const bytes = new Uint8Array(heard.reduce((sum, {payload}) => sum + payload.length, 0));
    this.batch.reset(bytes, new DataView(bytes.buffer));
    let at = 0;
    for (const {payload, seconds, nanos} of heard) {
      bytes.set(payload, at);
      this.batch.add(at, payload.length, seconds, nanos, 0);
      at += payload.length;
    }
    this.datagrams += heard.length;
    this.bytes += bytes.length;
  }
}

/** Shared-memory pages as they are polled once a frame. */
export function pagesSender(run: GameRun, options: AcPagesOptions = {}, rest: GameSenderOptions = {}): GameSender {
  const memory = new Map<PageName, Uint8Array>();
  const pages = new AcPages(run.session, {write: (page, bytes) => memory.set(page, bytes)}, options);
  const reader = new PageReader({read: (page) => memory.get(page) ?? null});
  return new GameSender(
    run,
    pagesFlow(),
    (moment, session, now) => {
      pages.show(moment, session);
      if (session.done) pages.leave();
      // the reader's own bytes change with the next poll, and a batch spans several
      return reader.poll(now).map((bytes) => bytes.slice());
    },
    rest,
  );
}

/** What a link does to what is told: see BadLink. */
type Carry = (told: Told[]) => Told[];

/** Assetto Corsa's remote telemetry as a client hears it. */
export function acUdpSender(run: GameRun, game: AcUdpGame, carry?: Carry, rest: GameSenderOptions = {}): GameSender {
  return new GameSender(run, flowFrom(AC_UDP_PORT), conversation(game, new AcUdpClient(), carry), rest);
}

/** Competizione's broadcasting as a client hears it that asked for an update a frame. */
export function accSender(run: GameRun, game: AccBroadcaster, carry?: Carry, rest: GameSenderOptions = {}): GameSender {
  const client = new AccClient({password: game.options.password, intervalMs: 1000 / run.rate});
  return new GameSender(run, flowFrom(ACC_UDP_PORT), conversation(game, client, carry), rest);
}

function flowFrom(sourcePort: number): Flow {
  return {source: HERE, sourcePort, target: HERE, targetPort: CLIENT_PORT};
}

interface Client {
  at(now: number): Uint8Array[];
  datagram(view: DataView, offset: number, length: number, now: number): void;
}

/** A game and a client in one room. */
function conversation(game: UdpGame, client: Client, carry: Carry = (told) => told): Hear {
  return (moment, session, now) => {
    const heard: Uint8Array[] = [];
    const hear = (bytes: Uint8Array) => {
      client.datagram(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length, now);
      heard.push(bytes);
    };
    for (let k = 0, asked = true; asked && k < GREETING; k++) {
      asked = false;
      for (const request of client.at(now)) {
        asked = true;
        for (const answer of game.receive(request, CLIENT)) hear(answer);
      }
    }
    for (const {bytes} of carry(game.tell(moment, session))) hear(bytes);
    return heard;
  };
}
