import {createBatch, type DatagramBatch} from "../capture/batch.js";
import type {PacketColumns} from "../games/f1/columns.js";
import {createColumns} from "../games/f1/columns.js";
import {type Encoder, encoderOf} from "../games/f1/encode.js";
import {type F1Event, writeEvent} from "../games/f1/events.js";
import {createHeader, type Header, writeHeader} from "../games/f1/header.js";
import {layoutOf} from "../games/f1/layout.js";
import {frameArrival} from "./arrival.js";

export const FORMAT = 2025;
export const FRAME_RATE = 60;
/** send rates offered by the games' menus, packets per second */
export const MENU_RATES = [10, 20, 30, 60];

const MAX_BYTES = 1460;

export interface DatagramOptions {
  /** arrival of the first datagram, seconds since 1970-01-01 UTC */
  start: number;
  /** maximum number of frames in a batch, and of datagrams in a frame */
  frames: number;
  maxPerFrame: number;
  uid: readonly [high: number, low: number];
}

/** Writes packets of format 2025 into one reused batch, without allocation per frame. */
export class F1Datagrams {
  readonly batch: DatagramBatch;
  /** by packet id: the columns from which the next packet is encoded */
  readonly columns: PacketColumns[] = [];
  datagrams = 0;
  bytes = 0;
  readonly header: Header;
  /** s by which later datagrams arrive late, after a pause */
  delay = 0;
  private readonly encoders: Encoder[] = [];
  private readonly sizes: number[] = [];
  private readonly start: number;
  private used = 0;
  private inFrame = 0;
  private arrivalFrame = 0;
  private readonly arrival = {seconds: 0, nanos: 0};

  constructor({start, frames, maxPerFrame, uid}: DatagramOptions) {
    this.start = start;
    const room = frames * maxPerFrame;
    const flow = {source: "127.0.0.1", sourcePort: 20776, target: "127.0.0.1", targetPort: 20777};
    this.batch = createBatch(room, new Uint8Array(room * MAX_BYTES), [flow]);
    for (const id of [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15]) {
      const layout = layoutOf(FORMAT, id)!;
      this.columns[id] = createColumns(layout);
      this.encoders[id] = encoderOf(FORMAT, id);
      this.sizes[id] = layout.bytes;
    }
    this.header = {
      ...createHeader(),
      packetFormat: FORMAT,
      gameYear: FORMAT % 100,
      gameMajorVersion: 1,
      gameMinorVersion: 0,
      packetVersion: 1,
      uidHigh: uid[0],
      uidLow: uid[1],
    };
    this.columns[2].timeTrialPBCarIdx[0] = this.columns[2].timeTrialRivalCarIdx[0] = 255;
    this.columns[6].mfdPanelIndex[0] = this.columns[6].mfdPanelIndexSecondaryPlayer[0] = 255;
  }

  clear(): void {
    this.batch.count = 0;
    this.used = 0;
  }

  /** Begins a frame: its number, its number that no flashback sets back, and its session time, s. */
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

  /** `zeroFrame`: with both frame counters 0, as the games send the first and the last event of a session. */
  sendEvent(event: F1Event, zeroFrame = false): void {
    const {frame, overallFrame} = this.header;
    if (zeroFrame) this.header.frame = this.header.overallFrame = 0;
    const offset = this.place(3);
    Object.assign(this.header, {frame, overallFrame});
    writeEvent(this.batch.view, offset, FORMAT, event);
  }

  /** Adds a datagram with header and arrival time to the batch; returns its offset. */
  private place(id: number): number {
    const {batch, header} = this;
    const offset = this.used;
    header.packetId = id;
    writeHeader(batch.view, offset, header);
    const i = batch.count++;
    const bytes = this.sizes[id];
    batch.offset[i] = offset;
    batch.length[i] = bytes;
    frameArrival(this.start + this.delay, this.arrivalFrame, FRAME_RATE, this.inFrame++, this.arrival);
    batch.seconds[i] = this.arrival.seconds;
    batch.nanos[i] = this.arrival.nanos;
    this.used = offset + bytes;
    this.datagrams++;
    this.bytes += bytes;
    return offset;
  }
}
