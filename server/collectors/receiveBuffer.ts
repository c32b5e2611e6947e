import type {Socket} from "node:dgram";

/** Half a second of twenty feeds at once. */
export const RECEIVE_BUFFER_BYTES = 4 * 2 ** 20;

/** Asks the kernel for a receive buffer and returns what it granted, bytes. */
export function enlargeReceiveBuffer(socket: Socket, asked: number, platform = process.platform): number {
  // some systems refuse instead of granting less: half is requested then
  for (let size = asked; size >= 64 * 1024; size /= 2) {
    try {
      socket.setRecvBufferSize(size);
      break;
    } catch {}
  }
  // Linux reports twice what it grants, for its own bookkeeping: socket(7)
  return socket.getRecvBufferSize() / (platform === "linux" ? 2 : 1);
}

/** The remedy for a buffer that is smaller than asked for; null when it is not. */
export function receiveBufferWarning(asked: number, granted: number, platform = process.platform): string | null {
  if (granted >= asked) return null;
  const text = `the kernel grants ${Math.round(granted / 1024)} of ${Math.round(asked / 1024)} KiB of receive buffer: datagrams may be lost while the machine is busy`;
  if (platform === "linux") return `${text}; sudo sysctl -w net.core.rmem_max=${asked}`;
  if (platform === "darwin") return `${text}; sudo sysctl -w kern.ipc.maxsockbuf=${2 * asked}`;
  return text;
}
