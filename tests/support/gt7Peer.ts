import {createSocket, type Socket} from "node:dgram";
import {sealGt7} from "./sealGt7.js";

/** Contents of a packet; the bytes follow the published tables. */
export interface Gt7Tick {
  id: number;
  lap: number;
  lastLapMs?: number;
  flags?: number;
  position?: [number, number, number];
  rotation?: [number, number, number, number];
  speed?: number;
  rpm?: number;
  gear?: number;
  throttle?: number;
  brake?: number;
  carCode?: number;
  rideHeight?: number;
  fuel?: number;
  fuelCapacity?: number;
  /** 1 is the ambient pressure */
  boost?: number;
  oilPressure?: number;
  /** in packets of 368 bytes only: running lap time, ms, and the surface under each wheel */
  clockMs?: number;
  surface?: string;
}

/** An encrypted datagram, as a console sends it; `bytes` selects its kind. */
export function gt7Datagram(tick: Gt7Tick, bytes = 296): Uint8Array {
  const plain = new Uint8Array(bytes);
  const view = new DataView(plain.buffer);
  const floats = (at: number, values: number[]) => {
    for (const [i, v] of values.entries()) view.setFloat32(at + 4 * i, v, true);
  };
  view.setUint32(0, 0x47375330, true);
  floats(0x04, tick.position ?? [0, 0, 0]);
  floats(0x10, [0, 0, -(tick.speed ?? 0)]);
  floats(0x1c, tick.rotation ?? [0, 0, 0, 1]);
  floats(0x38, [tick.rideHeight ?? 0]);
  floats(0x3c, [tick.rpm ?? 5000]);
  floats(0x44, [tick.fuel ?? 0, tick.fuelCapacity ?? 0]);
  floats(0x50, [tick.boost ?? 0, tick.oilPressure ?? 0]);
  floats(0x4c, [tick.speed ?? 0]);
  floats(0x60, [71, 72, 73, 74]);
  view.setInt32(0x70, tick.id, true);
  view.setInt16(0x74, tick.lap, true);
  view.setInt32(0x7c, tick.lastLapMs ?? -1, true);
  view.setUint16(0x8e, tick.flags ?? 1, true);
  view.setUint8(0x90, 0xf0 | (tick.gear ?? 3));
  view.setUint8(0x91, tick.throttle ?? 0);
  view.setUint8(0x92, tick.brake ?? 0);
  floats(0xa4, [-100, -101, -102, -103]);
  floats(0xb4, [0.3, 0.3, 0.3, 0.3]);
  floats(0xc4, [0.01, 0.02, 0.03, 0.04]);
  view.setInt32(0x124, tick.carCode ?? 1549, true);
  if (bytes === 368) {
    plain.set(new TextEncoder().encode(tick.surface ?? "TTTT"), 0x158);
    view.setInt32(0x15c, tick.clockMs ?? 0, true);
  }
  sealGt7(plain, (0x9e3779b9 ^ tick.id) >>> 0);
  return plain;
}

/** A console on localhost: sends the packet of `next` 60 times a second to a client that sent a heartbeat in the last 10 s. */
export async function gt7Console(
  next: (tick: number) => Gt7Tick,
  clientPort: number,
): Promise<{port: number; heartbeats: string[]; close(): Promise<void>}> {
  const socket: Socket = createSocket("udp4");
  const heartbeats: string[] = [];
  let until = 0;
  let tick = 0;
  socket.on("message", (message) => {
    heartbeats.push(message.toString("latin1"));
    until = tick + 600;
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const timer = setInterval(() => {
    if (tick < until) socket.send(gt7Datagram(next(tick)), clientPort, "127.0.0.1");
    tick++;
  }, 1000 / 60);
  return {
    port: socket.address().port,
    heartbeats,
    close: () => {
      clearInterval(timer);
      return new Promise((resolve) => socket.close(() => resolve()));
    },
  };
}
