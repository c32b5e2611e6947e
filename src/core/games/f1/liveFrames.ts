import {PARTS} from "../../channels/catalogue.js";
import {decoderOf} from "./decode.js";
import type {Format} from "./formats.js";
import {
  createFrame,
  createHead,
  DAMAGE_PART,
  type Frame,
  type FrameHead,
  PACKET_OF_PART,
  PART_OF_PACKET,
} from "./frame.js";
import type {Header} from "./header.js";
import {FrameJoiner} from "./joiner.js";

/** Number of frames from which the usual parts of a frame are learned. */
const LEARNED = 16;

/** Keeps a packet that brings a part of the open frame; the view is valid only during the call. */
export type Keep = (part: number, view: DataView, offset: number, length: number) => void;

export interface LiveFramesOptions {
  /** default: packets are decoded into the frame's columns */
  keep?: Keep;
  /** receives each frame once more, in order, when late packets can no longer change it; without columns */
  settled?: (frame: FrameHead) => void;
  /** the counters restarted: the frames that are settled from now on are no flashback */
  reset?: () => void;
}

/**
 * Joins packets to frames for the live stream: a frame is emitted with the last of its usual packets, or, where one is lost, with the
 * first packet of a newer frame. So one frame is open at a time. Later packets are dropped here (the archive has them), but
 * count in the settled frames. Damage is sent ten times a second and is held: every frame has the last.
 */
export class LiveFrames {
  /** packets of frames that were already emitted, second copies too */
  late = 0;
  private readonly joiner: FrameJoiner;
  private readonly open: Frame;
  private emitted = -1;
  /** parts that each of the last frames turned out to have, late ones too */
  private readonly seenFrames = new Float64Array(LEARNED).fill(-1);
  private readonly seenParts = new Uint16Array(LEARNED);
  private seen = 0;
  /** parts that complete a frame; 0 while unknown */
  private usual = 0;
  private held = 0;
  private readonly keep: Keep;

  /** @param emit receives each frame once, in order; the frame is reused afterwards */
  constructor(
    format: Format,
    private readonly emit: (frame: Frame) => void,
    {keep, settled = () => {}, reset = () => {}}: LiveFramesOptions = {},
  ) {
    const open = keep ? createHead() : createFrame(format);
    this.open = open;
    this.joiner = new FrameJoiner(format, {emit: settled, reset, decodes: false});
    this.keep =
      keep ??
      ((part, view, offset) => decoderOf(format, PACKET_OF_PART[PARTS[part]]!)(view, offset, open.columns[part]!));
  }

  /** Takes a packet that has a part of a frame (see PART_OF_PACKET); any other is ignored. */
  accept(header: Header, view: DataView, offset: number, length: number): void {
    const joined = this.joiner.accept(header, view, offset, length);
    if (joined === "refused") return;
    const {open} = this;
    const {overallFrame} = header;
    const part = PART_OF_PACKET[header.packetId]!;
    if (joined === "jumped") {
      this.flush();
      this.emitted = overallFrame - 1;
    }
    if (overallFrame <= this.emitted) {
      this.late++;
      this.noteLate(overallFrame, part, view, offset, length);
      return;
    }
    if (open.overallFrame >= 0 && overallFrame < open.overallFrame) {
      // older than the open frame, but never begun: its order is lost
      this.late++;
      return;
    }
    if (overallFrame !== open.overallFrame) {
      this.flush();
      open.overallFrame = overallFrame;
      open.parts = this.held;
    }
    open.frame = header.frame;
    open.sessionTime = header.sessionTime;
    this.keep(part, view, offset, length);
    if (part === DAMAGE_PART) this.held = 1 << DAMAGE_PART;
    open.parts |= 1 << part;
    if (this.usual && (open.parts & this.usual) === this.usual) this.flush();
  }

  /** Emits the frame that still waits for packets. */
  flush(): void {
    const {open} = this;
    if (open.overallFrame < 0) return;
    this.emitted = open.overallFrame;
    const slot = this.seen++ % LEARNED;
    this.seenFrames[slot] = open.overallFrame;
    if (this.seenParts[slot] !== open.parts || this.seen === LEARNED) {
      this.seenParts[slot] = open.parts;
      this.learn();
    }
    this.emit(open);
    open.overallFrame = -1;
    open.parts = 0;
  }

  /** No more packets follow: settles the remaining frames. */
  end(): void {
    this.flush();
    this.joiner.flush();
  }

  /** A part that arrived after its frame was emitted is learned as usual, too: otherwise it would be late in every frame. */
  private noteLate(overallFrame: number, part: number, view: DataView, offset: number, length: number): void {
    const slot = this.seenFrames.indexOf(overallFrame);
    if (slot < 0 || this.seenParts[slot] & (part === DAMAGE_PART ? 0 : 1 << part)) return;
    if (part === DAMAGE_PART) {
      this.keep(part, view, offset, length);
      this.held = 1 << DAMAGE_PART;
      this.open.parts |= this.open.overallFrame >= 0 ? this.held : 0;
    } else {
      this.seenParts[slot] |= 1 << part;
      this.learn();
    }
  }

  /** Usual are the parts that more than half of the last frames had; a few lost packets only cost the wait for the next frame. */
  private learn(): void {
    if (this.seen < LEARNED) return;
    this.usual = 0;
    for (let part = 0; part < PARTS.length; part++) {
      if (part === DAMAGE_PART) continue;
      let frames = 0;
      for (const parts of this.seenParts) if (parts & (1 << part)) frames++;
      if (frames * 2 > LEARNED) this.usual |= 1 << part;
    }
  }
}
