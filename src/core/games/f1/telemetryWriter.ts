import {framed, MOST_HEAD_BYTES} from "../../messages/frameHead.js";
import {room, slab} from "../../messages/slab.js";
import type {Format} from "./formats.js";
import {ACTIVE, type FrameHead, LAP_PART, partsOfCar} from "./frame.js";
import {type FrameContext, MAX_SLOTS} from "./frameRows.js";
import {type FormatWriter, placeOf, placesOf, writerOf} from "./telemetryCode.js";

/**
 * TelemetryMessages straight from the bytes of the packets: byte for byte those of encodeTelemetry over FrameRows, at a sixth of the
 * cost. The packets of the open frame are kept as received, without rows or columns.
 */
export class TelemetryWriter {
  private readonly starts: number[];
  private readonly kept: Uint8Array;
  private readonly packets: DataView;
  private readonly writer: FormatWriter;
  private readonly status: {at: number; stride: number};
  /** cars that take part, by their last lap data */
  private readonly active = new Uint8Array(MAX_SLOTS);

  constructor(format: Format) {
    const {starts, bytes} = placesOf(format);
    this.starts = starts;
    this.kept = new Uint8Array(bytes);
    this.packets = new DataView(this.kept.buffer);
    this.writer = writerOf(format);
    this.status = placeOf(format, LAP_PART, "resultStatus");
  }

  /** Keeps the packet of a part until the next one arrives; for LiveFrames. */
  readonly keep = (part: number, view: DataView, offset: number, length: number): void => {
    this.kept.set(new Uint8Array(view.buffer, view.byteOffset + offset, length), this.starts[part]);
  };

  /** The message of one car in one frame; undefined where the car does not take part or no packet has its data. */
  of(frame: FrameHead, car: number, {trackLengthM, player, restricted}: FrameContext): Uint8Array | undefined {
    if (frame.parts & (1 << LAP_PART)) {
      const {at, stride} = this.status;
      this.active[car] = this.kept[at + car * stride] >= ACTIVE ? 1 : 0;
    }
    const parts = partsOfCar(frame.parts, car === player);
    if (!this.active[car] || !parts) return undefined;
    const {write, most} = this.writer;
    const at = room(MOST_HEAD_BYTES + most) + MOST_HEAD_BYTES;
    const hidden = restricted?.has(car) ?? false;
    return framed(at, write(slab.view, at, this.packets, car, frame, parts, hidden, trackLengthM));
  }
}
