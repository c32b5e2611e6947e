import {decoderOf} from "./decode.js";
import type {Format} from "./formats.js";
import {createFrame, createHead, type Frame, PART_OF_PACKET} from "./frame.js";
import type {Header} from "./header.js";

/**
 * Frames kept open for late packets: an eighth of a second at 60 Hz. A local network reorders by milliseconds; a live
 * recording lags behind by this much.
 */
const WINDOW = 8;
/** Slots for frames; more than can be open at a time. */
const RING = 16;
/** A step of more frames than this (10 s at 60 Hz) must be confirmed by a second packet: one corrupt counter must not end a session. */
const PLAUSIBLE_STEP = 600;

interface Suspect {
  header: Header;
  bytes: Uint8Array;
}

export interface JoinerOptions {
  /** receives each frame, in order; the frame is reused afterwards */
  emit: (frame: Frame) => void;
  /** the counters restarted: the frames that follow are no flashback */
  reset: () => void;
  /** false: frames only list the packets that arrived; their content is not decoded */
  decodes?: boolean;
}

/** `refused`: no part of a frame, or its frame number is implausible. `jumped`: the first of a sequence of frames elsewhere. */
export type Joined = "joined" | "jumped" | "refused";

/**
 * Joins the packets of a frame by `overallFrameIdentifier` and emits the frames in order. Packets are decoded directly into the waiting
 * frame, so late, reordered and missing packets are settled here and nowhere else.
 */
export class FrameJoiner {
  private readonly ring: Frame[];
  private newest = -1;
  /** every frame up to this one has been emitted */
  private emitted = -1;
  private suspect: Suspect | undefined;

  constructor(
    private readonly format: Format,
    private readonly options: JoinerOptions,
  ) {
    const {decodes = true} = options;
    this.ring = Array.from({length: RING}, () => (decodes ? createFrame(format) : createHead()));
  }

  /** Takes a packet that has a part of a frame (see PART_OF_PACKET); any other is refused. */
  accept(header: Header, view: DataView, offset: number, length: number): Joined {
    const part = PART_OF_PACKET[header.packetId];
    if (part === undefined) return "refused";
    const {overallFrame} = header;
    // after the first moments a counter of zero has no place in the order (classification, menus)
    if (overallFrame === 0 && this.newest > WINDOW) return "refused";
    const isFar = this.newest >= 0 && Math.abs(overallFrame - this.newest) > PLAUSIBLE_STEP;
    if (isFar && !this.confirm(header, view, offset, length)) return "refused";
    this.suspect = undefined;
    if (this.newest < 0) this.emitted = overallFrame - WINDOW - 1;
    if (overallFrame > this.emitted) this.put(part, header, view, offset);
    return isFar ? "jumped" : "joined";
  }

  /** Emits all frames that still wait. */
  flush(): void {
    if (this.newest >= 0) this.emit(this.newest);
  }

  private put(part: number, header: Header, view: DataView, offset: number): void {
    const {overallFrame} = header;
    if (overallFrame > this.newest) {
      this.emit(overallFrame - WINDOW);
      this.newest = overallFrame;
    }
    const slot = this.ring[overallFrame % RING];
    if (slot.overallFrame !== overallFrame) {
      slot.overallFrame = overallFrame;
      slot.parts = 0;
    }
    slot.frame = header.frame;
    slot.sessionTime = header.sessionTime;
    slot.parts |= 1 << part;
    const columns = slot.columns[part];
    if (columns) decoderOf(this.format, header.packetId)(view, offset, columns);
  }

  /** Emits the waiting frames up to this one. */
  private emit(upTo: number): void {
    const last = Math.min(upTo, this.newest);
    for (let f = Math.max(this.emitted + 1, 0); f <= last; f++) {
      const slot = this.ring[f % RING];
      if (slot.overallFrame !== f) continue;
      this.options.emit(slot);
      slot.overallFrame = -1;
    }
    this.emitted = Math.max(this.emitted, upTo);
  }

  /** True when an earlier packet already had about the same frame number; that packet is then taken too. */
  private confirm(header: Header, view: DataView, offset: number, length: number): boolean {
    const earlier = this.suspect;
    if (!earlier || Math.abs(earlier.header.overallFrame - header.overallFrame) > PLAUSIBLE_STEP) {
      this.suspect = {
        header: {...header},
        bytes: new Uint8Array(view.buffer, view.byteOffset + offset, length).slice(),
      };
      return false;
    }
    this.suspect = undefined;
    this.emit(this.newest);
    if (header.overallFrame < this.newest) {
      this.options.reset();
      for (const slot of this.ring) slot.overallFrame = -1;
    }
    this.newest = Math.min(earlier.header.overallFrame, header.overallFrame);
    this.emitted = this.newest - WINDOW - 1;
    this.accept(earlier.header, new DataView(earlier.bytes.buffer), 0, earlier.bytes.length);
    return true;
  }
}
