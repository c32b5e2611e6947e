import {createSocket, type Socket} from "node:dgram";
import {once} from "node:events";

/** A game's side of a protocol: what it answers to a client at once. */
export interface Peer {
  receive(bytes: Uint8Array, client: string): Uint8Array[];
}

/** A peer on a UDP socket of 127.0.0.1. */
export class UdpPeer {
  received = 0;
  private readonly socket: Socket = createSocket("udp4");

  constructor(private readonly peer: Peer) {
    this.socket.on("message", (bytes, {address, port}) => {
      this.received++;
      const client = `${address} ${port}`;
      for (const answer of this.peer.receive(new Uint8Array(bytes), client)) this.send(client, answer);
    });
  }

  get port(): number {
    return this.socket.address().port;
  }

  /** @param port 0: any free one */
  async listen(port = 0): Promise<void> {
    this.socket.bind(port, "127.0.0.1");
    await once(this.socket, "listening");
  }

  send(client: string, bytes: Uint8Array): void {
    const [address, port] = client.split(" ");
    this.socket.send(bytes, Number(port), address);
  }

  close(): Promise<void> {
    return new Promise((done) => this.socket.close(() => done()));
  }
}
