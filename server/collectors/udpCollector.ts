import {createSocket, type RemoteInfo, type Socket, type SocketOptions} from "node:dgram";
import {isIPv6} from "node:net";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {F1_PORT} from "../../src/core/games/f1/identify.js";
import {oneLine, UserError} from "../userError.js";
import {ArrivalClock} from "./arrivalClock.js";
import {type Collector, type CollectorStats, emptyStats} from "./collector.js";
import type {HostAddress} from "./hostAddress.js";
import {enlargeReceiveBuffer, RECEIVE_BUFFER_BYTES, receiveBufferWarning} from "./receiveBuffer.js";
import {SenderTable} from "./senderTable.js";
import {TickBuffer} from "./tickBuffer.js";

export interface UdpOptions {
  /** 0 takes a free one */
  port?: number;
  /** one address to listen on; absent: all of IPv4 and of IPv6 */
  host?: string;
  receiveBufferBytes?: number;
  /** ms that a batch gathers datagrams for after its first; 0: for one turn of the event loop */
  tickMs?: number;
  /** of the collector; default `udp:PORT` after the prefix */
  name?: string;
  prefix?: string;
  receiver?: HostAddress;
  clock?: ArrivalClock;
  createSocket?: (options: SocketOptions) => Socket;
}

/** Listens for datagrams. Throws a UserError when the port is taken. */
export async function udpCollector(options: UdpOptions = {}): Promise<UdpCollector> {
  const {port = F1_PORT, host, receiveBufferBytes = RECEIVE_BUFFER_BYTES} = options;
  const open = options.createSocket ?? createSocket;
  const shared = port > 0 && (await isTaken(port, host));
  const sockets: Socket[] = [];
  try {
    const hosts = host === undefined ? ["0.0.0.0", "::"] : [host];
    let bound = port;
    for (const address of hosts) {
      const six = isIPv6(address);
      const socket = open({type: six ? "udp6" : "udp4", reuseAddr: true, ...(six && {ipv6Only: true})});
      try {
        await bind(socket, bound, address);
      } catch (error) {
        socket.close();
        // a machine without IPv6 listens on IPv4
        if (six && host === undefined && sockets.length > 0) continue;
        throw bindError(error, port, address);
      }
      sockets.push(socket);
      bound = socket.address().port;
    }
  } catch (error) {
    for (const socket of sockets) socket.close();
    throw error;
  }
  const granted = Math.min(...sockets.map((socket) => enlargeReceiveBuffer(socket, receiveBufferBytes)));
  const warnings = [
    shared && `another program listens on UDP port ${port} too: only one of the two may get the datagrams`,
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
  // nearly always one game talks
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

  /** By hand: an async generator costs three more turns of the microtask queue a batch. */
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
    // what one turn of the event loop brings has waited in the kernel together
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
    // datagrams that lie in the kernel already are read before setImmediate calls back
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

/** Whether another program has the port. */
export async function isTaken(port: number, host = "0.0.0.0"): Promise<boolean> {
  const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
  try {
    await bind(socket, port, host);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  } finally {
    socket.close();
  }
}

function bind(socket: Socket, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(port, address, () => {
      socket.removeListener("error", reject);
      // consoles may send to everyone on the network
      if (!isIPv6(address)) socket.setBroadcast(true);
      resolve();
    });
  });
}

function bindError(error: unknown, port: number, host: string): UserError {
  const {code} = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return new UserError(
      `UDP port ${port} is taken by another program: stop it, or choose another port with --udp-port (UDP_PORT) and in the game`,
    );
  if (code === "EACCES") return new UserError(`no right to listen on UDP port ${port}: choose one above 1023`);
  return new UserError(`cannot listen on UDP ${host} port ${port}: ${oneLine(error)}`);
}
