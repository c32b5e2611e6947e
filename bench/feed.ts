import {createSocket, type Socket} from "node:dgram";
import {createColumns} from "../src/core/games/f1/columns.js";
import {encoderOf} from "../src/core/games/f1/encode.js";
import {layoutOf} from "../src/core/games/f1/layout.js";
import {FRAME_RATE} from "../src/core/sim/f1Datagrams.js";
import {F1Sender} from "../src/core/sim/f1Sender.js";
import {fillParticipants} from "../src/core/sim/f1Session.js";
import {Simulation} from "../src/core/sim/simulation.js";

/** The datagrams of a full grid, for benchmarks: what one simulated car sends, filled up to 22. */

export const CARS = 22;
const FORMAT = 2025;
/** packets of every frame, those of all cars first */
const LAP_DATA = 2;
const GRID = [LAP_DATA, 0, 6, 7];
const EVERY_FRAME = [...GRID, 13];
const PARTICIPANTS = 4;

export interface FeedOptions {
  /** frames that each car is behind the one before it; 0: all drive side by side */
  apart?: number;
  laps?: number;
}

/** Frames, 7 datagrams each as the games send them: where there are fewer, unknown ones are added. */
export function* gridFeed({apart = 0, laps = 99}: FeedOptions = {}): Generator<Buffer[], void, void> {
  const sender = new F1Sender(new Simulation({seed: 1, laps}));
  /** the packets that the first car sent, of as many frames as the last car is behind */
  const past: Map<number, Buffer>[] = [];
  while (sender.fill(1)) {
    const {batch} = sender;
    const all = Array.from({length: batch.count}, (_, i) =>
      Buffer.from(batch.bytes.subarray(batch.offset[i], batch.offset[i] + batch.length[i])),
    );
    const main = all.filter((bytes) => EVERY_FRAME.includes(bytes[6]));
    const others = all.filter((bytes) => !EVERY_FRAME.includes(bytes[6]));
    past.push(new Map(main.map((bytes) => [bytes[6], apart === 0 ? bytes : Buffer.from(bytes)])));
    if (past.length > apart * (CARS - 1) + 1) past.shift();
    for (const bytes of main) if (GRID.includes(bytes[6])) fillGrid(bytes, past, apart);
    for (const bytes of others) if (bytes[6] === PARTICIPANTS) nameGrid(bytes);
    const more = others.length > 0 ? others : [Buffer.from(main[0]).fill(99, 0, 2)];
    yield [...main, ...more, ...(more.length > 1 ? [] : [Buffer.from(more[0]).fill(98, 0, 2)])];
  }
}

function fillGrid(bytes: Buffer, past: readonly Map<number, Buffer>[], apart: number): void {
  const id = bytes[6];
  const {fields} = layoutOf(FORMAT, id)!;
  const {stride, offset} = fields[0];
  const place = fields.find(({name}) => name === "carPosition")?.offset;
  for (let car = 1; car < CARS; car++) {
    const from = past[Math.max(0, past.length - 1 - car * apart)].get(id)!;
    from.copy(bytes, offset + car * stride, offset, offset + stride);
    if (place !== undefined) bytes[place + car * stride] = car + 1;
  }
}

function nameGrid(bytes: Buffer): void {
  const columns = createColumns(layoutOf(FORMAT, PARTICIPANTS)!);
  fillParticipants(columns, CARS, "steady");
  encoderOf(FORMAT, PARTICIPANTS)(columns, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0);
}

/** Overall frame number of a datagram. */
export function frameOf(bytes: Buffer): number {
  return bytes.readUInt32LE(23);
}

/** Sends frames as a game would: each when it is due, its datagrams one after another. */
export class FeedSender {
  sent = 0;
  private readonly socket: Socket;
  private running: Promise<void> | undefined;
  private stopped = false;

  private constructor(
    private readonly frames: Iterator<Buffer[], void, void>,
    {socket}: {socket: Socket},
  ) {
    this.socket = socket;
  }

  static async to(port: number, options: FeedOptions = {}): Promise<FeedSender> {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.connect(port, "127.0.0.1", resolve as never));
    socket.on("error", () => {}); // the receiver has gone: what it got is counted there
    return new FeedSender(gridFeed(options), {socket});
  }

  /** `speed`: times 60 frames a second. `onFrame` is called just before the first datagram of each frame. */
  start({speed = 1, onFrame}: {speed?: number; onFrame?: (frame: number) => void} = {}): void {
    this.stopped = false;
    this.running = this.run(speed, onFrame);
  }

  private async run(speed: number, onFrame?: (frame: number) => void): Promise<void> {
    const began = performance.now();
    for (let n = 0; !this.stopped; n++) {
      const {value} = this.frames.next();
      if (!value) return;
      const due = began + (n * 1000) / FRAME_RATE / speed;
      while (due - performance.now() > 1) await new Promise((resolve) => setTimeout(resolve, 1));
      // behind for long: others get their turn too
      if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
      onFrame?.(frameOf(value[0]));
      for (const bytes of value) this.socket.send(bytes);
      this.sent += value.length;
    }
  }

  /** Until `start`, which goes on with the next frame. */
  async pause(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  async stop(): Promise<void> {
    await this.pause();
    this.socket.close();
  }
}
