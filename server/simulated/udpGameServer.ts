import type {Socket} from "node:dgram";
import type {ClientDatagram, UdpGame} from "../../src/core/sim/games/udpGame.js";
import {openSocket} from "../collectors/udpSockets.js";
import {type Endpoint, formatEndpoint} from "../endpoint.js";

/** Serves a simulated game on a UDP socket. */
export class UdpGameServer {
  /** number of datagrams received and sent, and bytes sent */
  received = 0;
  sent = 0;
  bytes = 0;

  private constructor(
    private readonly socket: Socket,
    game: UdpGame,
  ) {
    socket.on("message", (bytes, {address, port}) => {
      this.received++;
      const client = `${address} ${port}`;
      for (const answer of game.receive(new Uint8Array(bytes), client)) void this.send(client, answer);
    });
    // a client has closed its port
    socket.on("error", () => {});
  }

  /** Throws a UserError when the port is in use. Port 0 selects a free one. */
  static async open(game: UdpGame, {host, port}: Endpoint): Promise<UdpGameServer> {
    return new UdpGameServer(await openSocket(port, host), game);
  }

  get port(): number {
    return this.socket.address().port;
  }

  /** host and port as text to display */
  get address(): string {
    return formatEndpoint({host: this.socket.address().address, port: this.port});
  }

  /** Sends datagrams; resolves when the kernel has taken all of them. */
  async sendAll(datagrams: readonly ClientDatagram[]): Promise<void> {
    await Promise.all(datagrams.map(({client, bytes}) => this.send(client, bytes)));
  }

  private send(client: string, bytes: Uint8Array): Promise<void> {
    const [address, port] = client.split(" ");
    this.sent++;
    this.bytes += bytes.length;
    return new Promise((resolve) => this.socket.send(bytes, Number(port), address, () => resolve()));
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
  }
}
