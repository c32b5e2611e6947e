import type {Flow} from "../../capture/batch.js";
import {BatchBuilder} from "../../capture/batchBuilder.js";
import {PageReader} from "../../games/ac/pageReader.js";
import {type PageName, pagesFlow} from "../../games/ac/pages.js";
import {AcUdpClient} from "../../games/ac/udpClient.js";
import {AC_UDP_PORT} from "../../games/ac/udpMessages.js";
import {AccClient} from "../../games/acc/client.js";
import {ACC_UDP_PORT} from "../../games/acc/messages.js";
import {FORZA_PORT} from "../../games/forza/layout.js";
import {type Arrival, frameArrival} from "../arrival.js";
import type {SenderOptions} from "../f1Sender.js";
import type {SimSender} from "../sender.js";
import type {LapTiming} from "../timing.js";
import type {AccBroadcaster} from "./accBroadcaster.js";
import {AcPagesWriter, type AcPagesWriterOptions} from "./acPagesWriter.js";
import type {AcUdpGame} from "./acUdpGame.js";
import type {ForzaGame} from "./forzaGame.js";
import type {GameRun, Moment} from "./gameRun.js";
import type {SimSession} from "./simSession.js";
import type {ClientDatagram, UdpGame} from "./udpGame.js";

export type GameSenderOptions = Pick<SenderOptions, "start" | "frames">;

/** maximum number of request rounds of a client in one frame */
const MAX_ROUNDS = 8;
const CLIENT = "collector";
const LOCALHOST = "127.0.0.1";
const CLIENT_PORT = 50_960;

/** The datagrams that a collector receives in a frame of a session. `now`: s since the first frame. */
type ReceiveFrame = (moment: Moment, session: SimSession, now: number) => Uint8Array[];

interface Received extends Arrival {
  payload: Uint8Array;
}

/** Sends a simulated session as a collector would have captured it from a game, including arrival times. */
export class GameSender implements SimSender {
  readonly batch: BatchBuilder;
  datagrams = 0;
  bytes = 0;
  private over = false;
  private readonly arrival = {seconds: 0, nanos: 0};

  constructor(
    readonly run: GameRun,
    flow: Flow,
    private readonly receiveFrame: ReceiveFrame,
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
    const {start = 0} = this.options;
    const received: Received[] = [];
    for (let k = 0; k < frames; k++) {
      const {run} = this;
      const {frame, rate} = run;
      const moment = run.next();
      if (moment === undefined) {
        this.over = true;
        break;
      }
      for (const [i, payload] of this.receiveFrame(moment, run.session, frame / rate).entries()) {
        const {seconds, nanos} = frameArrival(start, frame, rate, i, this.arrival);
        received.push({payload, seconds, nanos});
      }
    }
    this.fillBatch(received);
    return received.length > 0 || !this.over;
  }

  private fillBatch(received: readonly Received[]): void {
    const bytes = new Uint8Array(received.reduce((sum, {payload}) => sum + payload.length, 0));
    this.batch.reset(bytes, new DataView(bytes.buffer));
    let at = 0;
    for (const {payload, seconds, nanos} of received) {
      bytes.set(payload, at);
      this.batch.add(at, payload.length, seconds, nanos, 0);
      at += payload.length;
    }
    this.datagrams += received.length;
    this.bytes += bytes.length;
  }
}

/** Shared-memory pages, polled once per frame. */
export function pagesSender(
  run: GameRun,
  options: AcPagesWriterOptions = {},
  senderOptions: GameSenderOptions = {},
): GameSender {
  const memory = new Map<PageName, Uint8Array>();
  const pages = new AcPagesWriter(run.session, {write: (page, bytes) => memory.set(page, bytes)}, options);
  const reader = new PageReader({read: (page) => memory.get(page) ?? null});
  return new GameSender(
    run,
    pagesFlow(),
    (moment, session, now) => {
      pages.show(moment, session);
      if (session.done) pages.leave();
      // the reader reuses its bytes at the next poll, and a batch spans several polls
      return reader.poll(now).map((bytes) => bytes.slice());
    },
    senderOptions,
  );
}

/** The effect of a link on the datagrams sent to clients; see BadLink. */
export type Carry = (sent: ClientDatagram[]) => ClientDatagram[];

/** Assetto Corsa's remote telemetry as a client receives it. */
export function acUdpSender(run: GameRun, game: AcUdpGame, carry?: Carry, options: GameSenderOptions = {}): GameSender {
  return new GameSender(run, flowFrom(AC_UDP_PORT), conversation(game, new AcUdpClient(), carry), options);
}

/** ACC's broadcasting as a client receives it that requested an update per frame. */
export function accSender(
  run: GameRun,
  game: AccBroadcaster,
  carry?: Carry,
  options: GameSenderOptions = {},
): GameSender {
  const client = new AccClient({password: game.options.password, intervalMs: 1000 / run.rate});
  return new GameSender(run, flowFrom(ACC_UDP_PORT), conversation(game, client, carry), options);
}

/** Forza's Data Out, which is sent without a request. */
export function forzaSender(
  run: GameRun,
  game: ForzaGame,
  carry: Carry = (sent) => sent,
  options: GameSenderOptions = {},
): GameSender {
  const flow = {source: LOCALHOST, sourcePort: CLIENT_PORT, target: LOCALHOST, targetPort: FORZA_PORT};
  return new GameSender(
    run,
    flow,
    (moment, session, now) => carry(game.frame(moment, session, now)).map(({bytes}) => bytes),
    options,
  );
}

function flowFrom(sourcePort: number): Flow {
  return {source: LOCALHOST, sourcePort, target: LOCALHOST, targetPort: CLIENT_PORT};
}

interface Client {
  at(now: number): Uint8Array[];
  datagram(view: DataView, offset: number, length: number, now: number): void;
}

/** Connects a game directly with a client. */
function conversation(game: UdpGame, client: Client, carry: Carry = (sent) => sent): ReceiveFrame {
  return (moment, session, now) => {
    const received: Uint8Array[] = [];
    const receive = (bytes: Uint8Array) => {
      client.datagram(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length, now);
      received.push(bytes);
    };
    for (let k = 0, requested = true; requested && k < MAX_ROUNDS; k++) {
      requested = false;
      for (const request of client.at(now)) {
        requested = true;
        for (const answer of game.receive(request, CLIENT)) receive(answer);
      }
    }
    for (const {bytes} of carry(game.frame(moment, session))) receive(bytes);
    return received;
  };
}
