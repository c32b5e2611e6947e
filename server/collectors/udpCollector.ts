import type {RemoteInfo, Socket} from "node:dgram";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {F1_PORT} from "../../src/core/games/f1/identify.js";
import {ArrivalClock} from "./arrivalClock.js";
import {type Collector, type CollectorStats, emptyStats} from "./collector.js";
import type {HostAddress} from "./hostAddress.js";
import {enlargeReceiveBuffer, RECEIVE_BUFFER_BYTES, receiveBufferWarning} from "./receiveBuffer.js";
import {SenderTable} from "./senderTable.js";
import {TickBuffer} from "./tickBuffer.js";
import {type CreateSocket, isTaken, openSockets} from "./udpSockets.js";

export interface UdpOptions {
  /** 0: any free port */
  port?: number;
  /** one address to listen on; absent: all of IPv4 and of IPv6 */
  host?: string;
  receiveBufferBytes?: number;
  /** ms for which a batch gathers datagrams after its first; 0: one turn of the event loop */
  tickMs?: number;
  /** of the collector; default `udp:PORT` after the prefix */
  name?: string;
  prefix?: string;
  receiver?: HostAddress;
  clock?: ArrivalClock;
  createSocket?: CreateSocket;
}

/** Listens for datagrams. Throws a UserError when the port is taken. */
export async function udpCollector(options: UdpOptions = {}): Promise<UdpCollector> {
  const {port = F1_PORT, host, receiveBufferBytes = RECEIVE_BUFFER_BYTES, createSocket} = options;
  const isShared = port > 0 && (await isTaken(port, host));
  const sockets = await openSockets(port, host, createSocket);
  const granted = Math.min(...sockets.map((socket) => enlargeReceiveBuffer(socket, receiveBufferBytes)));
  const warnings = [
    isShared && `another program listens on UDP port ${port} too: only one of the two may get the datagrams`,
    receiveBufferWarning(receiveBufferBytes, granted),
  ].filter((text) => text);
  return new UdpCollector(sockets, options, granted, warnings.join("; ") || null);
}

/** Datagrams of UDP sockets; made by `udpCollector`. */
export class UdpCollector implements Collector {
  readonly name: string;
  readonly port: number;
  readonly patient = false;
  private readonly counts: CollectorStats;
  private readonly senders: SenderTable;
  private readonly buffer: TickBuffer;
  private readonly clock: ArrivalClock;
  private readonly tickMs: number;
  private closed = false;
  private due = false;
  private scheduled = false;
  private wake: ((result: IteratorResult<DatagramBatch, void>) => void) | undefined;
  // nearly always only one game sends
  private lastAddress = "";
  private lastPort = -1;
  private lastFlow = 0;

  constructor(
    private readonly sockets: Socket[],
    {prefix = "", name, receiver, tickMs = 0, clock = new ArrivalClock()}: UdpOptions,
    receiveBufferBytes: number,
    warning: string | null,
  ) {
    this.port = sockets[0].address().port;
    this.name = name ?? `${prefix}udp:${this.port}`;
    this.counts = {...emptyStats(), receiveBufferBytes, warning};
    this.senders = new SenderTable(this.port, receiver);
    this.buffer = new TickBuffer(this.senders.flows);
    this.clock = clock;
    this.tickMs = tickMs;
    for (const socket of sockets) {
      socket.on("message", (message, from) => this.take(message, from));
      socket.on("error", () => this.counts.errors++);
    }
  }

  stats(): CollectorStats {
    return {...this.counts, dropped: this.buffer.dropped};
  }

  /** Not an async generator: it would cost three more turns of the microtask queue a batch. */
  [Symbol.asyncIterator](): AsyncIterator<DatagramBatch, void> {
    return {
      next: () =>
        new Promise((resolve) => {
          this.wake = resolve;
          if (this.due || this.closed) this.handOver();
        }),
      return: async () => {
        await this.close();
        return {done: true, value: undefined};
      },
    };
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await Promise.all(this.sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
    this.ready();
  }

  private take(message: Buffer, {address, port}: RemoteInfo): void {
    const {clock, counts} = this;
    // datagrams of one turn of the event loop have waited in the kernel together
    if (!this.scheduled || this.tickMs > 0) clock.read();
    if (port !== this.lastPort || address !== this.lastAddress) {
      this.lastFlow = this.senders.find(address, port);
      this.lastPort = port;
      this.lastAddress = address;
    }
    counts.received++;
    counts.bytes += message.length;
    this.buffer.add(message, clock.seconds, clock.nanos, this.lastFlow);
    if (this.scheduled) return;
    this.scheduled = true;
    // datagrams that are in the kernel already are read before setImmediate calls back
    if (this.tickMs > 0) setTimeout(this.ready, this.tickMs);
    else setImmediate(this.ready);
  }

  private readonly ready = (): void => {
    this.scheduled = false;
    this.due = true;
    this.handOver();
  };

  private handOver(): void {
    const {wake, buffer} = this;
    if (!wake || (buffer.count === 0 && !this.closed)) return;
    this.due = false;
    this.wake = undefined;
    wake(buffer.count > 0 ? {done: false, value: buffer.take()} : {done: true, value: undefined});
  }
}
