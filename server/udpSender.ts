import {createSocket, type Socket} from "node:dgram";
import {lookup} from "node:dns/promises";
import type {Endpoint} from "./endpoint.js";
import {UserError} from "./userError.js";

/** `send` waits while this many datagrams have not been passed to the operating system. */
const OUTSTANDING = 64;

/** Sends datagrams to one address, in order. */
export class UdpSender {
  /** datagrams passed to the operating system */
  sent = 0;
  bytes = 0;
  /** datagrams answered with "port unreachable" */
  refused = 0;
  private outstanding = 0;
  private failure: Error | undefined;
  private wake: (() => void) | undefined;

  private constructor(private readonly socket: Socket) {}

  static async open({host, port}: Endpoint): Promise<UdpSender> {
    const {address, family} = await lookup(host).catch(() => {
      throw new UserError(`unknown host: ${host}`);
    });
    const socket = createSocket(family === 6 ? "udp6" : "udp4");
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.bind(0, () => {
        if (family === 4) socket.setBroadcast(true);
        socket.connect(port, address, (error?: Error) => (error ? reject(error) : resolve()));
      });
    });
    socket.removeAllListeners("error");
    const sender = new UdpSender(socket);
    socket.on("error", (error) => sender.note(error));
    return sender;
  }

  /** Copies the payload and sends it; resolves when the next can be sent. */
  async send(payload: Uint8Array): Promise<void> {
    if (this.failure) throw this.failure;
    ++this.outstanding;
    const bytes = payload.byteLength;
    this.socket.send(Buffer.from(payload), (error) => {
      --this.outstanding;
      if (error) this.note(error);
      ++this.sent;
      this.bytes += bytes;
      this.wake?.();
    });
    if (this.outstanding >= OUTSTANDING) await this.until(OUTSTANDING / 2);
  }

  /** Resolves when all datagrams have been passed to the operating system. */
  async close(): Promise<void> {
    await this.until(0);
    this.socket.close();
    if (this.failure) throw this.failure;
  }

  private async until(outstanding: number): Promise<void> {
    while (this.outstanding > outstanding)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    this.wake = undefined;
  }

  private note(error: Error): void {
    // Only a connected socket receives this error. The datagram is lost, but a listener may start at any time.
    if ((error as NodeJS.ErrnoException).code === "ECONNREFUSED") ++this.refused;
    else this.failure ??= error;
  }
}
