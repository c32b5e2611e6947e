import {createSocket, type Socket} from "node:dgram";
import type {Told, UdpGame} from "../../src/core/sim/games/udpGame.js";
import {type Endpoint, formatEndpoint} from "../endpoint.js";
import {oneLine, UserError} from "../userError.js";

/** A game on a UDP socket: answers its clients, and tells them what it has to tell. */
export class UdpGameServer {
  /** datagrams received, sent */
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
    // a client that is gone
    socket.on("error", () => {});
  }

  /** Throws a UserError when the port is taken. Port 0: any free one. */
  static async open(game: UdpGame, {host, port}: Endpoint): Promise<UdpGameServer> {
    const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once("error", reject);
        socket.bind(port, host, () => {
          socket.removeListener("error", reject);
          resolve();
        });
      });
    } catch (error) {
      socket.close();
      const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
      throw new UserError(taken ? `UDP port ${port} is taken by another program` : oneLine(error));
    }
    return new UdpGameServer(socket, game);
  }

  get port(): number {
    return this.socket.address().port;
  }

  /** for people */
  get place(): string {
    return formatEndpoint({host: this.socket.address().address, port: this.port});
  }

  /** Sends what the game tells; resolves when the kernel has it. */
  async tell(told: readonly Told[]): Promise<void> {
    await Promise.all(told.map(({client, bytes}) => this.send(client, bytes)));
  }

  send(client: string, bytes: Uint8Array): Promise<void> {
    const [address, port] = client.split(" ");
    this.sent++;
    this.bytes += bytes.length;
    return new Promise((resolve) => this.socket.send(bytes, Number(port), address, () => resolve()));
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
  }
}
