import {createSocket, type Socket, type SocketOptions} from "node:dgram";
import {isIPv6} from "node:net";
import {oneLine, UserError} from "../userError.js";

export type CreateSocket = (options: SocketOptions) => Socket;

/** Bound sockets for one host, or for all of IPv4 and IPv6. Throws a UserError when the port cannot be bound. */
export async function openSockets(
  port: number,
  host: string | undefined,
  create: CreateSocket = createSocket,
): Promise<Socket[]> {
  const sockets: Socket[] = [];
  try {
    let bound = port;
    for (const address of host === undefined ? ["0.0.0.0", "::"] : [host]) {
      const isSix = isIPv6(address);
      const socket = create({type: isSix ? "udp6" : "udp4", reuseAddr: true, ...(isSix && {ipv6Only: true})});
      try {
        await bind(socket, bound, address);
      } catch (error) {
        socket.close();
        // a machine without IPv6 listens on IPv4
        if (isSix && host === undefined && sockets.length > 0) continue;
        throw bindError(error, port, address);
      }
      sockets.push(socket);
      bound = socket.address().port;
    }
  } catch (error) {
    for (const socket of sockets) socket.close();
    throw error;
  }
  return sockets;
}

/** A socket for one host. Throws a UserError when the port cannot be bound. */
export async function openSocket(port: number, address: string): Promise<Socket> {
  const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
  try {
    await bind(socket, port, address);
    return socket;
  } catch (error) {
    socket.close();
    const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    throw new UserError(taken ? `UDP port ${port} is taken by another program` : oneLine(error));
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

/** Binds a socket; rejects with the system's error. */
export function bind(socket: Socket, port: number, address: string): Promise<void> {
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
  if (code === "EACCES") return new UserError(`no permission to listen on UDP port ${port}: choose one above 1023`);
  return new UserError(`cannot listen on UDP ${host} port ${port}: ${oneLine(error)}`);
}
