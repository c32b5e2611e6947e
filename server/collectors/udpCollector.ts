import type {RemoteInfo, Socket} from "node:dgram";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {F1_PORT} from "../../src/core/games/f1/identify.js";
import {ArrivalClock} from "./arrivalClock.js";
import {BatchQueue} from "./batchQueue.js";
import {type Collector, type CollectorStats, emptyStats} from "./collector.js";
import type {HostAddress} from "./hostAddress.js";
import {enlargeReceiveBuffer, RECEIVE_BUFFER_BYTES, receiveBufferWarning} from "./receiveBuffer.js";
import {SenderTable} from "./senderTable.js";
import {type CreateSocket, isTaken, openSockets} from "./udpSockets.js";

export interface UdpOptions {
  /** 0: any free port */
  port?: number;
  /** one address to listen on; absent: all of IPv4 and of IPv6 */
  host?: string;
  receiveBufferBytes?: number;
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
  private readonly queue: BatchQueue;
  private readonly clock: ArrivalClock;
  private closed = false;
  // nearly always only one game sends
  private lastAddress = "";
  private lastPort = -1;
  private lastFlow = 0;

  constructor(
    private readonly sockets: Socket[],
    {prefix = "", name, receiver, clock = new ArrivalClock()}: UdpOptions,
    receiveBufferBytes: number,
    warning: string | null,
  ) {
    this.port = sockets[0].address().port;
    this.name = name ?? `${prefix}udp:${this.port}`;
    this.counts = {...emptyStats(), receiveBufferBytes, warning};
    this.senders = new SenderTable(this.port, receiver);
    this.queue = new BatchQueue(this.senders.flows, () => this.close());
    this.clock = clock;
    for (const socket of sockets) {
      socket.on("message", (message, from) => this.take(message, from));
      socket.on("error", () => this.counts.errors++);
    }
  }

  stats(): CollectorStats {
    return {...this.counts, dropped: this.queue.dropped};
  }

  [Symbol.asyncIterator](): AsyncIterator<DatagramBatch, void> {
    return this.queue.iterator();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await Promise.all(this.sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
    this.queue.close();
  }

  private take(message: Buffer, {address, port}: RemoteInfo): void {
    const {clock, counts, queue} = this;
    // datagrams of one turn of the event loop have waited in the kernel together
    if (!queue.scheduled) clock.read();
    if (port !== this.lastPort || address !== this.lastAddress) {
      this.lastFlow = this.senders.find(address, port);
      this.lastPort = port;
      this.lastAddress = address;
    }
    counts.received++;
    counts.bytes += message.length;
    queue.add(message, clock, this.lastFlow);
  }
}
