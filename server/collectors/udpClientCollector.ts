import type {RemoteInfo, Socket} from "node:dgram";
import {lookup} from "node:dns/promises";
import type {DatagramBatch, Flow} from "../../src/core/capture/batch.js";
import {ArrivalClock} from "./arrivalClock.js";
import {BatchQueue} from "./batchQueue.js";
import {type Collector, type CollectorStats, emptyStats} from "./collector.js";
import {type HostAddress, UNSPECIFIED_ADDRESS} from "./hostAddress.js";
import {enlargeReceiveBuffer, RECEIVE_BUFFER_BYTES} from "./receiveBuffer.js";
import {openSocket} from "./udpSockets.js";

/** Interval of asking a conversation for datagrams to send, ms. */
const TICK_MS = 200;
/** A name that cannot be resolved is tried again, ms. */
const LOOKUP_MS = 10_000;

/** The client's side of a protocol, pure. `now`: any clock that does not fall, s. */
export interface Conversation {
  /** datagrams to send now */
  at(now: number): Uint8Array[];
  datagram(view: DataView, offset: number, length: number, now: number): void;
  /** datagrams to send at the end */
  close(): Uint8Array[];
  /** for the user: "live", "waiting for …", "wrong password" */
  state(now: number): string;
}

export interface UdpClientOptions {
  /** of the collector */
  name: string;
  /** the game's machine */
  host: string;
  port: number;
  /** 0 or absent: any */
  localPort?: number;
  /** the protocol's default port, also if the game uses another: captures are recognised by it */
  knownPort: number;
  conversation: Conversation;
  receiver?: HostAddress;
  clock?: ArrivalClock;
}

/** A game that sends its telemetry on request. Throws a UserError when the local port is taken. */
export async function udpClientCollector(options: UdpClientOptions): Promise<Collector> {
  const {host, localPort = 0} = options;
  const socket = await openSocket(localPort, host.includes(":") ? "::" : "0.0.0.0");
  return new UdpClientCollector(socket, options);
}

class UdpClientCollector implements Collector {
  readonly name: string;
  readonly patient = false;
  private readonly counts: CollectorStats;
  private readonly queue: BatchQueue;
  private readonly clock: ArrivalClock;
  private readonly flow: Flow;
  private readonly timer = setInterval(() => this.tick(), TICK_MS);
  private address: string | undefined;
  private lookingUp = false;
  private failure = "";
  private lookedAt = Number.NEGATIVE_INFINITY;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly options: UdpClientOptions,
  ) {
    const {name, host, knownPort, localPort, receiver = UNSPECIFIED_ADDRESS, clock = new ArrivalClock()} = options;
    const own = host.includes(":") ? receiver.v6 : receiver.v4;
    this.name = name;
    this.clock = clock;
    const receiveBufferBytes = enlargeReceiveBuffer(socket, RECEIVE_BUFFER_BYTES);
    this.counts = {...emptyStats(), receiveBufferBytes};
    // a port chosen by the system changes with a restart, in the middle of the same conversation
    this.flow = {source: own, sourcePort: knownPort, target: own, targetPort: localPort || knownPort};
    this.queue = new BatchQueue([this.flow], () => this.close());
    socket.on("message", (message, from) => this.take(message, from));
    socket.on("error", () => this.counts.errors++);
    this.tick();
  }

  stats(): CollectorStats {
    const state = this.failure || this.options.conversation.state(now());
    return {...this.counts, dropped: this.queue.dropped, state};
  }

  [Symbol.asyncIterator](): AsyncIterator<DatagramBatch, void> {
    return this.queue.iterator();
  }

  close(): Promise<void> {
    this.closing ??= this.leave();
    return this.closing;
  }

  private async leave(): Promise<void> {
    clearInterval(this.timer);
    // unless it is dismissed, the game continues sending
    await Promise.all(this.options.conversation.close().map((bytes) => this.send(bytes)));
    await new Promise<void>((resolve) => this.socket.close(() => resolve()));
    this.queue.close();
  }

  private tick(): void {
    if (this.closing) return;
    if (this.address === undefined) void this.resolve();
    else for (const bytes of this.options.conversation.at(now())) void this.send(bytes);
  }

  private take(message: Buffer, {address}: RemoteInfo): void {
    // anyone may send to an open port; only the game's datagrams are taken
    if (address !== this.address || this.closing) return;
    const {clock, counts, queue} = this;
    clock.read();
    counts.received++;
    counts.bytes += message.length;
    const view = new DataView(message.buffer, message.byteOffset, message.length);
    this.options.conversation.datagram(view, 0, message.length, now());
    queue.add(message, clock, 0);
    this.tick();
  }

  private send(bytes: Uint8Array): Promise<void> {
    const {address, options, socket} = this;
    if (address === undefined) return Promise.resolve();
    return new Promise((resolve) =>
      socket.send(bytes, options.port, address, (error) => {
        if (error) this.counts.errors++;
        resolve();
      }),
    );
  }

  private async resolve(): Promise<void> {
    const {host} = this.options;
    if (this.lookingUp || performance.now() - this.lookedAt < LOOKUP_MS) return;
    this.lookingUp = true;
    this.lookedAt = performance.now();
    try {
      const {address} = await lookup(host, {family: host.includes(":") ? 6 : 4});
      this.flow.source = address;
      this.address = address;
      this.failure = "";
      this.tick();
    } catch {
      this.failure = `unknown host: ${host}`;
    }
    this.lookingUp = false;
  }
}

function now(): number {
  return performance.now() / 1000;
}
