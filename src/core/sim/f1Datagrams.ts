import type {DatagramBatch} from "../capture/batch.js";
import type {Columns} from "../games/f1/columns.js";
import {createColumns} from "../games/f1/columns.js";
import {type Encoder, encoderOf} from "../games/f1/encode.js";
import {type F1Event, writeEvent} from "../games/f1/events.js";
import {createHeader, type Header, writeHeader} from "../games/f1/header.js";
import {layoutOf} from "../games/f1/layout.js";

export const FORMAT = 2025;
export const FRAME_RATE = 60;
/** The send rates of the games' menus, packets a second. */
export const MENU_RATES = [10, 20, 30, 60];

/** gap between the datagrams of one frame, as a network card would show it */
const SPACING_NS = 20_000;
const LARGEST = 1460;

export interface DatagramOptions {
  /** arrival of the first datagram, seconds since 1970-01-01 UTC */
  start: number;
  /** frames a batch holds at most, and datagrams a frame */
  frames: number;
  mostPerFrame: number;
  uid: readonly [high: number, low: number];
}

/** Writes packets of format 2025 into one batch that is used again and again: nothing is allocated a frame. */
export class F1Datagrams {
  readonly batch: DatagramBatch;
  /** what the next packet of an id is encoded from */
  readonly columns: Columns[] = [];
  datagrams = 0;
  bytes = 0;
  readonly header: Header;
  /** s by which everything arrives later, as after a pause */
  delay = 0;
  private readonly encoders: Encoder[] = [];
  private readonly sizes: number[] = [];
  private readonly start: number;
  private used = 0;
  private inFrame = 0;
  private arrivalFrame = 0;

  constructor({start, frames, mostPerFrame, uid}: DatagramOptions) {
    this.start = start;
    const room = frames * mostPerFrame;
    const bytes = new Uint8Array(room * LARGEST);
    this.batch = {
      ...{
        count: 0,
        bytes,
        view: new DataView(bytes.buffer),
        offset: new Uint32Array(room),
        length: new Uint32Array(room),
      },
      ...{seconds: new Float64Array(room), nanos: new Uint32Array(room), flow: new Uint16Array(room)},
      flows: [{source: "127.0.0.1", sourcePort: 20776, target: "127.0.0.1", targetPort: 20777}],
    };
    for (const id of [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15]) {
      const layout = layoutOf(FORMAT, id)!;
      this.columns[id] = createColumns(layout);
      this.encoders[id] = encoderOf(FORMAT, id);
      this.sizes[id] = layout.bytes;
    }
    this.header = {
      ...createHeader(),
      ...{packetFormat: FORMAT, gameYear: FORMAT % 100, gameMajorVersion: 1, gameMinorVersion: 0, packetVersion: 1},
      ...{uidHigh: uid[0], uidLow: uid[1]},
    };
    this.columns[2].timeTrialPBCarIdx[0] = this.columns[2].timeTrialRivalCarIdx[0] = 255;
    this.columns[6].mfdPanelIndex[0] = this.columns[6].mfdPanelIndexSecondaryPlayer[0] = 255;
  }

  /** Empties the batch. */
  clear(): void {
    this.batch.count = 0;
    this.used = 0;
  }

  /** What follows belongs to a frame: its number, the one that never goes back, and its session time, s. */
  begin(frame: number, overallFrame: number, sessionTime: number): void {
    this.inFrame = 0;
    this.arrivalFrame = overallFrame;
    this.header.frame = frame;
    this.header.overallFrame = overallFrame;
    this.header.sessionTime = sessionTime;
  }

  send(id: number): void {
    const offset = this.place(id);
    this.encoders[id](this.columns[id], this.batch.view, offset);
  }

  /** The games send the first and the last event with both frame counters 0: `zero`. */
  sendEvent(event: F1Event, zero = false): void {
    const {frame, overallFrame} = this.header;
    if (zero) this.header.frame = this.header.overallFrame = 0;
    const offset = this.place(3);
    Object.assign(this.header, {frame, overallFrame});
    writeEvent(this.batch.view, offset, FORMAT, event);
  }

  /** Makes room for the next datagram, with its header and arrival; returns where it begins. */
  private place(id: number): number {
    const {batch, header} = this;
    const offset = this.used;
    header.packetId = id;
    writeHeader(batch.view, offset, header);
    const i = batch.count++;
    const bytes = this.sizes[id];
    batch.offset[i] = offset;
    batch.length[i] = bytes;
    // whole nanoseconds from whole numbers: a fraction of seconds since 1970 keeps only about 200 ns
    const second = Math.floor(this.arrivalFrame / FRAME_RATE);
    const nanos = Math.round(((this.arrivalFrame % FRAME_RATE) * 1e9) / FRAME_RATE) + this.inFrame++ * SPACING_NS;
    const late = this.start + this.delay;
    const whole = Math.floor(late);
    const sum = Math.round((late - whole) * 1e9) + nanos;
    batch.seconds[i] = whole + second + Math.floor(sum / 1e9);
    batch.nanos[i] = sum % 1e9;
    this.used = offset + bytes;
    this.datagrams++;
    this.bytes += bytes;
    return offset;
  }
}
